"""Search finds procedures by their words and by their contributions; some pages every site owes."""

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.fronts.site.info_routes import PAGES
from tests.factories.contributions import make_guest, make_published, make_working_desk
from tests.factories.people import make_authority
from tests.factories.procedures import make_desk, make_started_desk


def test_a_procedure_is_found_by_its_words_without_accents_or_case(
    client: TestClient, store: Store, session: Session
) -> None:
    make_started_desk(session, title="Abitare con la Disabilità")
    store.finish(session)
    assert "Abitare con la Disabilità" in client.get("/cerca?q=DISABILITA+abitare").text
    assert "Niente per «abitare tetto»" in client.get("/cerca?q=abitare+tetto").text


def test_a_procedure_is_found_by_its_contributions(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    make_published(session, desk, make_guest(session, desk), "Corriera di notte")
    store.finish(session)
    text = client.get("/zona-esempio/cerca?q=corriera").text
    assert 'href="/zona-esempio/prova/contributi?q=corriera"' in text
    assert "Un contributo" in text


def test_a_draft_is_not_found(client: TestClient, store: Store, session: Session) -> None:
    make_desk(session, title="Segreto di ufficio")
    store.finish(session)
    assert "Niente per «segreto»" in client.get("/cerca?q=segreto").text


def test_an_authority_finds_only_its_own(
    client: TestClient, store: Store, session: Session
) -> None:
    make_started_desk(session, title="Di questa zona")
    other = make_authority(session, "altra-zona")
    make_started_desk(session, authority=other, title="Di altra zona")
    store.finish(session)
    text = client.get("/altra-zona/cerca?q=zona").text
    assert "Di altra zona" in text
    assert "Di questa zona" not in text


@pytest.mark.parametrize("name", PAGES)
def test_every_site_has_its_pages_with_its_contacts(
    client: TestClient, store: Store, session: Session, name: str
) -> None:
    make_authority(session, email="ufficio@zona.esempio.it")
    store.finish(session)
    assert client.get(f"/{name}").status_code == 200
    assert "ufficio@zona.esempio.it" in client.get(f"/zona-esempio/{name}").text
    assert client.get(f"/non-esiste/{name}").status_code == 404
