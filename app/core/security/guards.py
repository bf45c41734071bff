"""Permissions: a name, a sentence and a predicate over who asks and where.

Each room declares its own as data; a route carries exactly one, or the app does not start.
What is private to a body is guarded once more by the query that loads it (`visible_to`),
so that "not yours" looks like "not there".
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.core.errors import ForbiddenError, NotFoundError, SignInNeededError
from app.core.security.actor import Actor


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request stands: the authority in its address, if one is."""

    authority: str | None = None


Predicate = Callable[[Actor, Place], bool]


@dataclass(frozen=True, slots=True)
class Permission:
    """`who` says in Italian who holds it; `allows` is None when anyone does."""

    name: str
    sentence: str
    who: str
    allows: Predicate | None = None
    hidden: bool = False

    def held_by(self, actor: Actor, authority: str) -> bool:
        """Whether a page of that authority may offer it to `actor`."""
        return self.allows is None or self.allows(actor, Place(authority))

    def check(self, actor: Actor | None, place: Place) -> None:
        """Raises SignInNeededError, NotFoundError (where it hides) or ForbiddenError."""
        if self.allows is None:
            return
        if actor is None:
            raise SignInNeededError
        if not self.allows(actor, place):
            if self.hidden:
                raise NotFoundError
            raise ForbiddenError(f"{self.sentence}: può farlo {self.who}.")


def for_anyone(name: str, sentence: str) -> Permission:
    return Permission(name, sentence, "chiunque")


def for_signed_in(name: str, sentence: str) -> Permission:
    return Permission(name, sentence, "chi ha un accesso", lambda actor, place: True)


def for_body(name: str, sentence: str) -> Permission:
    """For who may act for at least one body; which one is the query's business."""
    who = "chi rappresenta un ente"
    return Permission(name, sentence, who, lambda actor, place: bool(actor.bodies))


def for_office(name: str, sentence: str, *roles: str) -> Permission:
    """For the office of the authority in the address; with `roles`, for one of them only.

    On an address without an authority any office will do: its queries list one's own.
    """
    who = "l'Ufficio di Piano" if not roles else f"l'Ufficio di Piano ({', '.join(roles)})"

    def allows(actor: Actor, place: Place) -> bool:
        if place.authority is None:
            return actor.is_office
        held = actor.roles_in(place.authority)
        return bool(held & set(roles)) if roles else bool(held)

    return Permission(name, sentence, who, allows, hidden=True)
