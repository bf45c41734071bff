"""A body changes its legal representative: the office learns it for what is filed."""

from datetime import date

from sqlmodel import Session, col, select

from app.core.jobs.mail import send_mail_from
from app.law.phases import ENDED
from app.people.accounts.models import Account
from app.people.ets.events import RepresentativeChanged
from app.people.ets.models import Membership
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda
from app.steps.procedures.queries import get_by_id


def tell_representative_changed(session: Session, event: RepresentativeChanged) -> None:
    """To the office of each procedure in which the body has a domanda in force.

    The domanda keeps its signatory: what changed is who represents the body from now on.
    """
    filed = session.exec(
        select(Domanda)
        .where(Domanda.ets_id == event.ets_id, Domanda.state == DomandaState.FILED)
        .order_by(col(Domanda.id))
    ).all()
    if not filed:
        return
    names = _names(session, (event.membership, *event.ended))
    for domanda in filed:
        here = get_by_id(session, domanda.procedure_id)
        if here.procedure.phase in ENDED or not here.authority.email:
            continue
        send_mail_from(
            session,
            "domande/representative_changed",
            to=here.authority.email,
            to_ref=here.authority.public_id,
            chain=here.procedure.public_id,
            sender_name=here.authority.sender_name,
            reply_to=here.authority.reply_to,
            here=here,
            domanda=domanda,
            newcomer=names.get(event.membership, ""),
            ended=", ".join(names[one] for one in event.ended if one in names),
            since=date.fromisoformat(event.since),
        )


def _names(session: Session, memberships: tuple[str, ...]) -> dict[str, str]:
    rows = session.exec(
        select(Membership.public_id, Account)
        .join(Account, col(Membership.account_id) == col(Account.id))
        .where(col(Membership.public_id).in_(memberships))
    ).all()
    return {public_id: account.name for public_id, account in rows}
