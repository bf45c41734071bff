"""Presenting an istanza, which gives it a number and starts the term; withdrawing it."""

from sqlmodel import Session

from app.core.clock import in_rome, legal_now
from app.core.errors import ConflictError, InvalidFormError, RuleError
from app.core.events import emit
from app.core.i18n import date_words
from app.core.security.actor import Actor
from app.core.security.once import body_digest
from app.law.answers import end_of_answer
from app.people.authorities.actions import next_number
from app.people.authorities.models import Authority
from app.steps.istanze import emails
from app.steps.istanze.enums import IstanzaState
from app.steps.istanze.events import IstanzaPresented, IstanzaWithdrawn
from app.steps.istanze.models import Istanza
from app.steps.istanze.queries import Asked, Signer, get_led, list_files, list_signers

SERIES = "istanze"


def present_istanza(session: Session, actor: Actor, public_id: str, edition: int) -> Asked:
    """Give the draft its number, the term of its answer and its receipt; again changes nothing.

    The term is counted now by the authority's rule and is never counted anew. Raises
    InvalidFormError for what is missing, ConflictError when the text is not the one shown,
    RuleError while a body has not read it. Source: L. 241/1990, art. 2 and 18-bis.
    """
    asked = get_led(session, actor, public_id, lock=True)
    istanza = asked.istanza
    if istanza.state is not IstanzaState.DRAFT:
        return asked
    signers = list_signers(session, istanza)
    _check(istanza, edition, signers)
    _enter(session, actor, asked)
    digest = _digest(session, istanza, signers)
    assert istanza.answer_by is not None
    emit(
        session,
        IstanzaPresented(
            **asked.about(actor),
            answer_by=istanza.answer_by.isoformat(),
            bodies=tuple(signer.ets.public_id for signer in signers),
            digest=digest,
        ),
    )
    emails.presented(session, actor, asked, signers, digest)
    return asked


def _enter(session: Session, actor: Actor, asked: Asked) -> None:
    """Number and term, by the authority's rules of now."""
    istanza, authority, now = asked.istanza, asked.authority, legal_now()
    count = end_of_answer(
        in_rome(now).date(),
        authority.answer_days,
        patron=authority.patron,
        saturday=authority.saturday_moves,
    )
    istanza.state = IstanzaState.PRESENTED
    istanza.presented_at, istanza.presented_by_id = now, actor.account_id
    istanza.answer_days, istanza.answer_by = authority.answer_days, count.last_day
    istanza.year = in_rome(now).year
    istanza.number = next_number(session, SERIES, authority.pk, istanza.year)
    session.add(istanza)
    session.flush()


def _check(istanza: Istanza, edition: int, signers: list[Signer]) -> None:
    if istanza.edition != edition:
        raise ConflictError(
            "Il testo è cambiato dopo che avete aperto questa pagina.",
            remedy="Rileggetelo qui sotto e presentate di nuovo.",
        )
    asked = {"reason": istanza.reason, "concerns": istanza.concerns}
    missing = {name: "Campo obbligatorio." for name, text in asked.items() if not text}
    if missing:
        raise InvalidFormError(
            missing, ("Prima di presentare dite perché lo chiedete e chi riguarda.",)
        )
    unread = [signer.ets.name for signer in signers if not signer.has_read(istanza)]
    if unread:
        raise RuleError(
            f"Il testo è cambiato e non l'hanno ancora confermato: {', '.join(unread)}.",
            remedy="Aspettate la loro conferma, oppure toglieteli dall'istanza.",
        )


def _digest(session: Session, istanza: Istanza, signers: list[Signer]) -> str:
    """SHA-256 over the text, the bodies and every file."""
    return body_digest(
        {
            "subject": istanza.subject,
            "reason": istanza.reason,
            "concerns": istanza.concerns,
            "known": istanza.known,
            "bodies": [signer.ets.public_id for signer in signers],
            "files": [file.sha256 for _, file in list_files(session, istanza)],
        }
    )


def withdraw_istanza(session: Session, actor: Actor, public_id: str) -> Asked:
    """The lead takes it back while it waits; its number stays. Raises RuleError afterwards."""
    asked = get_led(session, actor, public_id, lock=True)
    istanza = asked.istanza
    if istanza.state is not IstanzaState.PRESENTED:
        raise RuleError("Si ritira un'istanza che aspetta una risposta: questa non l'aspetta più.")
    istanza.state, istanza.withdrawn_at = IstanzaState.WITHDRAWN, legal_now()
    session.add(istanza)
    emit(session, IstanzaWithdrawn(**asked.about(actor)))
    emails.withdrawn(session, asked, list_signers(session, istanza))
    return asked


def term_words(authority: Authority, istanza: Istanza) -> tuple[str, ...]:
    """How the term of the answer was counted, sentence by sentence."""
    if istanza.presented_at is None or istanza.answer_by is None:
        return ()
    presented = in_rome(istanza.presented_at).date()
    count = end_of_answer(
        presented,
        istanza.answer_days,
        patron=authority.patron,
        saturday=authority.saturday_moves,
    )
    if count.last_day == istanza.answer_by:
        return count.sentences
    return (f"Il termine contato allora scade {date_words(istanza.answer_by)}.",)
