"""The personal area's home."""

from app.core.security.guards import for_signed_in

HOME = for_signed_in("area.home", "Aprire la propria area personale")
