"""Anyone follows, without an account."""

from app.core.security.guards import for_anyone

FOLLOW = for_anyone("follow.follow", "Seguire un procedimento per e-mail, e smettere")
