"""The board: appointing it, and its members."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.core.clock import legal_now, legal_today
from app.core.errors import InvalidFormError, NotFoundError, RuleError
from app.core.events import emit
from app.core.i18n import date_short
from app.core.security.actor import Actor
from app.core.security.tokens import new_token, token_hash
from app.law.commission import check_appointment
from app.law.examination import Work
from app.law.sources import DM72_6
from app.people.authorities.queries import list_staff
from app.steps.avvisi.queries import get_avviso
from app.steps.examination.actions.standing import refuse_as_it_stands
from app.steps.examination.emails import invite_member
from app.steps.examination.enums import MemberRole
from app.steps.examination.events import (
    BoardAppointed,
    MemberLeft,
    MemberSeated,
)
from app.steps.examination.forms import MemberForm
from app.steps.examination.models import Commission, CommissionMember
from app.steps.examination.queries.board import (
    find_seat,
    get_commission,
    list_board_acts,
    list_members,
)
from app.steps.procedures.models import Act
from app.steps.procedures.navigation import office_address
from app.steps.procedures.queries import Here
from app.steps.publication.actions import publish_in_slot

SLOT = "board"
DEAD_LINK = "Questo invito è scaduto, è stato ritirato o è già stato usato."


def appoint_board(session: Session, actor: Actor, here: Here, act_id: str) -> Commission:
    """Appoint the board on a recorded act, after the deadline, and publish it in the third slot.

    Raises RuleError where there is one already or the avviso is revoked, InvalidFormError for
    an act that does not fit or came too early. Source: DM 72/2021 § 6 n. 3.
    """
    if get_commission(session, here.procedure.pk) is not None:
        raise RuleError("La commissione è già nominata.")
    refuse_as_it_stands(session, here, Work.INSIDE)
    act = _act(session, here, act_id)
    commission = Commission(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        act_id=act.pk,
        appointed_at=legal_now(),
    )
    session.add(commission)
    session.flush()
    emit(session, BoardAppointed(**here.openly_about(actor, commission), act=act.public_id))
    title = f"Nomina della commissione istruttoria ({act.organ}, n. {act.number} del {{}})"
    publish_in_slot(
        session, actor, here, SLOT, title.format(date_short(act.adopted_on)), file_id=act.file_id
    )
    return commission


def _act(session: Session, here: Here, act_id: str) -> Act:
    avviso = get_avviso(session, here.procedure.pk)
    act = next(
        (a for a in list_board_acts(session, here.procedure.pk) if a.public_id == act_id), None
    )
    if avviso is None or avviso.closes_at is None or avviso.published_at is None:
        raise RuleError(
            "L'avviso non è pubblicato: la commissione si nomina dopo la sua scadenza.",
            source=DM72_6,
        )
    if act is None:
        raise InvalidFormError({"act": "Scegliete un atto di nomina della commissione."})
    refused = check_appointment(act.adopted_on, avviso.closes_at, legal_now()).refusals
    if refused:
        one = refused[0]
        raise InvalidFormError(
            {"act": f"{one.reason} {one.remedy} ({one.source.label})"}, source=one.source
        )
    return act


@dataclass(frozen=True, slots=True)
class _Person:
    account_id: int | None
    name: str
    email: str


def seat_member(session: Session, actor: Actor, here: Here, form: MemberForm) -> CommissionMember:
    """Give a person a seat: somebody of the office, or a guest who is invited by mail.

    Raises InvalidFormError for dates that do not hold or a person who sits already, RuleError
    before the board is appointed.
    """
    found = get_commission(session, here.procedure.pk)
    if found is None:
        raise RuleError("Prima si nomina la commissione, con il suo atto.", source=DM72_6)
    person = _person(session, here, form)
    _check_seat(session, here, form, person)
    token = new_token() if person.account_id is None else ""
    member = CommissionMember(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        commission_id=found[0].pk,
        account_id=person.account_id,
        name=person.name,
        email=person.email,
        role=form.role,
        since=form.since,
        until=form.until,
        token_hash=token_hash(token) if token else None,
    )
    session.add(member)
    session.flush()
    emit(
        session,
        MemberSeated(
            **here.about(actor, member),
            role=form.role.value,
            since=form.since.isoformat(),
            until=form.until.isoformat() if form.until else "",
            guest=bool(token),
        ),
    )
    invite_member(session, here, member, actor.name, _link(here, token))
    return member


def _link(here: Here, token: str) -> str:
    """Where the mail leads: the invitation of a guest, the board's page for the office."""
    return (
        f"/area-personale/commissioni/{token}"
        if token
        else office_address(here, "/domande/conflitti")
    )


def _person(session: Session, here: Here, form: MemberForm) -> _Person:
    if not form.account:
        if not form.name or not form.email:
            raise InvalidFormError(
                {"account": "Scegliete una persona dell'ufficio, o scrivete nome ed e-mail."}
            )
        return _Person(None, form.name, form.email)
    for account, _ in list_staff(session, here.authority.pk):
        if account.public_id == form.account:
            return _Person(account.pk, account.name, account.email)
    raise InvalidFormError({"account": "Scegliete una persona dell'elenco."})


def _check_seat(session: Session, here: Here, form: MemberForm, person: _Person) -> None:
    errors = {}
    if form.until is not None and form.until < form.since:
        errors["until"] = "L'ultimo giorno viene dopo il primo."
    elif form.until is not None and form.until < legal_today():
        errors["until"] = "Questo giorno è già passato."
    members = list_members(session, here.procedure.pk)
    if any(one.email.casefold() == person.email.casefold() for one in members):
        errors["email" if person.account_id is None else "account"] = "È già della commissione."
    if form.role is MemberRole.CHAIR and any(
        one.role is MemberRole.CHAIR and one.ended_at is None for one in members
    ):
        errors["role"] = "La commissione ha già un presidente."
    if errors:
        raise InvalidFormError(errors)


def end_seat(session: Session, actor: Actor, here: Here, member: CommissionMember) -> None:
    """The person sees the examination no longer; what they did stays on record."""
    if member.ended_at is None:
        member.ended_at = legal_now()
        member.token_hash = None
        session.add(member)
        emit(session, MemberLeft(**here.about(actor, member)))


def take_seat(session: Session, actor: Actor, token: str) -> Here:
    """A guest accepts with their own account, whose e-mail is the one that was invited.

    Raises NotFoundError for a dead link, RuleError for another person, for who was appointed is
    who sits, and for who has a seat there already.
    """
    found = find_seat(session, token, lock=True)
    if found is None:
        raise NotFoundError(DEAD_LINK, remedy="Chiedete un nuovo invito all'ufficio.")
    member, here = found
    if any(one.account_id == actor.account_id for one in list_members(session, here.procedure.pk)):
        raise RuleError("Siete già della commissione: non c'è nulla da accettare.")
    if actor.email.casefold() != member.email.casefold():
        raise RuleError(
            f"L'invito è per {member.name}, {member.email}: siete entrati con un altro indirizzo.",
            remedy="Entrate con quell'indirizzo, o chiedete all'ufficio un invito per il vostro.",
        )
    member.account_id, member.token_hash = actor.account_id, None
    session.add(member)
    session.flush()
    emit(
        session,
        MemberSeated(
            **here.about(actor, member),
            role=member.role.value,
            since=member.since.isoformat(),
            until=_iso(member.until),
            guest=True,
        ),
    )
    return here


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
