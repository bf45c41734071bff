"""The versions of an avviso: which there are, and what changes from one to another."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.core.diff import Piece, word_diff
from app.core.text import sentence
from app.law.changes import ChangeKind
from app.steps.avvisi.differences import TITLES, Texts, changed_form, changed_sections
from app.steps.avvisi.models import Avviso, AvvisoRevision
from app.steps.avvisi.queries import Published, list_published


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version as the lists show it; `was_closing` only where the change moved the term."""

    published: Published
    in_force: bool

    @property
    def number(self) -> int:
        return self.published.version.number

    @property
    def title(self) -> str:
        change = self.published.change
        return sentence(change.kind.label) if change else "Prima pubblicazione"

    @property
    def reason(self) -> str:
        return self.published.change.reason if self.published.change else ""

    @property
    def proof(self) -> tuple[str, ...]:
        return tuple(self.published.change.proof) if self.published.change else ()

    @property
    def was_closing(self) -> datetime | None:
        change = self.published.change
        moved = change is not None and change.was_closing != self.published.version.closes_at
        return change.was_closing if change and moved else None

    @property
    def revoked(self) -> bool:
        change = self.published.change
        return change is not None and change.kind is ChangeKind.REVOCATION

    @property
    def changed(self) -> tuple[str, ...]:
        """The titles of what changed."""
        change = self.published.change
        codes = change.changed if change else []
        titles = [TITLES.get(code, "Modulo della domanda") for code in codes]
        moved = ["Il termine per le domande"] if self.was_closing else []
        return (*titles, *moved)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changes: each section's pieces, the form in words, the term before and after."""

    sections: tuple[tuple[str, str, tuple[Piece, ...]], ...]
    form: tuple[str, ...]
    was_closing: datetime | None = None
    closing: datetime | None = None

    @property
    def empty(self) -> bool:
        return not (self.sections or self.form or self.closing)


def lines_of(session: Session, avviso: Avviso) -> list[VersionLine]:
    """The versions, the newest first."""
    return [
        VersionLine(published, published.version.number == avviso.version)
        for published in reversed(list_published(session, avviso))
    ]


def compare(before: Texts, after: Texts) -> Comparison:
    """What `after` says otherwise than `before`, word by word; terms where both have one."""
    sections = tuple(
        (code, TITLES[code], word_diff(old, new))
        for code, (old, new) in changed_sections(before, after).items()
    )
    words = tuple(sentence(one.words) for one in changed_form(before, after))
    was, now = (_closing_of(one) for one in (before, after))
    if was is None or now is None or was == now:
        return Comparison(sections, words)
    return Comparison(sections, words, was, now)


def _closing_of(text: Texts) -> datetime | None:
    """A draft of the next version has no closing of its own yet."""
    return None if isinstance(text, AvvisoRevision) else text.closes_at
