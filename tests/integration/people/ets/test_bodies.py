"""Describing a body: what is asked, what is refused, who sees it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.clock import legal_today
from app.core.store.session import Store
from app.people.accounts.models import Account
from app.people.ets.actions import checks
from app.people.ets.enums import BodyKind, MembershipKind
from app.people.ets.models import Ets, Membership
from tests.factories.ets import body_form, give_mandate, make_body, new_tax_code
from tests.factories.files import pdf_bytes
from tests.factories.people import make_account
from tests.support.browserless import SignedIn

NEW = "/area-personale/enti/nuovo"
PDF = {"mandate": ("delega.pdf", pdf_bytes(), "application/pdf")}


def typed(**more: Any) -> dict[str, Any]:
    """What a browser would send for a whole, right form."""
    form = body_form(**{k: v for k, v in more.items() if k in {"tax_code"}})
    values = form.model_dump(mode="json", exclude_none=True)
    return {**values, "territory": "Livorno, Collesalvetti,Livorno", **more}


@pytest.fixture
def person(store: Store, session: Session, sign_in_as: SignedIn) -> Account:
    account = make_account(session)
    store.finish(session)
    sign_in_as(account)
    return account


def only_body(store: Store) -> Ets:
    with store.reading() as session:
        return session.exec(select(Ets)).one()


def errors_of(text: str) -> set[str]:
    return {part.split("-error")[0] for part in text.split('id="f-')[1:] if "-error" in part[:40]}


def test_who_registers_a_body_represents_it(
    client: TestClient, store: Store, person: Account
) -> None:
    answer = client.post(NEW, data=typed())
    body = only_body(store)
    assert answer.headers["location"] == f"/area-personale/enti/{body.public_id}"
    assert body.kind is BodyKind.ETS
    assert body.territory == ["Livorno", "Collesalvetti"]
    with store.reading() as session:
        membership = session.exec(select(Membership)).one()
    assert membership.kind is MembershipKind.LEGAL_REPRESENTATIVE
    assert (membership.account_id, membership.since) == (person.pk, legal_today())
    assert "Associazione Esempio" in client.get(answer.headers["location"]).text


def test_with_a_mandate_its_dates_and_file_are_needed(
    client: TestClient, store: Store, person: Account
) -> None:
    data = typed(acting="mandate")
    assert errors_of(client.post(NEW, data=data).text) == {"mandate_since", "mandate"}
    data["mandate_since"] = legal_today().isoformat()
    assert client.post(NEW, data=data, files=PDF).status_code == 303
    with store.reading() as session:
        membership = session.exec(select(Membership)).one()
    assert membership.kind is MembershipKind.MANDATE
    assert membership.mandate_file_id is not None


def test_a_mandate_that_has_expired_is_refused(client: TestClient, person: Account) -> None:
    yesterday = (legal_today() - timedelta(days=1)).isoformat()
    data = typed(acting="mandate", mandate_since="2020-01-01", mandate_until=yesterday)
    assert errors_of(client.post(NEW, data=data, files=PDF).text) == {"mandate_until"}


def test_a_mandate_in_disguise_is_refused(client: TestClient, person: Account) -> None:
    data = typed(acting="mandate", mandate_since=legal_today().isoformat())
    fake = {"mandate": ("delega.pdf", b"MZ not a document", "application/pdf")}
    assert errors_of(client.post(NEW, data=data, files=fake).text) == {"mandate"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "   "),
        ("tax_code", "12345678901"),
        ("tax_code", ""),
        ("runts_number", "abc"),
        ("runts_section", ""),
        ("runts_date", "2999-01-01"),
        ("runts_state", "under_way"),
        ("postcode", "571"),
        ("province", "LIV"),
        ("pec", "pec"),
        ("site", "javascript:alert(1)"),
        ("activities", "zz"),
        ("acting", ""),
    ],
)
def test_what_does_not_hold_is_refused_at_its_field(
    client: TestClient, store: Store, person: Account, field: str, value: str
) -> None:
    answer = client.post(NEW, data=typed(**{field: value}))
    assert answer.status_code == 422
    assert errors_of(answer.text) == {field}
    with store.reading() as session:
        assert session.exec(select(Ets)).all() == []


def test_a_subject_that_is_no_ets_needs_no_tax_code(
    client: TestClient, store: Store, person: Account
) -> None:
    bare = {"name": "Gruppo Esempio", "runts_state": "not_ets", "acting": "legal_representative"}
    assert client.post(NEW, data=bare).status_code == 303
    assert only_body(store).kind is BodyKind.OTHER


def test_a_code_already_registered_is_refused_without_saying_whose_it_is(
    client: TestClient, store: Store, session: Session, person: Account
) -> None:
    first = make_account(session, "Riservata", family_name="Persona")
    code = new_tax_code()
    make_body(session, first, name="Nome segreto", tax_code=code)
    store.finish(session)
    answer = client.post(NEW, data=typed(tax_code=f"{code[:3]} {code[3:]}"))
    assert errors_of(answer.text) == {"tax_code"}
    assert "chiedete un invito" in answer.text
    assert not any(word in answer.text for word in ("Riservata", "Nome segreto", first.email))


def test_of_two_who_register_one_code_at_once_the_second_is_told(
    client: TestClient,
    store: Store,
    session: Session,
    person: Account,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = new_tax_code()
    make_body(session, make_account(session), tax_code=code)
    store.finish(session)
    monkeypatch.setattr(checks, "find_by_tax_code", lambda session, code: None)
    answer = client.post(NEW, data=typed(tax_code=code))
    assert answer.status_code == 422
    assert errors_of(answer.text) == {"tax_code"}


def test_a_body_is_there_only_for_its_people(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    representative, stranger = make_account(session), make_account(session)
    body = make_body(session, representative)
    own = make_body(session, stranger, name="Altro ente")
    store.finish(session)
    sign_in_as(stranger)
    assert client.get(f"/area-personale/enti/{own.public_id}").status_code == 200
    for page in ("", "/modifica", "/invita", "/persone/x/delega"):
        assert client.get(f"/area-personale/enti/{body.public_id}{page}").status_code == 404
    assert body.name not in client.get("/area-personale/enti").text.replace("Altro ente", "")


def test_one_person_acts_for_several_bodies(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    person = make_account(session)
    make_body(session, person, name="Prima associazione")
    make_body(session, person, name="Seconda associazione")
    store.finish(session)
    sign_in_as(person)
    text = client.get("/area-personale/enti").text
    assert "Prima associazione" in text
    assert "Seconda associazione" in text


def test_an_expired_mandate_opens_nothing(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn, clock: Any
) -> None:
    colleague = make_account(session)
    body = make_body(session, make_account(session))
    give_mandate(session, body, colleague, until=legal_today())
    store.finish(session)
    sign_in_as(colleague)
    address = f"/area-personale/enti/{body.public_id}"
    assert client.get(address).status_code == 200
    from_tomorrow = body.created_at + timedelta(days=1)
    clock.move_to(from_tomorrow)
    assert client.get(address).status_code == 403


def test_a_colleague_edits_and_the_other_is_told(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    representative = make_account(session)
    body = make_body(session, representative)
    store.finish(session)
    sign_in_as(representative)
    address = f"/area-personale/enti/{body.public_id}/modifica"
    data = typed(tax_code=body.tax_code, edition="1")
    for name in ("acting", "mandate_since", "mandate_until"):
        data.pop(name, None)
    assert client.post(address, data={**data, "phone": "0586 111111"}).status_code == 303
    late = client.post(address, data={**data, "phone": "0586 222222"})
    assert late.status_code == 422
    assert "ha cambiato questi dati" in late.text
    assert only_body(store).phone == "0586 111111"


def test_what_was_written_comes_back_in_the_form(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    representative = make_account(session)
    body = make_body(session, representative, territory="Livorno, Capraia Isola")
    store.finish(session)
    sign_in_as(representative)
    text = client.get(f"/area-personale/enti/{body.public_id}/modifica").text
    assert "Livorno, Capraia Isola" in text
    assert f'value="{body.tax_code}"' in text
    assert 'value="b" selected' in text
    assert 'value="2022-11-07"' in text
