"""Beginning a domanda: what the body has told once is offered again."""

from typing import Any

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.security.actor import Actor
from app.law.sources import LR65_10_B, LR65_10_C
from app.people.ets.enums import PUBLIC_SIDE, BodyKind, RuntsState
from app.people.ets.models import Ets
from app.steps.avvisi.definition import FieldKind, FormDefinition, fields_of
from app.steps.domande.models import Domanda, DomandaPart
from app.steps.domande.queries.area import find_live, get_previous_answers
from app.steps.domande.queries.completeness import SEATS, SIGNATURE, TAVOLI, TAVOLO
from app.steps.domande.queries.setting import Setting, locked_setting
from app.steps.procedures.queries import Here, list_tavoli

_NEVER_AGAIN = frozenset({SIGNATURE, "declarations", "needs", "presence"})


def start_domanda(session: Session, actor: Actor, here: Here, body: Ets) -> Domanda:
    """The draft of one of the actor's bodies; the one that is already live, where there is one.

    Raises RuleError when the avviso is not open, or the body needs no domanda.
    """
    setting = locked_setting(session, here.procedure.pk)
    live = find_live(session, here.procedure.pk, body.pk)
    if live is not None:
        return live
    _refuse_public_side(body)
    _refuse_other_subject(body, setting.definition)
    if not setting.takes_domande(legal_now()):
        raise RuleError(
            "L'avviso non è aperto: ora non si possono preparare domande.",
            remedy="I termini sono scritti nella pagina dell'avviso.",
            source=LR65_10_C,
        )
    domanda = open_draft(session, actor, setting, body)
    keep_answers(session, domanda, answers_offered(session, domanda, setting.definition, body))
    return domanda


def open_draft(
    session: Session, actor: Actor, setting: Setting, body: Ets, *, amends: Domanda | None = None
) -> Domanda:
    """An empty draft of `body`; its setting is locked, and it has no other draft there."""
    domanda = Domanda(
        procedure_id=setting.here.procedure.pk,
        authority_id=setting.here.authority.pk,
        avviso_version_id=setting.version.pk,
        ets_id=body.pk,
        body_name=body.name,
        name_key=body.name_key,
        body_tax_code=body.tax_code or "",
        created_by_id=actor.account_id,
        amends_id=amends.pk if amends else None,
    )
    session.add(domanda)
    session.flush()
    return domanda


def answers_offered(
    session: Session, domanda: Domanda, definition: FormDefinition, body: Ets
) -> dict[str, dict[str, Any]]:
    """What the body has told once, as far as this form asks it: see `first_answers`."""
    tavoli = {tavolo.public_id for tavolo in list_tavoli(session, domanda.procedure_id)}
    return first_answers(definition, body, get_previous_answers(session, body.pk), tavoli)


def keep_answers(session: Session, domanda: Domanda, answers: dict[str, dict[str, Any]]) -> None:
    """Write the first answers of a draft, by part."""
    for code, given in answers.items():
        session.add(
            DomandaPart(
                procedure_id=domanda.procedure_id,
                authority_id=domanda.authority_id,
                domanda_id=domanda.pk,
                code=code,
                answers=given,
                saved_at=legal_now(),
            )
        )
    session.flush()


def _refuse_public_side(body: Ets) -> None:
    if body.kind in PUBLIC_SIDE:
        raise RuleError(
            "I servizi pubblici partecipano senza domanda.",
            remedy="Vi invita l'ufficio che conduce il procedimento: scrivetegli.",
        )


def _refuse_other_subject(body: Ets, definition: FormDefinition) -> None:
    if body.kind is BodyKind.OTHER and not definition.other_subjects:
        raise RuleError(
            "Questo avviso è rivolto soltanto agli enti del Terzo settore.",
            remedy="Se il vostro apporto è direttamente connesso ed essenziale, scrivetelo "
            "all'ufficio prima della scadenza: l'avviso può essere rettificato.",
            source=LR65_10_B,
        )


def first_answers(
    definition: FormDefinition,
    body: Ets,
    previous: dict[str, dict[str, Any]],
    tavoli: set[str],
) -> dict[str, dict[str, Any]]:
    """What a new draft offers: the body's profile first, then its last domanda.

    Declarations, signature and files are never offered again; seats only where the tavolo is
    one of this procedure.
    """
    told = {code: dict(answers) for code, answers in previous.items() if code not in _NEVER_AGAIN}
    for code, answers in _profile(body).items():
        told[code] = {
            **told.get(code, {}),
            **{name: text for name, text in answers.items() if text},
        }
    offered: dict[str, dict[str, Any]] = {}
    for code in definition.parts:
        if code == TAVOLI:
            seats = [seat for seat in told.get(code, {}).get(SEATS, []) if seat[TAVOLO] in tavoli]
            kept = {SEATS: seats} if seats else {}
        else:
            names = {f.name for f in fields_of(definition, code) if f.kind is not FieldKind.FILE}
            kept = {name: said for name, said in told.get(code, {}).items() if name in names}
        if kept:
            offered[code] = kept
    return offered


def _profile(body: Ets) -> dict[str, dict[str, Any]]:
    names = (
        "name", "legal_form", "tax_code", "street", "postcode", "municipality", "province",
        "pec", "email", "phone", "site",
    )  # fmt: skip
    registered = body.runts_state is RuntsState.REGISTERED
    return {
        "body": {name: getattr(body, name) or "" for name in names},
        "runts": {
            "runts_state": body.runts_state.value,
            "runts_number": body.runts_number,
            "runts_section": body.runts_section,
            "runts_date": body.runts_date.isoformat() if registered and body.runts_date else "",
        },
        "activities": {
            "activities": list(body.activities),
            "territory": "\n".join(body.territory),
        },
    }
