"""A body in two domande: its own word binds it, what others say on paper is shown to the office."""

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.files.kinds import ALL
from app.core.store.session import Store
from app.core.web.uploads import keep_bytes
from app.steps.domande.actions.members import add_member
from app.steps.domande.enums import DomandaState
from app.steps.domande.forms import MemberForm
from app.steps.domande.models import Domanda
from app.steps.domande.queries.twice import list_twice
from app.steps.examination.queries.one import read_domanda
from tests.conftest import Clock
from tests.factories.domande import (
    Applicant,
    file_draft,
    make_amended,
    make_applicant,
    make_filed_domanda,
    sign_draft,
    signed_bytes,
)
from tests.factories.examination import make_arrival
from tests.factories.files import pdf_bytes
from tests.factories.members import ALONE, ALONE_TOO, filed_together, joint_draft, paper_of
from tests.factories.procedures import Desk
from tests.integration.steps.domande.conftest import open_for
from tests.support.browserless import SignedIn


def named_on_paper(session: Session, desk: Desk, lead: Applicant, other: Applicant) -> Domanda:
    """Filed by `lead` with a blank sheet as the declaration of `other`."""
    draft = joint_draft(session, desk, lead)
    form = MemberForm(
        name=other.body.name,
        tax_code=other.body.tax_code or "",
        runts_state=other.body.runts_state,
    )
    add_member(session, lead.actor, draft.public_id, form, paper_of(session))
    return file_draft(session, lead, sign_draft(session, lead, draft))


@pytest.fixture
def lead(session: Session) -> Applicant:
    return make_applicant(session, name="Ente capofila")


@pytest.fixture
def other(session: Session) -> Applicant:
    return make_applicant(session, name="Circolo Esempio")


def test_a_sheet_that_others_enclosed_keeps_nobody_out_and_both_domande_show_it(
    client: TestClient,
    store: Store,
    session: Session,
    joint_desk: Desk,
    sign_in_as: SignedIn,
    lead: Applicant,
    other: Applicant,
) -> None:
    joint = named_on_paper(session, joint_desk, lead, other)
    alone = make_filed_domanda(session, joint_desk, other, answers=ALONE)
    assert alone.state is DomandaState.FILED
    (seen,) = list_twice(session, joint)
    assert (seen.other.pk, seen.leads) == (alone.pk, True)
    (seen,) = list_twice(session, alone)
    assert (seen.other.pk, seen.leads, seen.confirmed) == (joint.pk, False, False)
    office = f"/ufficio/{joint_desk.here.scope}/domande"
    refs = (joint.public_id, alone.public_id)
    store.finish(session)
    sign_in_as(joint_desk.rdp)
    pages = [client.get(f"{office}/{ref}").text for ref in refs]
    assert all("Un ente risulta in due domande" in page for page in pages)
    assert "Dichiarazioni degli enti insieme" in pages[0]


def test_two_leads_may_name_one_body_on_paper_and_both_show_it(
    session: Session, joint_desk: Desk, lead: Applicant, other: Applicant
) -> None:
    first = named_on_paper(session, joint_desk, lead, other)
    second = named_on_paper(session, joint_desk, make_applicant(session), other)
    assert [one.other.pk for one in list_twice(session, first)] == [second.pk]


def test_where_members_may_apply_alone_that_is_no_warning(session: Session, clock: Clock) -> None:
    desk = open_for(session, clock, ALONE_TOO)
    lead, other = make_applicant(session), make_applicant(session)
    joint = named_on_paper(session, desk, lead, other)
    alone = make_filed_domanda(session, desk, other, answers=ALONE)
    assert list_twice(session, joint) == list_twice(session, alone) == []


def test_what_arrives_of_a_body_that_takes_part_already_is_registered_and_shown(
    session: Session, joint_desk: Desk, lead: Applicant, other: Applicant
) -> None:
    joint = filed_together(session, joint_desk, lead, other)
    arrived = make_arrival(session, joint_desk, tax_code=other.body.tax_code)
    (seen,) = list_twice(session, arrived)
    assert (seen.other.pk, seen.confirmed) == (joint.pk, True)


def test_a_signed_declaration_is_examined_and_the_office_reads_who_signed(
    session: Session, joint_desk: Desk, lead: Applicant, other: Applicant
) -> None:
    draft = joint_draft(session, joint_desk, lead)
    signed = signed_bytes(pdf_bytes() + b"\n")
    kept = keep_bytes(session.info["blobs"], signed, "dichiarazione.pdf", ALL)
    form = MemberForm(
        name="Circolo Esempio", tax_code=other.body.tax_code or "", runts_state="not_ets"
    )
    add_member(session, lead.actor, draft.public_id, form, paper_of(session, kept=kept))
    filed = make_amended(session, lead, file_draft(session, lead, sign_draft(session, lead, draft)))
    (check,) = read_domanda(session, joint_desk.here, filed).declarations.values()
    said = {one.what: one.sentence for one in check.findings}
    assert "la stessa persona che firma la domanda per il capofila" in said["Chi ha firmato"]
    assert said["Integrità"] == "La firma corrisponde al contenuto."
