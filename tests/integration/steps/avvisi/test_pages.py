"""The office's desk of an avviso and its public pages."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.people.authorities.enums import OfficeRole
from app.steps.avvisi.definition import PARTS
from tests.conftest import Clock
from tests.factories.avvisi import (
    after_closing,
    make_open_avviso,
    make_ready_desk,
    write_sections,
)
from tests.factories.files import pdf_bytes
from tests.factories.people import make_officer
from tests.factories.procedures import make_started_desk
from tests.support.browserless import SignedIn

MONDAY = datetime(2025, 11, 24, 9, 0, tzinfo=UTC)
OFFICE = "/ufficio/zona-esempio/prova/avviso"
PUBLIC = "/zona-esempio/prova/avviso"


@pytest.fixture(autouse=True)
def _on_a_monday(clock: Clock) -> None:
    clock.move_to(MONDAY)


def test_the_office_goes_from_an_empty_desk_to_a_published_avviso(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    write_sections(session, desk, without=("object",))
    store.finish(session)
    sign_in_as(desk.rdp)
    page = client.get(OFFICE).text
    assert "Nell&#39;avviso manca la sezione «Oggetto»." in page
    assert "lunedì 15 dicembre 2025" in page
    assert client.post(f"{OFFICE}/pubblica").status_code == 422
    section = client.post(f"{OFFICE}/sezioni/object", data={"text": "Bisogni.", "azione": "avanti"})
    assert section.headers["location"] == f"{OFFICE}/sezioni/who"
    closing = {"closes_on": "2025-12-16", "closes_at": "12:30"}
    assert client.post(f"{OFFICE}/chiusura", data=closing).status_code == 303
    act = {"organ": "Direzione", "number": "7", "adopted_on": "2025-11-24"}
    file = {"file": ("atto.pdf", pdf_bytes(), "application/pdf")}
    assert client.post(f"{OFFICE}/atto", data=act, files=file).status_code == 303
    assert "Non manca nulla" in client.get(OFFICE).text
    assert client.post(f"{OFFICE}/pubblica").status_code == 303
    assert "L&#39;avviso è pubblicato" in client.get(OFFICE).text
    sign_in_as(None)
    public = client.get(PUBLIC).text
    assert "entro martedì 16 dicembre 2025, ore 12:30:00" in public
    assert "/area-personale/domande/nuova/zona-esempio/prova" in public


def test_a_refused_closing_says_why_and_keeps_what_was_typed(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    closing = {"closes_on": "2025-12-10", "closes_at": "12:30:00"}
    answer = client.post(f"{OFFICE}/chiusura", data=closing)
    assert answer.status_code == 422
    assert "LR 65/2020, art. 10 c. 1 lett. c)" in answer.text
    assert 'value="2025-12-10"' in answer.text


@pytest.mark.parametrize("typed", ["24:00", "25:10", "mezzogiorno", "12:30:61", "45000"])
def test_an_hour_that_is_not_one_is_refused_at_its_field(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn, typed: str
) -> None:
    desk = make_started_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    closing = {"closes_on": "2026-01-15", "closes_at": typed}
    answer = client.post(f"{OFFICE}/chiusura", data=closing)
    assert answer.status_code == 422
    assert "f-closes_at-error" in answer.text


def test_only_the_rdp_publishes(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_ready_desk(session)
    officer = make_officer(session, desk.authority, OfficeRole.OFFICER)
    store.finish(session)
    sign_in_as(officer)
    desk_page = client.get(OFFICE)
    assert desk_page.status_code == 200
    assert f'{OFFICE}/pubblica"' not in desk_page.text
    assert client.post(f"{OFFICE}/pubblica").status_code == 404
    assert "Non ancora pubblicato" in client.get(PUBLIC).text


def test_a_stale_writing_comes_back_with_what_was_typed(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    write_sections(session, desk)
    store.finish(session)
    sign_in_as(desk.rdp)
    stale = {"text": "La mia versione", "was": "0" * 16}
    answer = client.post(f"{OFFICE}/sezioni/object", data=stale)
    assert answer.status_code == 422
    assert "La mia versione" in answer.text
    assert "Testo di prova: oggetto." in answer.text


def test_before_publication_the_page_says_so(
    client: TestClient, store: Store, session: Session
) -> None:
    make_ready_desk(session)
    store.finish(session)
    page = client.get(PUBLIC)
    assert page.status_code == 200
    assert "Testo di prova" not in page.text
    assert client.get(f"{PUBLIC}/in-breve").status_code == 404
    assert client.get(f"{PUBLIC}/atto").status_code == 404


def test_the_public_page_follows_the_service_sheet_and_shows_the_count(
    client: TestClient, store: Store, session: Session
) -> None:
    make_open_avviso(session)
    store.finish(session)
    page = client.get(PUBLIC).text
    titles = (
        "A chi è rivolto", "Descrizione", "Come fare", "Cosa serve", "Cosa si ottiene",
        "Tempi e scadenze", "Costi", "Accedi al servizio", "Ulteriori informazioni", "Condizioni",
        "Contatti", "Pagina aggiornata il",
    )  # fmt: skip
    places = [page.index(f">{title}</h2>") for title in titles]
    assert places == sorted(places)
    assert "Pubblicazione: lunedì 24 novembre 2025. Quel giorno non si conta." in page
    assert "il termine passa al giorno dopo" in page


def test_a_kept_page_closes_with_the_deadline(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    _, version = make_open_avviso(session)
    store.finish(session)
    clock.move_to(version.closes_at)
    assert "Presentate la domanda entro" in client.get(PUBLIC).text
    clock.move_to(after_closing(version))
    page = client.get(PUBLIC).text
    assert "si è chiuso lunedì 15 dicembre 2025, ore 23:59:59" in page
    assert "/area-personale/domande/nuova" not in page


def test_the_brief_version_and_the_act_are_public(
    client: TestClient, store: Store, session: Session
) -> None:
    make_open_avviso(session)
    store.finish(session)
    brief = client.get(f"{PUBLIC}/in-breve").text
    assert "entro lunedì 15 dicembre 2025, ore 23:59:59" in brief
    assert "http://testserver/zona-esempio/prova/avviso" in brief
    act = client.get(f"{PUBLIC}/atto")
    assert act.headers["content-disposition"].startswith("attachment")
    assert act.content == pdf_bytes()


def test_a_script_in_a_section_stays_text(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_ready_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    client.post(f"{OFFICE}/sezioni/object", data={"text": "<script>alert(1)</script> **sì**"})
    client.post(f"{OFFICE}/pubblica")
    page = client.get(PUBLIC).text
    assert "<script>alert(1)" not in page
    assert "<strong>sì</strong>" in page


def test_the_preview_is_the_public_page_and_says_it_is_one(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_ready_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    page = client.get(f"{OFFICE}/anteprima").text
    assert "Questa pagina non è pubblica" in page
    assert "Testo di prova: oggetto." in page


def test_the_form_is_chosen_and_shown_part_by_part_as_a_body_will_see_it(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    base = f"{OFFICE}/modulo"
    assert client.get(f"{base}/anteprima/activities").status_code == 404
    optional = [code for code, part in PARTS.items() if not part.fixed and not part.derived]
    extras = ["body.vat", "signatory.born_on"]
    data = {"parts": optional, "extras": extras, "needs_limit": "800", "other_subjects": "1"}
    assert client.post(base, data=data).status_code == 303
    page = client.get(base).text
    assert 'value="body.vat" checked' in page
    for code in PARTS.keys() - {"documents"}:
        assert client.get(f"{base}/anteprima/{code}").status_code == 200
    assert "Partita IVA" in client.get(f"{base}/anteprima/body").text


def test_a_frozen_form_and_section_offer_no_writing(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk, _ = make_open_avviso(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    for address in (f"{OFFICE}/modulo", f"{OFFICE}/sezioni/object"):
        assert "non si cambia più" in client.get(address).text
    answer = client.post(f"{OFFICE}/sezioni/object", data={"text": "Altro"})
    assert answer.status_code == 422
    assert "DM 72/2021" in answer.text
