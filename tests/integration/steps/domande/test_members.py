"""Bodies that take part together: each by its own word, nobody twice."""

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.errors import InvalidFormError, RuleError
from app.core.jobs.models import Message
from app.core.store.session import Store
from app.steps.domande.actions import save_part
from app.steps.domande.actions.members import add_member, declare_member, remove_member
from app.steps.domande.actions.membership import confirm_member, retract_member
from app.steps.domande.area_desk import open_desk
from app.steps.domande.enums import DomandaState
from app.steps.domande.forms import MemberForm
from app.steps.domande.forms_members import ConfirmForm
from app.steps.domande.models import DomandaMember
from app.steps.domande.queries.area import list_files
from app.steps.domande.queries.members import list_members
from app.steps.examination.queries.admitted import list_published
from app.steps.receipts.queries import get_receipt
from tests.conftest import Clock
from tests.factories.domande import (
    file_draft,
    make_amended,
    make_applicant,
    make_complete_draft,
    make_filed_domanda,
    sign_draft,
)
from tests.factories.ets import new_tax_code
from tests.factories.examination import make_admission, make_decided
from tests.factories.members import (
    ALONE,
    ALONE_TOO,
    YES,
    filed_together,
    joint_draft,
    member_of,
    paper_of,
)
from tests.factories.procedures import Desk
from tests.integration.steps.domande.conftest import AFTER, open_for
from tests.support.browserless import SignedIn


def test_everybody_is_there_by_its_own_word_before_it_is_filed(
    store: Store, session: Session, joint_desk: Desk, clock: Clock
) -> None:
    lead, other = make_applicant(session), make_applicant(session, name="Circolo Esempio")
    draft = joint_draft(session, joint_desk, lead)
    with pytest.raises(RuleError, match="Aggiungete almeno un ente"):
        file_draft(session, lead, sign_draft(session, lead, draft))
    asked = member_of(session, lead, draft, other)
    form = MemberForm(name="Ente di carta", tax_code=new_tax_code(), runts_state="not_ets")
    paper = add_member(session, lead.actor, draft.public_id, form, None)
    with pytest.raises(RuleError, match="Circolo Esempio: Manca la conferma"):
        file_draft(session, lead, sign_draft(session, lead, draft))
    with pytest.raises(InvalidFormError):
        confirm_member(session, other.actor, asked.public_id, ConfirmForm(declared=["dpr445"]))
    confirm_member(session, other.actor, asked.public_id, YES)
    assert draft.content_code == ""
    declaration = paper_of(session, "dichiarazione.pdf")
    declare_member(session, lead.actor, draft.public_id, paper.public_id, declaration)
    filed = file_draft(session, lead, sign_draft(session, lead, draft))
    held = list_members(session, filed.pk)[0]
    said = (held.confirmed_by, held.member.ground["kind"])
    assert said == (other.account.name, "legal_representative")
    names = [one["name"] for one in get_receipt(session, filed.pk).content["members"]]
    assert names == ["Circolo Esempio", "Ente di carta"]
    with pytest.raises(RuleError, match="già stata inviata"):
        retract_member(session, other.actor, asked.public_id)
    again = make_amended(session, lead, filed)
    assert [row.member.is_there for row in list_members(session, again.pk)] == [True, True]
    clock.move_to(AFTER)
    make_decided(session, joint_desk, again)
    make_admission(session, joint_desk)
    (listed,) = list_published(session, joint_desk.here.procedure.pk)[0].bodies
    assert listed.members == ("Circolo Esempio", "Ente di carta")
    store.finish(session)
    with store.reading() as reader:
        kinds = reader.exec(select(EventRow.kind)).all()
        mails = reader.exec(select(Message.kind)).all()
    assert "domande.member_confirmed" in kinds
    assert {"domande/member_asked", "domande/member_confirmed"} <= set(mails)


def test_nobody_takes_part_twice(session: Session, joint_desk: Desk) -> None:
    lead, other, third = (make_applicant(session) for _ in range(3))
    draft = joint_draft(session, joint_desk, lead)
    with pytest.raises(InvalidFormError, match="capofila"):
        member_of(session, lead, draft, lead)
    asked = member_of(session, lead, draft, other)
    with pytest.raises(InvalidFormError, match="c'è già"):
        member_of(session, lead, draft, other)
    remove_member(session, lead.actor, draft.public_id, asked.public_id)
    filed_together(session, joint_desk, lead, other)
    with pytest.raises(RuleError, match="ha confermato di partecipare insieme"):
        make_filed_domanda(session, joint_desk, other, answers=ALONE)
    second = joint_draft(session, joint_desk, third)
    with pytest.raises(RuleError, match="già a un'altra domanda"):
        confirm_member(
            session, other.actor, member_of(session, third, second, other).public_id, YES
        )


def test_an_avviso_may_let_members_apply_alone_too(session: Session, clock: Clock) -> None:
    joint_desk = open_for(session, clock, ALONE_TOO)
    lead, other = make_applicant(session), make_applicant(session)
    alone = make_filed_domanda(session, joint_desk, other, answers=ALONE)
    assert filed_together(session, joint_desk, lead, other).state is DomandaState.FILED
    assert alone.state is DomandaState.FILED


def test_who_stayed_behind_when_the_lead_filed_alone_is_in_nothing(
    session: Session, joint_desk: Desk, clock: Clock
) -> None:
    lead, other = make_applicant(session), make_applicant(session, name="Circolo Esempio")
    draft = joint_draft(session, joint_desk, lead)
    left = member_of(session, lead, draft, other)
    confirm_member(session, other.actor, left.public_id, YES)
    form = MemberForm(name="Ente di carta", tax_code=new_tax_code(), runts_state="not_ets")
    declaration = paper_of(session, "dichiarazione.pdf")
    add_member(session, lead.actor, draft.public_id, form, declaration)
    save_part(session, lead.actor, draft.public_id, "form", {"form": "alone"})
    assert open_desk(session, lead.actor, draft.public_id).enclosed == []
    filed = file_draft(session, lead, sign_draft(session, lead, draft))
    assert list_members(session, filed.pk) == []
    assert get_receipt(session, filed.pk).content["members"] == []
    assert {file.name for file in list_files(session, filed.pk)}.isdisjoint({"dichiarazione.pdf"})
    told = session.exec(select(Message).where(Message.kind == "domande/member_left_out")).one()
    assert told.recipient == other.account.email
    alone = make_filed_domanda(session, joint_desk, other, answers=ALONE)
    assert alone.state is DomandaState.FILED
    clock.move_to(AFTER)
    make_decided(session, joint_desk, filed)
    make_admission(session, joint_desk)
    (listed,) = list_published(session, joint_desk.here.procedure.pk)[0].bodies
    assert listed.members == ()


def test_a_confirmation_for_a_lead_that_now_takes_part_alone_locks_nobody_out(
    session: Session, joint_desk: Desk
) -> None:
    lead, other = make_applicant(session), make_applicant(session)
    draft = joint_draft(session, joint_desk, lead)
    confirm_member(session, other.actor, member_of(session, lead, draft, other).public_id, YES)
    save_part(session, lead.actor, draft.public_id, "form", {"form": "alone"})
    alone = make_filed_domanda(session, joint_desk, other, answers=ALONE)
    assert alone.state is DomandaState.FILED


def test_a_draft_that_says_alone_takes_no_other_body(
    client: TestClient, store: Store, session: Session, joint_desk: Desk, sign_in_as: SignedIn
) -> None:
    lead, other = make_applicant(session), make_applicant(session)
    draft = make_complete_draft(session, joint_desk, lead, answers=ALONE)
    with pytest.raises(RuleError, match="partecipate da soli"):
        member_of(session, lead, draft, other)
    store.finish(session)
    sign_in_as(lead.account)
    page = client.get(f"/area-personale/domande/{draft.public_id}/insieme")
    assert page.status_code == 303
    assert page.headers["location"].endswith("/parte/form")
    typed = {"name": "Altro", "tax_code": new_tax_code(), "runts_state": "not_ets"}
    sent = client.post(f"/area-personale/domande/{draft.public_id}/insieme", data=typed)
    assert sent.headers["location"].endswith("/parte/form")
    with store.reading() as reader:
        assert reader.exec(select(DomandaMember)).all() == []
