"""Entering a filing in the register: number, digest, tavoli, what it replaces, event, mail."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from app.core.clock import in_rome, legal_now
from app.core.errors import NotFoundError
from app.core.events import emit
from app.core.security.actor import Actor
from app.people.ets.queries import find_ground
from app.steps.avvisi.definition import FURTHER_DELEGATES, SEAT_FIELDS
from app.steps.domande.actions.digest import digest_of
from app.steps.domande.actions.members import check_joint, tell_members
from app.steps.domande.actions.numbering import next_number
from app.steps.domande.actions.supersede import (
    announce_superseded,
    lock_amended,
    refuse_settled,
    retire,
)
from app.steps.domande.emails_area import tell_filed
from app.steps.domande.enums import DomandaState
from app.steps.domande.events import DomandaFiled
from app.steps.domande.models import Domanda, DomandaTavolo
from app.steps.domande.queries.completeness import (
    SEATS,
    TAVOLI,
    TAVOLO,
    Answers,
    signatory_of,
)
from app.steps.domande.queries.filed import Content, Filed, at_hand
from app.steps.domande.queries.setting import Setting
from app.steps.procedures.models import Tavolo


def enter_filing(
    session: Session,
    actor: Actor,
    setting: Setting,
    domanda: Domanda,
    received: datetime,
    content: Content,
    tavoli: list[Tavolo],
) -> None:
    """Give a locked draft, complete and in time, its place in the register.

    What it amends is replaced in the same transaction. Raises RuleError where that was settled
    meanwhile or a body would take part twice, NotFoundError where the actor's mandate has ended.
    """
    earlier = lock_amended(session, domanda)
    if earlier is not None:
        refuse_settled(earlier)
        retire(session, earlier)
    year = in_rome(received).year
    number = next_number(session, domanda.authority_id, year)
    # Who took a number is alone: two filings cannot both overlook that they have a body in common.
    check_joint(session, setting, domanda, content)
    _sign_for(session, actor, domanda)
    domanda.year, domanda.number = year, number
    _record(session, setting, domanda, received, content)
    _lift_out_tavoli(session, domanda, content.answers, tavoli)
    with at_hand(session, Filed(domanda, content)):
        _announce(session, actor, setting, domanda, received)
    if earlier is not None:
        announce_superseded(session, actor, setting.here, earlier, domanda)
    tell_filed(session, actor, setting, domanda, content.files, earlier)
    if content.members or earlier is not None:
        tell_members(session, domanda, earlier)


def _sign_for(session: Session, actor: Actor, domanda: Domanda) -> None:
    """Write down who files, and on which mandate as it stands today."""
    assert domanda.ets_id is not None
    ground = find_ground(session, actor.account_id, domanda.ets_id)
    if ground is None:
        raise NotFoundError
    domanda.filed_by_id = actor.account_id
    domanda.ground = ground.snapshot()


def _record(
    session: Session,
    setting: Setting,
    domanda: Domanda,
    received: datetime,
    content: Content,
) -> None:
    domanda.state = DomandaState.FILED
    domanda.avviso_version_id = setting.version.pk
    domanda.filed_at = received
    domanda.recorded_at = legal_now()
    domanda.signed_by = signatory_of(content.answers)
    domanda.body_tax_code = content.tax_code
    domanda.digest = digest_of(setting.version, content.answers, content.files, content.members)
    session.add(domanda)
    session.flush()


def _lift_out_tavoli(
    session: Session, domanda: Domanda, answers: Answers, tavoli: list[Tavolo]
) -> None:
    ids = {tavolo.public_id: tavolo.pk for tavolo in tavoli}
    for preference, seat in enumerate(answers[TAVOLI][SEATS], start=1):
        session.add(
            DomandaTavolo(
                procedure_id=domanda.procedure_id,
                authority_id=domanda.authority_id,
                domanda_id=domanda.pk,
                tavolo_id=ids[seat[TAVOLO]],
                preference=preference,
                more_delegates=_more_delegates(seat),
                **{field.name: seat.get(field.name, "") for field in SEAT_FIELDS},
            )
        )
    session.flush()


def _more_delegates(seat: Mapping[str, str]) -> list[dict[str, str]]:
    """The delegates after the first who were named: name, role, email, phone."""
    people = (
        {what: seat.get(f"{who}_{what}", "") for what in ("name", "role", "email", "phone")}
        for who in FURTHER_DELEGATES
    )
    return [person for person in people if person["name"]]


def _announce(
    session: Session, actor: Actor, setting: Setting, domanda: Domanda, received: datetime
) -> None:
    assert domanda.number is not None
    assert domanda.year is not None
    emit(
        session,
        DomandaFiled(
            **setting.here.about(actor, domanda),
            number=domanda.number,
            year=domanda.year,
            received_at=received.isoformat(),
            sha256=domanda.digest,
            avviso_version=setting.version.number,
        ),
    )
