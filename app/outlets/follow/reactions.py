"""What becomes public is told to who follows."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from app.core.events import Event, Reaction, pending_events
from app.core.i18n import date_words, deadline_words, time_words
from app.core.text import sentence
from app.law.changes import ChangeKind
from app.law.phases import Phase
from app.law.words import counted, joined
from app.outlets.follow.actions import note, note_together, notice_of, unnote
from app.outlets.follow.enums import NoticeKind
from app.steps.avvisi.events import (
    AvvisoChanged,
    AvvisoExtended,
    AvvisoPublished,
    AvvisoRectified,
    AvvisoReopened,
    AvvisoRevoked,
)
from app.steps.calendar.events import MeetingAdded, MeetingCancelled, MeetingEdited
from app.steps.calendar.queries import get_meeting
from app.steps.contributions.enums import PUBLIC as PUBLIC_STATES
from app.steps.contributions.events import ContributionModerated
from app.steps.contributions.queries import get_public, list_public_named
from app.steps.esiti.events import EsitiPublished, EsitoAdded
from app.steps.examination.events import AdmissionPublished
from app.steps.monitoring.events import AccountPublished, AccountWithdrawn, ReadingGiven
from app.steps.monitoring.navigation import PUBLIC
from app.steps.plans.events import PlanPublished
from app.steps.plans.navigation import PLAN
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here, get_by_id, get_tavolo, here_of
from app.steps.questions.events import AnswerPublished
from app.steps.reports.events import ReportPublished
from app.steps.synthesis.events import DraftShared
from app.steps.synthesis.navigation import PICTURE

_WHEN_AND_WHERE = frozenset({"starts_at", "ends_at", "place_name", "address"})


def _until(closes_at: str) -> str:
    return f"domande entro {deadline_words(datetime.fromisoformat(closes_at))}"


def _published(session: Session, event: AvvisoPublished) -> None:
    here = get_by_id(session, event.procedure_id)
    title = f"È pubblicato l'avviso: {_until(event.closes_at)}"
    note(session, here, NoticeKind.AVVISO, title, public_address(here, "/avviso"))


def _rectified(session: Session, event: AvvisoRectified) -> None:
    _changed(session, event, f"{sentence(ChangeKind(event.change).label)}: cambia l'avviso")


def _extended(session: Session, event: AvvisoExtended) -> None:
    _changed(session, event, "Proroga dell'avviso")


def _reopened(session: Session, event: AvvisoReopened) -> None:
    _changed(session, event, "Si riaprono i termini dell'avviso")


def _changed(session: Session, event: AvvisoChanged, words: str) -> None:
    here = get_by_id(session, event.procedure_id)
    title = f"{words}; {_until(event.closes_at)}"
    note(session, here, NoticeKind.AVVISO, title, _version(here, event))


def _version(here: Here, event: AvvisoChanged) -> str:
    """The page of the new version, which says what changed and why."""
    return public_address(here, f"/avviso/versioni/{event.number}")


def _revoked(session: Session, event: AvvisoRevoked) -> None:
    here = get_by_id(session, event.procedure_id)
    title = "L'avviso è revocato: ora non si presentano domande"
    note(session, here, NoticeKind.AVVISO, title, _version(here, event))


def _answered(session: Session, event: AnswerPublished) -> None:
    here = get_by_id(session, event.procedure_id)
    one = len(event.numbers) == 1
    which = joined([str(number) for number in event.numbers])
    title = f"{'Risposta al quesito' if one else 'Risposta ai quesiti'} n. {which}"
    address = public_address(here, f"/quesiti#quesito-{event.numbers[0]}")
    note(session, here, NoticeKind.ANSWERS, title, address)


def _admitted(session: Session, event: AdmissionPublished) -> None:
    here = get_by_id(session, event.procedure_id)
    title = f"Elenco n. {event.number} degli ammessi e dei non ammessi"
    address = public_address(here, f"/partecipanti#elenco-{event.number}")
    note(session, here, NoticeKind.LISTS, title, address)


def _accounted(session: Session, event: AccountPublished) -> None:
    here = get_by_id(session, event.procedure_id)
    title = f"Rendiconto {event.year}: che cosa è diventato quello che gli enti hanno detto"
    if event.number > 1:
        title = f"Rendiconto {event.year}: corretto, versione {event.number}"
    address = public_address(here, f"{PUBLIC}/{event.year}")
    note(session, here, NoticeKind.ACCOUNT, title, address, subject=event.subject)


def _account_gone(session: Session, event: AccountWithdrawn) -> None:
    unnote(session, get_by_id(session, event.procedure_id), event.subject)


def _read(session: Session, event: ReadingGiven) -> None:
    here = get_by_id(session, event.procedure_id)
    title = f"Rendiconto {event.year}: la lettura del comitato di partecipazione"
    address = public_address(here, f"{PUBLIC}/{event.year}#letture")
    note(session, here, NoticeKind.ACCOUNT, title, address)


def _moderated(session: Session, event: ContributionModerated) -> None:
    """Its number, never its words: they may be taken back before the mail leaves."""
    here = get_by_id(session, event.procedure_id)
    was, is_now = event.origin in PUBLIC_STATES, event.target in PUBLIC_STATES
    if is_now and not was:
        found = get_public(session, here.procedure.pk, event.subject)
        note(
            session,
            here,
            NoticeKind.CONTRIBUTIONS,
            f"il n. {event.number}",
            public_address(here, f"/contributi/{event.subject}"),
            tavolo_id=get_tavolo(session, here.procedure.pk, found.tavolo_public_id).pk,
            subject=event.subject,
        )
    elif was and not is_now:
        unnote(session, here, event.subject)


def _shared(session: Session, event: DraftShared) -> None:
    here = get_by_id(session, event.procedure_id)
    until = date_words(datetime.fromisoformat(event.observations_until))
    title = f"La bozza di sintesi è stata mandata a chi ha partecipato: osservazioni fino a {until}"
    note(session, here, NoticeKind.SYNTHESIS, title, public_address(here))


def _restituted(session: Session, event: EsitiPublished) -> None:
    here = get_by_id(session, event.procedure_id)
    which = counted(event.count, "contributo", "contributi")
    title = f"Sono pubblicati gli esiti: la risposta a {which}, con la sua ragione"
    note(session, here, NoticeKind.ESITI, title, public_address(here, "/esiti"))
    title = "È pubblicato il quadro dei bisogni e dell'offerta"
    note(session, here, NoticeKind.SYNTHESIS, title, public_address(here, PICTURE))


def note_decided(session: Session) -> None:
    """Tell together the esiti that this work added; a finisher, before the register's.

    A contribution that was withheld has its esito too, which is told to its body only.
    """
    added: dict[int, list[str]] = {}
    for event in pending_events(session):
        if isinstance(event, EsitoAdded):
            added.setdefault(event.procedure_id, []).append(event.contribution)
    for procedure_id, refs in sorted(added.items()):
        session.flush()
        here = here_of(session, procedure_id)
        notices = [
            notice_of(
                here,
                NoticeKind.DECISIONS,
                f"contributo n. {number}",
                public_address(here, f"/contributi/{ref}"),
                tavolo_id=tavolo,
                subject=ref,
            )
            for ref, number, tavolo in list_public_named(session, procedure_id, refs)
        ]
        note_together(session, here, notices)


def _reported(session: Session, event: ReportPublished) -> None:
    here = get_by_id(session, event.procedure_id)
    title = "È pubblicata la relazione conclusiva"
    if event.number > 1:
        title = f"È pubblicata la versione {event.number} della relazione conclusiva"
    note(session, here, NoticeKind.REPORT, title, public_address(here, "/relazione"))


def _planned(session: Session, event: PlanPublished) -> None:
    here = get_by_id(session, event.procedure_id)
    title = "È pubblicato il piano, con ciò che viene dalla partecipazione"
    note(session, here, NoticeKind.PLAN, title, public_address(here, PLAN))


def _met(session: Session, event: MeetingAdded | MeetingEdited | MeetingCancelled) -> None:
    here = get_by_id(session, event.procedure_id)
    if here.procedure.phase is Phase.DRAFT:
        return
    if isinstance(event, MeetingEdited) and _WHEN_AND_WHERE.isdisjoint(event.changed):
        return
    meeting = get_meeting(session, here.procedure.pk, event.subject)
    when = f"{meeting.title}, {date_words(meeting.starts_at)}"
    words = {
        MeetingAdded: f"Nuovo incontro: {when}",
        MeetingEdited: f"Cambia un incontro: {when}, alle {time_words(meeting.starts_at)}",
        MeetingCancelled: f"Annullato: {when}",
    }
    address = public_address(here, f"/calendario/{meeting.public_id}")
    note(session, here, NoticeKind.MEETINGS, words[type(event)], address)


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {
    AvvisoPublished: (_published,),
    AvvisoRectified: (_rectified,),
    AvvisoExtended: (_extended,),
    AvvisoReopened: (_reopened,),
    AvvisoRevoked: (_revoked,),
    AnswerPublished: (_answered,),
    AdmissionPublished: (_admitted,),
    AccountPublished: (_accounted,),
    AccountWithdrawn: (_account_gone,),
    ReadingGiven: (_read,),
    ContributionModerated: (_moderated,),
    DraftShared: (_shared,),
    EsitiPublished: (_restituted,),
    ReportPublished: (_reported,),
    PlanPublished: (_planned,),
    MeetingAdded: (_met,),
    MeetingEdited: (_met,),
    MeetingCancelled: (_met,),
}
