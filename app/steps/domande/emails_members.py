"""Taking part together: who is asked, who answers, and what is filed in whose name."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from app.core.jobs.mail import send_mail_from
from app.people.ets.queries import list_acting
from app.steps.domande.letters import send_to
from app.steps.domande.models import Domanda, DomandaMember
from app.steps.domande.queries.recipients import list_of_members
from app.steps.domande.queries.setting import Setting
from app.steps.procedures.queries import Here


def tell_asked(
    session: Session, setting: Setting, draft: Domanda, member: DomandaMember, ets_id: int
) -> None:
    """To everybody who may act for the member's body today."""
    _tell(session, setting, "domande/member_asked", draft, member, ets_id)


def tell_confirmed(
    session: Session, setting: Setting, draft: Domanda, member: DomandaMember
) -> None:
    """To everybody who may act for the lead."""
    assert draft.ets_id is not None
    _tell(session, setting, "domande/member_confirmed", draft, member, draft.ets_id)


def tell_declined(
    session: Session, setting: Setting, draft: Domanda, member: DomandaMember
) -> None:
    """To everybody who may act for the lead: the member said no, or took its word back."""
    assert draft.ets_id is not None
    _tell(session, setting, "domande/member_declined", draft, member, draft.ets_id)


def tell_left_out(
    session: Session, setting: Setting, draft: Domanda, member: DomandaMember
) -> None:
    """To everybody who may act for a body that had confirmed and is in the domanda no more."""
    assert member.ets_id is not None
    _tell(session, setting, "domande/member_left_out", draft, member, member.ets_id)


def tell_named(
    session: Session, here: Here, domanda: Domanda, members: Sequence[DomandaMember]
) -> None:
    """What was filed or registered with its name, to each body that it names beside the lead.

    It may know nothing of it: the mail says how it is there, and to whom to say so.
    """
    for member, found in list_of_members(session, members):
        for recipient in found:
            send_to(
                session, "domande/member_named", here, recipient, domanda=domanda, member=member
            )


def _tell(
    session: Session,
    setting: Setting,
    template: str,
    draft: Domanda,
    member: DomandaMember,
    ets_id: int,
) -> None:
    here = setting.here
    said: dict[str, Any] = {"here": here, "domanda": draft, "member": member}
    for email in {person.email for person in list_acting(session, ets_id)}:
        send_mail_from(
            session,
            template,
            to=email,
            chain=here.procedure.public_id,
            sender_name=here.authority.sender_name,
            reply_to=here.authority.reply_to,
            deadline=setting.deadline,
            **said,
        )
