"""A body that sends several people to a tavolo changes each of them; the register keeps when."""

import json
from html import unescape

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.errors import InvalidFormError, RuleError
from app.core.store.session import Store
from app.steps.avvisi.definition import SHORT_DEFAULT
from app.steps.domande.models import DomandaTavolo
from app.steps.laboratories.actions import change_delegates
from app.steps.laboratories.forms import DelegatesForm
from app.steps.laboratories.models import Seat
from app.steps.laboratories.queries import list_seats
from app.steps.procedures.queries import list_tavoli
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.domande import Applicant, make_applicant, make_filed_domanda, seat
from tests.factories.examination import make_admission, make_decided
from tests.factories.laboratories import make_lab
from tests.factories.procedures import Desk
from tests.integration.steps.domande.conftest import AFTER, CLOSES, OPEN, PUBLISHED
from tests.support.browserless import SignedIn

THREE = SHORT_DEFAULT.model_copy(update={"delegates": 3})
FIRST = {"delegate_name": "Ada Prima", "delegate_email": "ada@esempio.it"}
SECOND = {"delegate_b_name": "Bea Seconda", "delegate_b_email": "bea@esempio.it"}
NEW = {"delegate_b_name": "Nora Nuova", "delegate_b_email": "nora@esempio.it"}


@pytest.fixture
def applicant(session: Session, clock: Clock) -> Applicant:
    clock.move_to(PUBLISHED)
    return make_applicant(session)


@pytest.fixture
def desk(session: Session, clock: Clock, applicant: Applicant) -> Desk:
    """A body was admitted with two people at the first tavolo, where three may sit."""
    desk, _ = make_open_avviso(session, closes_at=CLOSES, definition=THREE)
    clock.move_to(OPEN)
    tavolo = list_tavoli(session, desk.here.procedure.pk)[0]
    chosen = {"tavoli": {"seats": [seat(tavolo, **FIRST, **SECOND)]}}
    domanda = make_filed_domanda(session, desk, applicant, answers=chosen)
    make_decided(session, desk, domanda)
    clock.move_to(AFTER)
    make_admission(session, desk)
    return desk


def sat(session: Session) -> Seat:
    return session.exec(select(Seat)).one()


def change(session: Session, desk: Desk, **typed: str) -> None:
    form = DelegatesForm.model_validate({**FIRST, **typed})
    change_delegates(session, desk.actor, desk.here, sat(session), form)


def test_the_second_changes_and_a_third_comes_while_the_first_stays(
    session: Session, desk: Desk
) -> None:
    change(session, desk, **NEW, delegate_c_name="Tea Terza")
    (row,) = list_seats(session, desk.here.procedure.pk)
    assert row.delegates == ("Ada Prima", "Nora Nuova", "Tea Terza")
    assert "nora@esempio.it" in row.addresses
    assert "bea@esempio.it" not in row.addresses
    filed = session.exec(select(DomandaTavolo)).one()
    assert [person["name"] for person in filed.more_delegates] == ["Bea Seconda"]


def test_the_register_keeps_which_one_changed_and_never_a_name(
    store: Store, session: Session, desk: Desk
) -> None:
    change(session, desk, **SECOND, delegate_b_role="Socia")
    change(session, desk)
    change(session, desk)
    store.finish(session)
    with store.reading() as reader:
        kind = EventRow.kind == "laboratories.delegates_changed"
        payloads = reader.exec(select(EventRow.payload).where(kind)).all()
    assert [json.loads(one)["changed"] for one in payloads] == [["delegate_b"], ["delegate_b"]]
    assert not any("Seconda" in one or "Ada" in one for one in payloads)


def test_no_more_than_the_avviso_lets_sit(session: Session, desk: Desk) -> None:
    third = {"delegate_c_name": "Tea Terza", "delegate_d_name": "Una Di Troppo"}
    with pytest.raises(RuleError, match="al massimo 3 persone delegate"):
        change(session, desk, **SECOND, **third)


def test_a_public_service_has_one_referent(session: Session) -> None:
    lab = make_lab(session)
    form = DelegatesForm(delegate_name="Ada", delegate_b_name="Bea")
    with pytest.raises(RuleError, match="al massimo una persona delegata"):
        change_delegates(session, lab.desk.actor, lab.desk.here, lab.guest.seat, form)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"delegate_b_name": "ADA prima"}, "delegate_b_name"),
        ({"delegate_b_email": "bea@esempio.it"}, "delegate_b_name"),
        ({**SECOND, "substitute_name": "bea seconda"}, "substitute_name"),
    ],
)
def test_everybody_has_a_name_and_is_there_once(
    session: Session, desk: Desk, typed: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidFormError) as refused:
        change(session, desk, **typed)
    assert set(refused.value.errors) == {field}


def test_the_body_and_the_office_change_them_from_their_pages_and_see_when(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    ref = sat(session).public_id
    own, office = f"/area-personale/tavoli/{ref}/delegati", f"/ufficio/{desk.here.scope}/posti"
    store.finish(session)
    sign_in_as(applicant.account)
    page = unescape(client.get(own).text)
    assert 'value="Bea Seconda"' in page
    assert "Terza persona delegata" in page
    assert "Quarta persona delegata" not in page
    assert "Quando sono cambiati" not in page
    assert client.post(own, data={**FIRST, **NEW}).status_code == 303
    assert "Ada Prima, Nora Nuova" in client.get(own.removesuffix("/delegati")).text
    assert f"Seconda persona delegata ({applicant.account.name})" in unescape(client.get(own).text)

    sign_in_as(desk.rdp)
    assert 'value="Nora Nuova"' in client.get(f"{office}/{ref}").text
    assert client.post(f"{office}/{ref}", data={**FIRST, **SECOND}).status_code == 303
    history = unescape(client.get(f"{office}/{ref}").text)
    assert history.count("Seconda persona delegata (") == 2
    assert "Bea Seconda" in client.get(office).text
