"""The office loads the register; whoever describes a body is offered what it says."""

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.assembly import JOB_HANDLERS
from app.core.jobs.worker import Worker
from app.core.store.session import Store
from app.people.accounts.models import Account
from app.people.authorities.enums import OfficeRole
from app.people.ets.models import Ets
from app.people.runts.models import RegisterExtract
from tests.factories.people import make_account, make_authority, make_officer
from tests.factories.register import csv_bytes, entry, load_entries
from tests.support.browserless import SignedIn

PAGE = "/ufficio/registro-runts"
NEW = "/area-personale/enti/nuovo"
ASK = "/area-personale/registro-runts"
CODE = "95067870121"
ROW = entry(CODE, name="ASSOCIAZIONE DAL REGISTRO", number=777, municipality="LIVORNO")


@pytest.fixture
def officer(store: Store, session: Session, sign_in_as: SignedIn) -> Account:
    account = make_officer(session, make_authority(session), OfficeRole.OFFICER)
    store.finish(session)
    sign_in_as(account)
    return account


@pytest.fixture
def person(store: Store, session: Session, sign_in_as: SignedIn) -> Account:
    account = make_account(session)
    store.finish(session)
    sign_in_as(account)
    return account


def test_an_officer_loads_it_and_sees_how_far_it_is(
    client: TestClient, store: Store, officer: Account
) -> None:
    file = {"file": ("20260916_iscritti.csv", csv_bytes([ROW], encoding="cp1252"), "text/csv")}
    answer = client.post(PAGE, files=file)
    address = answer.headers["location"]
    waiting = client.get(address).text
    assert "<progress" in waiting
    assert 'data-hx-trigger="every 2s"' in waiting
    Worker(store, JOB_HANDLERS).run_until_idle()
    done = client.get(address).text
    assert "1 enti" in done
    assert "<progress" not in done
    with store.reading() as session:
        extract = session.exec(select(RegisterExtract)).one()
    assert extract.asked_by_id == officer.pk
    assert "Estratto del mercoledì 16 settembre 2026" in client.get(PAGE).text


def test_without_a_file_nothing_is_loaded(client: TestClient, officer: Account) -> None:
    answer = client.post(PAGE, data={"dated": "2026-09-16"})
    assert answer.status_code == 422
    assert "Scegliete il file" in answer.text


@pytest.mark.parametrize("role", [OfficeRole.FACILITATOR, None])
def test_the_page_is_not_there_for_anybody_else(
    client: TestClient,
    store: Store,
    session: Session,
    sign_in_as: SignedIn,
    role: OfficeRole | None,
) -> None:
    authority = make_authority(session)
    account = make_officer(session, authority, role) if role else make_account(session)
    store.finish(session)
    sign_in_as(account)
    assert client.get(PAGE).status_code == 404


def test_the_button_writes_what_the_register_says_into_the_form(
    client: TestClient, store: Store, person: Account
) -> None:
    load_entries(store, ROW)
    typed = {"tax_code": "950 678 701 21", "street": "Via Mia 1", "azione": "registro"}
    shown = client.post(NEW, data=typed).text
    for text in ("ASSOCIAZIONE DAL REGISTRO", "777", "2022-11-07", "Livorno", "Via Mia 1"):
        assert f'value="{text}"' in shown
    assert 'id="errors"' not in shown
    with store.reading() as session:
        assert session.exec(select(Ets)).all() == []


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("95067870121", "ASSOCIAZIONE DAL REGISTRO"),
        ("92123450753", "cifra non corrisponde"),
        ("98201800178", "questo codice fiscale non c"),
        ("RSSMRA85T10A562S", "questo codice fiscale non c"),
    ],
)
def test_a_code_is_answered_as_it_is_typed(
    client: TestClient, store: Store, person: Account, code: str, told: str
) -> None:
    load_entries(store, ROW)
    shown = client.get(ASK, params={"body__tax_code": code, "usa": "1"}).text
    assert told in shown.split('id="registro-dice"')[1]
    assert ("Usate i dati del registro" in shown) == (code == CODE)


def test_without_an_extract_it_says_so(client: TestClient, person: Account) -> None:
    shown = client.get(ASK, params={"tax_code": CODE}).text
    assert "non è ancora caricato nessun estratto" in shown


def test_a_wrong_check_digit_is_told_at_its_field(client: TestClient, person: Account) -> None:
    shown = client.post(NEW, data={"tax_code": "92123450753", "azione": "registro"}).text
    assert 'id="f-tax_code-error"' in shown
