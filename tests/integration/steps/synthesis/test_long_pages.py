"""What the office meets: long pages cut or folded, only what one may do offered."""

import re

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.people.authorities.enums import OfficeRole
from app.steps.procedures.queries import list_tavoli
from app.steps.synthesis import office_routes
from tests.conftest import Clock
from tests.factories.people import make_officer
from tests.factories.synthesis import make_heard, make_need
from tests.integration.steps.synthesis.test_pages import DESK, at_desk
from tests.support.browserless import SignedIn


def test_a_long_history_is_read_page_by_page_and_undone_on_the_first(
    client: TestClient,
    store: Store,
    session: Session,
    clock: Clock,
    sign_in_as: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office_routes, "STEPS", 1)
    heard = make_heard(session, clock)
    make_need(session, heard, heard.first, title="Muoversi")
    make_need(session, heard, heard.second, title="Abitare")
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    last, first = (client.get(f"{DESK}/storia?pagina={n}").text for n in (1, 2))
    assert "/annulla" in last
    assert "Abitare" in last
    assert "Muoversi" not in last
    assert "/annulla" not in first
    assert "Muoversi" in first


def test_the_menu_of_the_office_unfolds_only_where_one_is(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    at_desk(store, session, clock, sign_in_as)
    menu = client.get(DESK).text.split('id="side-menu"')[1].split("</nav>")[0]
    [unfolded] = re.findall(r"<details[^>]* open><summary[^>]*><strong>([^<]+)", menu)
    assert unfolded == "Sintesi ed esiti"
    assert menu.count("<details") > 1


def test_an_officer_is_not_offered_to_send_what_only_the_rdp_sends(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard)
    officer = make_officer(session, heard.desk.authority, OfficeRole.OFFICER)
    store.finish(session)
    sign_in_as(officer)
    assert "Inviate la bozza ai partecipanti" not in client.get(f"{DESK}/bozze").text
    sign_in_as(heard.desk.rdp)
    assert "Inviate la bozza ai partecipanti" in client.get(f"{DESK}/bozze").text


def test_a_long_picture_opens_on_the_first_tavolo_and_folds_the_others(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    first, second = list_tavoli(session, heard.desk.here.procedure.pk)[:2]
    for number in range(4):
        make_need(session, heard, title=f"Primo {number}", tavolo=first.public_id)
        make_need(session, heard, title=f"Altro {number}", tavolo=second.public_id)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    text = client.get(f"{DESK}/quadro").text
    assert f"<details open>\n<summary>{first.name}: 4</summary>" in text
    assert f"<details>\n<summary>{second.name}: 4</summary>" in text
    found = client.get(f"{DESK}/quadro?persone=&q=o").text
    assert f"<details open>\n<summary>{second.name}: 4</summary>" in found
