"""The page of the search: what a citizen sees, with every filter in the address."""

import pytest
from lxml import html
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.fronts.site.info_routes import PAGES
from app.outlets.search.actions import read_everything
from tests.conftest import Clock
from tests.factories.contributions import make_guest, make_published, make_working_desk
from tests.factories.esiti import make_restituted
from tests.factories.people import make_authority
from tests.factories.procedures import make_desk, make_started_desk
from tests.support.queries import count_queries


def found(client: TestClient, address: str) -> list[str]:
    """The titles of the results, in their order."""
    answer = client.get(address)
    assert answer.status_code == 200
    titles = html.fromstring(answer.text).xpath("//*[@id='trovati']//h3")
    return [title.text_content().strip() for title in titles]


def test_a_procedure_is_found_by_its_words_without_accents_or_case(
    client: TestClient, store: Store, session: Session
) -> None:
    make_started_desk(session, title="Abitare con la Disabilità")
    store.finish(session)
    assert found(client, "/cerca?q=DISABILITA+abitare") == ["Abitare con la Disabilità"]
    answer = client.get("/cerca?q=abitare+tetto").text
    assert "Nessun risultato per «abitare tetto»" in answer
    assert "Provate con meno parole" in answer


def test_a_contribution_is_found_by_a_form_of_its_words_and_they_are_marked(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    words = "Servono corriere di notte."
    contribution = make_published(session, desk, guest, "Muoversi", text=words)
    store.finish(session)
    text = client.get("/zona-esempio/cerca?q=corriera").text
    assert f'href="/zona-esempio/prova/contributi/{contribution.public_id}"' in text
    assert "Servono <mark>corriere</mark> di notte." in text


def test_a_word_that_is_being_typed_finds_what_begins_with_it(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    make_published(session, desk, make_guest(session, desk), "Trasporti di notte")
    store.finish(session)
    for typed in ("not", "tras", "trasp", "notte+traspo"):
        assert "Trasporti di notte" in found(client, f"/cerca?q={typed}")
    assert found(client, "/cerca?q=traspo+") == []
    part = client.get("/cerca?q=traspo", headers={"hx-request": "true"})
    assert "Trasporti di notte" in part.text
    assert "1 risultato" in part.headers["hx-trigger"]


def test_a_draft_is_not_found(client: TestClient, store: Store, session: Session) -> None:
    make_desk(session, title="Segreto di ufficio")
    store.finish(session)
    assert found(client, "/cerca?q=segreto") == []


def test_an_authority_finds_only_its_own(
    client: TestClient, store: Store, session: Session
) -> None:
    make_started_desk(session, title="Di questa collina")
    other = make_authority(session, "altra-zona")
    make_started_desk(session, authority=other, title="Di altra collina")
    store.finish(session)
    assert found(client, "/altra-zona/cerca?q=collina") == ["Di altra collina"]
    both = client.get("/cerca?q=collina").text
    assert "2 risultati" in both
    assert found(client, "/cerca?q=collina&amministrazione=altra-zona") == ["Di altra collina"]
    assert client.get("/nessuna-zona/cerca?q=collina").status_code == 404


def test_results_are_narrowed_by_kind_outcome_and_body_with_counts(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_restituted(session, clock)
    store.finish(session)
    read_everything(store)
    page = html.fromstring(client.get("/cerca?q=trasporti").text)
    kinds = [option.text_content() for option in page.xpath("//*[@id='f-tipo']/option")]
    assert {"Contributi (1)", "Esiti (1)"} <= set(kinds)
    esiti = found(client, "/cerca?tipo=esito")
    assert len(esiti) == 2
    assert len(found(client, "/cerca?esito=non-proposto")) == 1
    mine = found(client, f"/cerca?tipo=esito&ente={heard.guest.ets.public_id}")
    assert len(mine) == 1
    assert found(client, "/cerca?tipo=esito&anno=1999") == []
    assert found(client, "/cerca?tipo=nulla") == []


@pytest.mark.parametrize(
    "asked",
    [
        "q=" + "x" * 10_000,
        "q=" + "parola+" * 1_400,
        "q=AND+OR+NOT+*+%22+(+-+:",
        "q=%22",
        "q=%F0%9F%99%82",
        "q=a",
        "q=di+la+per",
        "q=NEAR(a,b)&pagina=-1",
        "q=casa&pagina=999999999999999999999",
        "q=casa&pagina=99",
        "q=casa&tavolo=%27%3B--&ente=%22&anno=%C2%B2&esito=%22&tipo=",
        "q=casa&anno=99999999999999999999",
        "q=%ED%A0%80",
        "q=zqfkcontribution",
    ],
)
def test_bad_input_is_answered_plainly(client: TestClient, asked: str) -> None:
    answer = client.get(f"/cerca?{asked}")
    assert answer.status_code == 200
    assert "<h1" in answer.text


def test_a_character_that_no_text_has_is_no_address_here(client: TestClient) -> None:
    answer = client.get("/cerca?q=casa%00")
    assert (answer.status_code, answer.text) == (404, "Pagina non trovata")


def test_words_are_escaped_wherever_they_are_shown(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_working_desk(session, title="Casa <script>alert(1)</script>")
    words = "La casa <script>alert(2)</script>"
    make_published(session, desk, make_guest(session, desk), "Casa", text=words)
    store.finish(session)
    text = client.get("/cerca?q=casa+%3Cscript%3E").text
    assert "<script>alert" not in text
    assert "&lt;<mark>script</mark>&gt;" in text


def test_the_same_queries_for_one_result_and_for_three(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    make_published(session, desk, guest, "Corriere di notte")
    store.finish(session)
    with count_queries(store) as one:
        client.get("/cerca?q=corriere")
    for title in ("Corriere festive", "Corriere estive"):
        make_published(session, desk, guest, title)
    store.finish(session)
    with count_queries(store) as three:
        assert len(found(client, "/cerca?q=corriere")) == 3
    assert len(three) == len(one)


@pytest.mark.parametrize("name", PAGES)
def test_every_site_has_its_pages_with_its_contacts(
    client: TestClient, store: Store, session: Session, name: str
) -> None:
    make_authority(session, email="ufficio@zona.esempio.it")
    store.finish(session)
    assert client.get(f"/{name}").status_code == 200
    assert "ufficio@zona.esempio.it" in client.get(f"/zona-esempio/{name}").text
    assert client.get(f"/non-esiste/{name}").status_code == 404
