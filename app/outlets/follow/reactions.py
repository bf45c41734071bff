"""What becomes public is told to who follows."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.core.i18n import deadline_words
from app.core.text import sentence
from app.law.changes import ChangeKind
from app.law.words import joined
from app.outlets.follow.actions import note
from app.outlets.follow.enums import NoticeKind
from app.steps.avvisi.events import (
    AvvisoChanged,
    AvvisoExtended,
    AvvisoPublished,
    AvvisoRectified,
    AvvisoReopened,
    AvvisoRevoked,
)
from app.steps.examination.events import AdmissionPublished
from app.steps.monitoring.events import AccountPublished, ReadingGiven
from app.steps.monitoring.navigation import PUBLIC
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here, get_by_id
from app.steps.questions.events import AnswerPublished


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
    note(session, here, NoticeKind.ACCOUNT, title, public_address(here, f"{PUBLIC}/{event.year}"))


def _read(session: Session, event: ReadingGiven) -> None:
    here = get_by_id(session, event.procedure_id)
    title = f"Rendiconto {event.year}: la lettura del comitato di partecipazione"
    address = public_address(here, f"{PUBLIC}/{event.year}#letture")
    note(session, here, NoticeKind.ACCOUNT, title, address)


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {
    AvvisoPublished: (_published,),
    AvvisoRectified: (_rectified,),
    AvvisoExtended: (_extended,),
    AvvisoReopened: (_reopened,),
    AvvisoRevoked: (_revoked,),
    AnswerPublished: (_answered,),
    AdmissionPublished: (_admitted,),
    AccountPublished: (_accounted,),
    ReadingGiven: (_read,),
}
