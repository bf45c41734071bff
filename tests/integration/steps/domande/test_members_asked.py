"""A body that is asked to take part with another: it reads, and answers for itself."""

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.errors import InvalidFormError, NotFoundError, RuleError
from app.core.jobs.models import Message
from app.core.store.session import Store
from app.steps.avvisi.definition import (
    DECLARATIONS,
    FIXED_DECLARATIONS,
    SHORT_DEFAULT,
    FieldKind,
    OwnItem,
    fields_of,
)
from app.steps.domande.actions import attach_files, save_part
from app.steps.domande.actions.members import add_member, declare_member
from app.steps.domande.actions.membership import confirm_member, decline_member
from app.steps.domande.area_desk import open_desk
from app.steps.domande.enums import DomandaState
from app.steps.domande.forms import MemberForm
from app.steps.domande.forms_members import ConfirmForm
from app.steps.domande.models import DomandaMember
from app.steps.domande.queries.area import list_files
from tests.conftest import Clock
from tests.factories.domande import (
    SIGNATORY,
    file_draft,
    make_applicant,
    make_complete_draft,
    make_draft,
    sign_draft,
)
from tests.factories.ets import new_tax_code
from tests.factories.files import keep_pdf
from tests.factories.members import (
    JOINT,
    YES,
    joint_draft,
    member_of,
    paper_of,
)
from tests.factories.procedures import Desk
from tests.integration.steps.domande.conftest import open_for
from tests.support.browserless import SignedIn


def test_only_who_is_asked_reads_and_confirms(
    client: TestClient, store: Store, session: Session, joint_desk: Desk, sign_in_as: SignedIn
) -> None:
    canary = "Canarino Segreto"
    lead, other = make_applicant(session, name="Ente capofila"), make_applicant(session)
    stranger = make_applicant(session)
    draft = joint_draft(session, joint_desk, lead)
    draft_needs = {"needs": canary}
    asked = member_of(session, lead, draft, other)
    with pytest.raises(NotFoundError):
        confirm_member(session, stranger.actor, asked.public_id, YES)
    store.finish(session)
    area = "/area-personale/domande"
    sign_in_as(lead.account)
    client.post(f"{area}/{draft.public_id}/parte/needs", data=draft_needs)
    assert "Manca la sua parola" in client.get(f"{area}/{draft.public_id}/insieme").text
    sign_in_as(stranger.account)
    assert client.get(f"{area}/insieme/{asked.public_id}").status_code == 404
    sign_in_as(other.account)
    assert "Chi vi chiede di partecipare insieme" in client.get(area).text
    page = client.get(f"{area}/insieme/{asked.public_id}").text
    assert "Ente capofila" in page
    assert canary in page
    assert SIGNATORY["tax_code"] not in page
    assert "delegata@esempio.it" not in page
    assert client.get(f"{area}/{draft.public_id}/insieme").status_code == 404
    sent = client.post(f"{area}/insieme/{asked.public_id}", data={"declared": "dpr445"})
    assert sent.status_code == 422
    sent = client.post(
        f"{area}/insieme/{asked.public_id}", data={"declared": list(FIXED_DECLARATIONS)}
    )
    assert sent.status_code == 303
    assert client.post(f"{area}/insieme/{asked.public_id}/ritira", data={}).status_code == 303
    with store.reading() as reader:
        assert reader.exec(select(DomandaMember)).one().confirmed_at is None


OWN = OwnItem(number=1, title="Antimafia", text="Dichiariamo che …", required=True)
OPTIONAL = OwnItem(number=2, title="Sede", text="Abbiamo una sede nella zona.", required=False)


def test_a_member_makes_the_declarations_that_the_office_worded_too(
    session: Session, clock: Clock
) -> None:
    more = {
        "own_declarations": (OWN, OPTIONAL),
        "declarations": (*JOINT.declarations, "no_conflict"),
    }
    joint_desk = open_for(session, clock, JOINT.model_copy(update=more))
    lead, other = make_applicant(session), make_applicant(session)
    needed = [*FIXED_DECLARATIONS, "no_conflict", "own_1"]
    said = {"declarations": dict.fromkeys(needed, "1")}
    draft = make_complete_draft(
        session, joint_desk, lead, answers={"form": {"form": "joint"}, **said}
    )
    member = member_of(session, lead, draft, other)
    with pytest.raises(InvalidFormError, match="obbligatorie"):
        confirm_member(session, other.actor, member.public_id, ConfirmForm(declared=needed[:-1]))
    form = ConfirmForm(declared=needed, no_conflict_detail="Il presidente è cugino del sindaco.")
    confirm_member(session, other.actor, member.public_id, form)
    assert member.declared == needed
    views = open_desk(session, lead.actor, draft.public_id).views
    rows = dict(next(view for view in views if view.code == "members").groups[0][1])
    assert rows["Dichiarazioni rese"].endswith("Conflitti di interesse; Antimafia")
    assert "Il presidente è cugino del sindaco." in rows.values()


def test_who_is_asked_may_say_no_and_the_lead_knows(session: Session, joint_desk: Desk) -> None:
    lead, other = make_applicant(session), make_applicant(session, name="Circolo Esempio")
    draft = joint_draft(session, joint_desk, lead)
    member = member_of(session, lead, draft, other)
    confirm_member(session, other.actor, member.public_id, YES)
    decline_member(session, other.actor, member.public_id)
    told = session.exec(select(Message).where(Message.kind == "domande/member_declined")).one()
    assert told.recipient == lead.account.email
    assert "Circolo Esempio ha detto che non partecipa" in told.body
    paper = paper_of(session)
    declare_member(session, lead.actor, draft.public_id, member.public_id, paper)
    with pytest.raises(RuleError, match="Ha detto di no"):
        file_draft(session, lead, sign_draft(session, lead, draft))
    confirm_member(session, other.actor, member.public_id, YES)
    assert file_draft(session, lead, sign_draft(session, lead, draft)).state is DomandaState.FILED


def test_who_is_asked_reads_the_enclosures_but_not_the_signatorys_nor_the_others(
    client: TestClient, store: Store, session: Session, joint_desk: Desk, sign_in_as: SignedIn
) -> None:
    lead, other = make_applicant(session), make_applicant(session)
    draft = joint_draft(session, joint_desk, lead)
    asked = member_of(session, lead, draft, other)
    attach_files(session, lead.actor, draft.public_id, [keep_pdf(session, "statuto.pdf")], "")
    form = MemberForm(name="Ente di carta", tax_code=new_tax_code(), runts_state="not_ets")
    theirs = paper_of(session, "dichiarazione-altrui.pdf")
    add_member(session, lead.actor, draft.public_id, form, theirs)
    files = {file.name: file.public_id for file in list_files(session, draft.pk)}
    store.finish(session)
    sign_in_as(other.account)
    address = f"/area-personale/domande/insieme/{asked.public_id}"
    page = client.get(address).text
    assert "statuto.pdf" in page
    assert "dichiarazione-altrui.pdf" not in page
    assert client.get(f"{address}/file/{files['statuto.pdf']}").status_code == 200
    assert client.get(f"{address}/file/{files['dichiarazione-altrui.pdf']}").status_code == 404
    assert client.post(f"{address}/no", data={}).status_code == 303
    assert "Avete detto di no" in client.get(address).text


def test_the_page_asks_what_the_office_worded_and_what_is_written_beside_a_declaration(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    more = {
        "own_declarations": (OWN, OPTIONAL),
        "declarations": (*JOINT.declarations, "no_conflict"),
    }
    desk = open_for(session, clock, JOINT.model_copy(update=more))
    lead, other = make_applicant(session), make_applicant(session)
    draft = make_draft(session, desk, lead)
    save_part(session, lead.actor, draft.public_id, "form", {"form": "joint"})
    asked = member_of(session, lead, draft, other)
    store.finish(session)
    sign_in_as(other.account)
    address = f"/area-personale/domande/insieme/{asked.public_id}"
    page = client.get(address).text
    assert "Abbiamo una sede nella zona. (facoltativa)" in page
    needed = [*FIXED_DECLARATIONS, "no_conflict", "own_1"]
    sent = client.post(address, data={"declared": needed, "no_conflict_detail": "Nessuno."})
    assert sent.status_code == 303


def test_whatever_the_catalogue_asks_beside_a_declaration_a_member_can_write() -> None:
    everything = SHORT_DEFAULT.model_copy(update={"declarations": tuple(DECLARATIONS)})
    written = {
        field.name
        for field in fields_of(everything, "declarations")
        if field.kind is not FieldKind.TICK
    }
    assert written == ConfirmForm().details.keys()
