"""Whose extract it is: what another authority's office loads is no evidence here."""

from datetime import date

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.errors import InvalidFormError
from app.core.store.session import Store
from app.people.authorities.actions import give_role
from app.people.authorities.enums import OfficeRole
from app.people.authorities.models import Authority
from app.people.runts.enums import ExtractState
from app.people.runts.models import RegisterExtract
from app.people.runts.queries import ask_register, current_extract
from tests.factories.people import make_authority, make_officer
from tests.factories.register import csv_bytes, entry, load_entries, receive
from tests.support.browserless import SignedIn

PAGE = "/ufficio/registro-runts"
CODE = "95067870121"
JUNE, SEPTEMBER, OCTOBER = (date(2026, month, 16) for month in (6, 9, 10))
FILE = {"file": ("20260916_iscritti.csv", csv_bytes([entry(CODE)]), "text/csv")}


@pytest.fixture
def ours(session: Session) -> Authority:
    return make_authority(session)


@pytest.fixture
def theirs(session: Session) -> Authority:
    return make_authority(session, slug="altra-zona", name="Altra zona")


def in_use(store: Store, authority: Authority | None) -> int | None:
    with store.reading() as session:
        found = current_extract(session, authority.pk if authority else None)
        return found.pk if found else None


def test_another_authoritys_extract_changes_nothing_here(
    store: Store, session: Session, ours: Authority, theirs: Authority
) -> None:
    store.finish(session)
    own = load_entries(store, entry(CODE), dated=JUNE, authority_id=ours.pk)
    other = load_entries(store, entry(), dated=SEPTEMBER, authority_id=theirs.pk)
    assert (in_use(store, ours), in_use(store, theirs)) == (own.pk, other.pk)
    assert in_use(store, None) is None
    with store.reading() as after:
        states = [after.get_one(RegisterExtract, one.pk).state for one in (own, other)]
    assert states == [ExtractState.CURRENT] * 2


def test_an_authority_uses_its_own_or_the_installations_whichever_is_newer(
    store: Store, session: Session, ours: Authority, theirs: Authority
) -> None:
    store.finish(session)
    of_all = load_entries(store, entry(), dated=JUNE)
    own = load_entries(store, entry(CODE), dated=SEPTEMBER, authority_id=ours.pk)
    assert (in_use(store, ours), in_use(store, theirs)) == (own.pk, of_all.pk)
    newer = load_entries(store, entry(), dated=OCTOBER)
    assert (in_use(store, ours), in_use(store, theirs)) == (newer.pk, newer.pk)
    with pytest.raises(InvalidFormError, match="più recente"):
        receive(store, csv_bytes([entry()]), "20260917_iscritti.csv", ours.pk)


def test_a_person_is_offered_the_newest_whoever_loaded_it(
    store: Store, session: Session, theirs: Authority
) -> None:
    store.finish(session)
    load_entries(store, entry(), dated=JUNE)
    load_entries(store, entry(CODE), dated=SEPTEMBER, authority_id=theirs.pk)
    with store.reading() as after:
        assert ask_register(after, CODE).entry is not None


def test_what_an_officer_loads_is_for_their_own_authority(
    client: TestClient,
    store: Store,
    session: Session,
    sign_in_as: SignedIn,
    ours: Authority,
    theirs: Authority,
) -> None:
    officer = make_officer(session, ours, OfficeRole.OFFICER)
    stranger = make_officer(session, theirs, OfficeRole.RDP)
    store.finish(session)
    sign_in_as(officer)
    address = client.post(PAGE, files=FILE).headers["location"]
    assert ours.name in client.get(PAGE).text
    with store.reading() as after:
        loaded = after.exec(select(RegisterExtract)).one()
    assert loaded.authority_id == ours.pk
    sign_in_as(stranger)
    assert client.get(address).status_code == 404
    assert address not in client.get(PAGE).text


def test_who_works_for_two_says_for_which(
    client: TestClient,
    store: Store,
    session: Session,
    sign_in_as: SignedIn,
    ours: Authority,
    theirs: Authority,
) -> None:
    officer = make_officer(session, ours, OfficeRole.OFFICER)
    give_role(session, officer, theirs, OfficeRole.RDP)
    store.finish(session)
    sign_in_as(officer)
    assert 'name="authority"' in client.get(PAGE).text
    assert client.post(PAGE, files=FILE).status_code == 422
    wrong = client.post(PAGE, files=FILE, data={"authority": "una-terza"})
    assert wrong.status_code == 422
    assert client.post(PAGE, files=FILE, data={"authority": theirs.slug}).status_code == 303
