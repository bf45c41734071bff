"""A draft's parts offer what the national register says of the body; nobody has to type it."""

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.steps.domande.queries.area import get_answers
from tests.factories.domande import make_applicant, make_draft
from tests.factories.procedures import Desk
from tests.factories.register import entry, load_entries
from tests.integration.steps.domande.conftest import OPEN
from tests.support.browserless import SignedIn


@pytest.fixture
def draft(
    store: Store, session: Session, open_desk: Desk, sign_in_as: SignedIn
) -> tuple[str, int, str]:
    """The address of the parts of a draft, its key and its body's code; the body is signed in."""
    applicant = make_applicant(session)
    domanda = make_draft(session, open_desk, applicant)
    store.finish(session)
    code = applicant.body.tax_code or ""
    row = entry(code, name="NOME DEL REGISTRO", number=4242)
    load_entries(store, row, dated=OPEN.date())
    sign_in_as(applicant.account)
    return f"/area-personale/domande/{domanda.public_id}/parte", domanda.pk, code


@pytest.mark.parametrize(
    ("part", "typed", "filled"),
    [
        ("body", {"street": "Via Mia 3"}, ("NOME DEL REGISTRO", "Via Mia 3")),
        ("runts", {"network": "Rete Mia"}, ("4242", "2022-11-07")),
    ],
)
def test_the_button_fills_the_part_and_saves_nothing(
    client: TestClient,
    store: Store,
    draft: tuple[str, int, str],
    part: str,
    typed: dict[str, str],
    filled: tuple[str, ...],
) -> None:
    address, domanda_id, code = draft
    sent = {**typed, "azione": "registro"} | ({"tax_code": code} if part == "body" else {})
    shown = client.post(f"{address}/{part}", data=sent).text
    assert all(f'value="{text}"' in shown for text in filled)
    with store.reading() as session:
        assert get_answers(session, domanda_id)["body"]["name"] == "Associazione Esempio"


def test_the_part_of_the_registration_says_what_the_register_knows(
    client: TestClient, draft: tuple[str, int, str]
) -> None:
    shown = client.get(f"{draft[0]}/runts").text
    assert "NOME DEL REGISTRO" in shown
    assert "Usate i dati del registro" in shown


def test_a_wrong_code_is_told_at_once(client: TestClient, draft: tuple[str, int, str]) -> None:
    sent = {"tax_code": "92123450753", "azione": "registro"}
    shown = client.post(f"{draft[0]}/body", data=sent).text
    assert 'id="f-tax_code-error"' in shown
