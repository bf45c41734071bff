"""The page on which the office registers what came by PEC or on paper."""

from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.steps.procedures.queries import list_tavoli
from tests.factories.examination import body_tax_code
from tests.factories.files import pdf_bytes
from tests.factories.procedures import Desk
from tests.support.browserless import SignedIn

LIST = "/ufficio/zona-esempio/prova/domande"


def test_a_domanda_is_registered_from_its_page(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    tavoli = [one.public_id for one in list_tavoli(session, desk.here.procedure.pk)]
    store.finish(session)
    sign_in_as(desk.rdp)
    typed: dict[str, object] = {
        "channel": "pec",
        "arrived_on": "2025-12-15",
        "arrived_at": "12:30:01",
        "tax_code": body_tax_code(4242),
        "body_name": "Associazione Prova",
        "runts_state": "registered",
        "tavolo": tavoli,
        "preference": ["", "1"],
        "delegate_name": ["", "Ada Delegata"],
    }
    refused = client.post(f"{LIST}/registra", data=typed)
    assert refused.status_code == 422
    assert "Ada Delegata" in refused.text
    made = client.post(f"{LIST}/registra", data=typed, files={"file": ("arrivo.pdf", pdf_bytes())})
    assert made.status_code == 303
    page = client.get(made.headers["location"]).text
    assert "Ada Delegata" in page
    assert "Fuori termine" in client.get(LIST).text
