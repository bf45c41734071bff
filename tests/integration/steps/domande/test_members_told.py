"""What the bodies that take part together are told, and who was only named."""

import pytest
from sqlmodel import Session, select

from app.assembly import assemble
from app.core.jobs.models import Message
from app.steps.domande.actions import save_part, withdraw_domanda
from app.steps.domande.actions.amend import amend_domanda
from app.steps.domande.actions.members import add_member
from app.steps.domande.forms import MemberForm
from tests.conftest import Clock
from tests.factories.changes import rectify
from tests.factories.domande import (
    Applicant,
    file_draft,
    make_applicant,
    make_filed_domanda,
    sign_draft,
)
from tests.factories.ets import new_tax_code
from tests.factories.examination import make_admission, make_asked, make_decided
from tests.factories.members import ALONE, filed_together, joint_draft, paper_of
from tests.factories.procedures import Desk
from tests.integration.steps.domande.conftest import AFTER


@pytest.fixture(autouse=True)
def _rooms_hear_each_other() -> None:
    assemble()


@pytest.fixture
def lead(session: Session) -> Applicant:
    return make_applicant(session, name="Ente capofila", pec="capofila@pec.esempio.it")


@pytest.fixture
def other(session: Session) -> Applicant:
    return make_applicant(session, name="Circolo Esempio", pec="circolo@pec.esempio.it")


def told(session: Session, kind: str) -> dict[str, str]:
    """Recipient → what the last mail of this kind said."""
    rows = session.exec(select(Message).where(Message.kind == kind).order_by("id")).all()
    return {row.recipient: row.body for row in rows}


def named_on_paper(name: str, tax_code: str, **more: str) -> MemberForm:
    return MemberForm(name=name, tax_code=tax_code, runts_state="not_ets", **more)


def test_who_confirmed_is_told_all_that_who_filed_is(
    session: Session, joint_desk: Desk, clock: Clock, lead: Applicant, other: Applicant
) -> None:
    filed = filed_together(session, joint_desk, lead, other)
    both = {other.account.email, "circolo@pec.esempio.it"}
    named = told(session, "domande/member_named")
    assert named.keys() == both
    assert "L'avete confermato dalla vostra area" in named[other.account.email]
    rectify(session, joint_desk, {"object": "Altri bisogni."})
    changed = told(session, "domande/avviso_changed")
    assert both <= changed.keys()
    assert "il vostro ente partecipa insieme a Ente capofila" in changed["circolo@pec.esempio.it"]
    assert "Per conoscenza" not in changed[lead.account.email]
    clock.move_to(AFTER.replace(year=2026))
    make_asked(session, joint_desk, filed)
    asked = told(session, "examination/completion_asked")
    assert both <= asked.keys()
    assert "Risponde Ente capofila entro" in asked[other.account.email]
    assert filed.public_id not in asked[other.account.email]
    withdraw_domanda(session, lead.actor, filed.public_id)
    assert both <= told(session, "domande/withdrawn").keys()


def test_who_confirmed_is_told_the_outcome(
    session: Session, joint_desk: Desk, clock: Clock, lead: Applicant, other: Applicant
) -> None:
    filed = filed_together(session, joint_desk, lead, other)
    clock.move_to(AFTER)
    make_decided(session, joint_desk, filed)
    make_admission(session, joint_desk)
    outcome = told(session, "examination/outcome")
    assert {other.account.email, "circolo@pec.esempio.it", lead.account.email} <= outcome.keys()


def test_who_is_named_on_paper_knows_it_and_may_still_apply(
    session: Session, joint_desk: Desk, clock: Clock, lead: Applicant, other: Applicant
) -> None:
    draft = joint_draft(session, joint_desk, lead)
    form = named_on_paper("Circolo Esempio", other.body.tax_code or "")
    add_member(session, lead.actor, draft.public_id, form, paper_of(session))
    form = named_on_paper("Ente di carta", new_tax_code(), email="carta@esempio.it")
    add_member(session, lead.actor, draft.public_id, form, paper_of(session))
    filed = file_draft(session, lead, sign_draft(session, lead, draft))
    named = told(session, "domande/member_named")
    both = {other.account.email, "circolo@pec.esempio.it"}
    assert named.keys() == {*both, "carta@esempio.it"}
    assert "Se non ne sapete nulla, scrivetelo subito all'ufficio" in named["carta@esempio.it"]
    make_filed_domanda(session, joint_desk, other, answers=ALONE)
    clock.move_to(AFTER)
    make_asked(session, joint_desk, filed)
    assert both.isdisjoint(told(session, "examination/completion_asked"))


def test_who_is_left_out_of_a_new_filing_is_told(
    session: Session, joint_desk: Desk, lead: Applicant, other: Applicant
) -> None:
    filed = filed_together(session, joint_desk, lead, other)
    draft = amend_domanda(session, lead.actor, filed.public_id)
    save_part(session, lead.actor, draft.public_id, "form", ALONE["form"])
    file_draft(session, lead, sign_draft(session, lead, draft))
    (address,) = told(session, "domande/member_left_out")
    assert address == other.account.email
