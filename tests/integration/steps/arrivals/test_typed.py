"""The office types a whole domanda: checked as the body's own, with who typed and who signs."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.people.ets.models import Ets
from app.steps.domande.models import Domanda, DomandaPart
from app.steps.procedures.queries import list_tavoli
from app.steps.receipts.models import DomandaReceipt
from tests.factories.ets import give_mandate, new_tax_code
from tests.factories.files import pdf_bytes
from tests.factories.people import make_account
from tests.factories.procedures import Desk
from tests.factories.register import entry, load_entries
from tests.support.browserless import SignedIn

DATED = date(2025, 11, 3)
PDF = {"file": ("domanda.pdf", pdf_bytes(), "application/pdf")}


@pytest.fixture
def office(store: Store, session: Session, desk: Desk, sign_in_as: SignedIn) -> str:
    store.finish(session)
    sign_in_as(desk.rdp)
    return f"/ufficio/{desk.here.scope}/domande/compila"


@pytest.fixture
def typed(store: Store, desk: Desk, office: str) -> dict[str, Any]:
    """What a browser would send for a whole, right form."""
    with store.reading() as session:
        tavoli = list_tavoli(session, desk.here.procedure.pk)
    lists = {f"{who}_{what}": [""] * len(tavoli) for who in ("delegate", "substitute")
             for what in ("name", "role", "email", "phone")}  # fmt: skip
    declarations = ("dpr445", "requirements_no_exclusion", "ip_release", "privacy_read")
    return {
        "channel": "paper", "arrived_on": "2025-12-01", "arrived_at": "10:30",
        "signatory__first_name": "Ada", "signatory__family_name": "Esempio",
        "signatory__tax_code": "RSSMRA85T10A562S",
        "signatory__capacity": "legal_representative",
        "body__name": "Associazione di Carta", "body__legal_form": "associazione",
        "body__tax_code": new_tax_code(), "body__street": "Via della Prova 1",
        "body__postcode": "57121", "body__municipality": "Livorno", "body__province": "LI",
        "body__email": "carta@esempio.it", "body__phone": "0586 000000",
        "runts__runts_state": "registered", "runts__runts_number": "777",
        "runts__runts_section": "a", "runts__runts_date": "2022-11-07",
        **{f"declarations__{name}": "1" for name in declarations},
        **lists,
        "tavolo": [tavolo.public_id for tavolo in tavoli],
        "preference": ["1"] + [""] * (len(tavoli) - 1),
        "delegate_name": ["Bruno Delegato"] + [""] * (len(tavoli) - 1),
    }  # fmt: skip


def only_domanda(store: Store) -> Domanda:
    with store.reading() as session:
        return session.exec(select(Domanda)).one()


def test_the_whole_form_is_kept_with_who_typed_and_who_signs(
    client: TestClient, store: Store, desk: Desk, office: str, typed: dict[str, Any]
) -> None:
    answer = client.post(office, data=typed, files=PDF)
    domanda = only_domanda(store)
    assert answer.headers["location"].endswith(domanda.public_id)
    assert (domanda.signed_by, domanda.typed_by_id) == ("Ada Esempio", desk.rdp.pk)
    with store.reading() as session:
        parts = {part.code: part.answers for part in session.exec(select(DomandaPart)).all()}
        body = session.exec(select(Ets)).one()
        session.exec(select(DomandaReceipt)).one()
    assert parts["runts"]["runts_number"] == "777"
    assert parts["tavoli"]["seats"][0]["delegate_name"] == "Bruno Delegato"
    assert (body.runts_number, body.street) == ("777", "Via della Prova 1")
    shown = client.get(answer.headers["location"]).text
    assert "Ada Esempio" in shown
    assert desk.rdp.name in shown


def test_the_body_sees_it_in_its_area_with_both_names(
    client: TestClient,
    store: Store,
    session: Session,
    sign_in_as: SignedIn,
    desk: Desk,
    office: str,
    typed: dict[str, Any],
) -> None:
    client.post(office, data=typed, files=PDF)
    account = make_account(session)
    give_mandate(session, session.exec(select(Ets)).one(), account)
    store.finish(session)
    sign_in_as(account)
    domanda = only_domanda(store)
    receipt = client.get(f"/area-personale/domande/{domanda.public_id}/ricevuta").text
    assert "Ada Esempio" in receipt
    assert f"{desk.rdp.name}, dell'ufficio, per vostro conto" in receipt.replace("&#39;", "'")


def test_what_is_missing_on_the_paper_too_is_registered_so(
    client: TestClient, store: Store, office: str, typed: dict[str, Any]
) -> None:
    lacking = {name: text for name, text in typed.items() if name != "body__phone"}
    refused = client.post(office, data=lacking, files=PDF)
    assert refused.status_code == 422
    assert 'id="f-body__phone-error"' in refused.text
    assert 'id="f-incomplete-error"' in refused.text
    assert 'value="Associazione di Carta"' in refused.text
    assert client.post(office, data={**lacking, "incomplete": "1"}, files=PDF).status_code == 303
    assert only_domanda(store).number == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"body__tax_code": "92123450753"}, "body__tax_code"),
        ({"body__name": ""}, "body__name"),
        ({"signatory__tax_code": "RSSMRA85T10A562T"}, "signatory__tax_code"),
        ({"body__email": "carta@esempio"}, "body__email"),
        ({"arrived_on": "2031-01-01"}, "arrived_on"),
    ],
)
def test_what_is_wrong_is_refused_however_incomplete(
    client: TestClient, store: Store, office: str, typed: dict[str, Any], wrong: Any, field: str
) -> None:
    answer = client.post(office, data={**typed, **wrong, "incomplete": "1"}, files=PDF)
    assert answer.status_code == 422
    assert f'id="f-{field}-error"' in answer.text
    with store.reading() as session:
        assert session.exec(select(Domanda)).all() == []


def test_the_register_fills_in_what_it_knows(
    client: TestClient, store: Store, office: str, typed: dict[str, Any]
) -> None:
    load_entries(
        store, entry(typed["body__tax_code"], name="NOME DEL REGISTRO", number=4242), dated=DATED
    )
    shown = client.post(office, data={**typed, "azione": "registro"}).text
    for text in ("NOME DEL REGISTRO", "4242", "Via della Prova 1"):
        assert f'value="{text}"' in shown
    with store.reading() as session:
        assert session.exec(select(Domanda)).all() == []


def test_a_name_that_the_form_has_not_is_refused(
    client: TestClient, office: str, typed: dict[str, Any]
) -> None:
    answer = client.post(office, data={**typed, "body__punteggio": "10"}, files=PDF)
    assert answer.status_code == 422
    assert "Campo non previsto" in answer.text
