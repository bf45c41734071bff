"""What a feed tells: only what the public pages show, from the rooms' own public reads."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session, col, func, select

from app.core.audit.models import EventRow
from app.core.clock import from_rome
from app.core.i18n import date_words, time_words
from app.core.text import sentence
from app.law.publication import PUBLICATION_SLOTS
from app.law.words import counted, joined
from app.outlets.feed.atom import Item
from app.steps.calendar.queries import list_meetings
from app.steps.contributions.enums import PUBLIC
from app.steps.contributions.models import Contribution
from app.steps.esiti.events import EsitiPublished, EsitoAdded
from app.steps.monitoring.queries.accounts import list_readable
from app.steps.procedures.models import Tavolo
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here
from app.steps.publication.models import PublicationProof
from app.steps.publication.queries import list_entries
from app.steps.questions.queries import list_published

MOST = 50
_SLOTS = {slot.code: slot for slot in PUBLICATION_SLOTS}
_MEETINGS = ("calendar.meeting_added", "calendar.meeting_edited", "calendar.meeting_cancelled")
_ESITI = (EsitiPublished.kind, EsitoAdded.kind)


def list_items(session: Session, here: Here) -> list[Item]:
    """What was published of a procedure, the newest first, at most fifty; a few queries."""
    found = [item for items_of in SOURCES for item in items_of(session, here)]
    return newest(found)


def newest(items: list[Item]) -> list[Item]:
    """The last fifty by instant; the same instant keeps its order."""
    return sorted(items, key=lambda item: item.updated, reverse=True)[:MOST]


def documents(session: Session, here: Here) -> list[Item]:
    """Acts, versions of the avviso, lists, verbali, report: all that stands in a slot."""
    rows = session.exec(
        select(PublicationProof.entry_id, func.max(PublicationProof.at))
        .where(PublicationProof.procedure_id == here.procedure.pk)
        .group_by(col(PublicationProof.entry_id))
    ).all()
    last = dict(rows)
    return [
        Item(
            ref=entry.public_id,
            title=entry.title,
            summary=f"Pubblicato in «{_SLOTS[entry.slot].title}»: {here.procedure.title}.",
            address=entry.address
            or public_address(here, f"/documenti#c-{_SLOTS[entry.slot].number}"),
            updated=last.get(entry.pk) or from_rome(entry.published_on),
        )
        for entry, _ in list_entries(session, here.procedure.pk)
        if entry.withdrawn_on is None
    ]


def answers(session: Session, here: Here) -> list[Item]:
    """The answers to questions, with the questions as they are published."""
    return [
        Item(
            ref=each.answer.public_id,
            title=f"{_numbers(each.numbers)}: la risposta",
            summary=" / ".join(question.shown_text for question in each.questions)[:500],
            address=public_address(here, f"/quesiti#quesito-{each.numbers[0]}"),
            updated=each.answer.published_at,
        )
        for each in list_published(session, here.procedure.pk)
        if each.answer.published_at is not None
    ]


def meetings(session: Session, here: Here) -> list[Item]:
    """The calendar: each meeting as it stands, with its last change."""
    changed = _last_events(session, here, _MEETINGS)
    return [
        Item(
            ref=meeting.public_id,
            title=("Annullato: " if meeting.cancelled_at else "Incontro: ") + meeting.title,
            summary=f"{sentence(date_words(meeting.starts_at))}, "
            f"dalle {time_words(meeting.starts_at)} alle {time_words(meeting.ends_at)}. "
            f"{meeting.cancelled_reason or meeting.place_name}".strip(),
            address=public_address(here, f"/calendario/{meeting.public_id}"),
            updated=changed.get(meeting.public_id, meeting.changed_at),
        )
        for meeting in list_meetings(session, here.procedure.pk)
    ]


def esiti(session: Session, here: Here) -> list[Item]:
    """The outcomes, published together and then updated."""
    changed = _last_events(session, here, _ESITI)
    if not changed:
        return []
    return [
        Item(
            ref=f"esiti:{here.procedure.public_id}",
            title="Gli esiti dei contributi",
            summary=f"La risposta a ogni contributo, con la sua ragione: {here.procedure.title}.",
            address=public_address(here, "/esiti"),
            updated=max(changed.values()),
        )
    ]


def contributions(session: Session, here: Here) -> list[Item]:
    """For each tavolo how many contributions are published; each of them is in its own feed."""
    rows = session.exec(
        select(Tavolo.public_id, Tavolo.name, func.count(), func.max(Contribution.published_at))
        .join(Contribution, col(Contribution.tavolo_id) == col(Tavolo.id))
        .where(Tavolo.procedure_id == here.procedure.pk, col(Contribution.state).in_(PUBLIC))
        .group_by(col(Tavolo.public_id), col(Tavolo.name))
    ).all()
    return [
        Item(
            ref=f"contributions:{tavolo}",
            title=f"Contributi del tavolo «{name}»",
            summary=f"{counted(count, 'contributo pubblicato', 'contributi pubblicati')}.",
            address=public_address(here, f"/contributi?tavolo={tavolo}"),
            updated=last,
        )
        for tavolo, name, count, last in rows
        if last is not None
    ]


def accounts(session: Session, here: Here) -> list[Item]:
    """The yearly accounts; a corrected one keeps its name and is newer."""
    found: dict[int, Item] = {}
    for row in list_readable(session, here.procedure.pk):
        found.setdefault(
            row.year,
            Item(
                ref=f"account:{here.procedure.public_id}:{row.year}",
                title=f"Rendiconto {row.year}",
                summary=f"A che punto è ciò che gli enti hanno detto: {here.procedure.title}.",
                address=public_address(here, f"/monitoraggio/{row.year}"),
                updated=row.version.published_at,
            ),
        )
    return list(found.values())


SOURCES: tuple[Callable[[Session, Here], list[Item]], ...] = (
    documents,
    answers,
    meetings,
    contributions,
    esiti,
    accounts,
)


def _numbers(numbers: tuple[int, ...]) -> str:
    word = "Quesito" if len(numbers) == 1 else "Quesiti"
    return f"{word} n. {joined([str(number) for number in numbers])}"


def _last_events(session: Session, here: Here, kinds: tuple[str, ...]) -> dict[str, datetime]:
    """Subject → the legal instant of its last event of these kinds."""
    rows = session.exec(
        select(EventRow.subject, func.max(EventRow.legal_at))
        .where(EventRow.chain == here.procedure.public_id, col(EventRow.kind).in_(kinds))
        .group_by(col(EventRow.subject))
    ).all()
    return dict(rows)
