"""Each body of a joint domanda is compared with the register, not only the one that files."""

from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.steps.checks.actions import compare_all
from app.steps.checks.queries import list_compared
from app.steps.checks.views import write_table
from tests.factories.domande import make_applicant
from tests.factories.members import filed_together
from tests.factories.procedures import Desk
from tests.factories.register import entry, load_entries
from tests.integration.steps.checks.test_checks import DATED
from tests.support.browserless import SignedIn


def test_a_member_that_the_register_does_not_know_is_shown_with_its_domanda(
    client: TestClient,
    store: Store,
    session: Session,
    joint_desk: Desk,
    sign_in_as: SignedIn,
) -> None:
    lead = make_applicant(session, name="Ente capofila")
    other = make_applicant(session, name="Circolo Esempio")
    store.finish(session)
    load_entries(store, entry(lead.body.tax_code or "", name="Ente capofila"), dated=DATED)
    filed = filed_together(session, joint_desk, lead, other)
    compare_all(session, joint_desk.actor, joint_desk.here)
    rows = list_compared(session, joint_desk.here.procedure.pk)
    assert [(row.name, row.member is None) for row in rows] == [
        ("Ente capofila", True),
        ("Circolo Esempio", False),
    ]
    assert rows[1].check is not None
    assert [kind for kind, _ in rows[1].check.findings] == ["not_found"]
    table = b"".join(write_table(rows)).decode()
    assert '"Circolo Esempio"' in table
    address, ref = f"/ufficio/{joint_desk.here.scope}/domande", filed.public_id
    store.finish(session)
    sign_in_as(joint_desk.rdp)
    assert "insieme a Ente capofila" in client.get(f"{address}/registro").text
    assert "Circolo Esempio, ente insieme" in client.get(f"{address}/{ref}").text
