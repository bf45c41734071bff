"""«Cosa è successo alle proposte»: figures from counts that are kept, paths, things to share."""

import re

from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.steps.calendar.queries import list_laboratories
from app.steps.contributions.actions import publish_contribution, withhold_contribution
from app.steps.contributions.actions.tally import count_all_again
from app.steps.contributions.forms import PublishForm, ReasonForm
from app.steps.contributions.models import ContributionTally
from app.steps.contributions.queries import Filters, list_public, list_public_bodies
from app.steps.esiti.enums import Counted, Outcome
from app.steps.esiti.queries import Asked, find_total, list_bodies, list_rows, list_tally
from app.steps.procedures.queries import list_tavoli
from tests.conftest import Clock
from tests.factories.esiti import make_restituted, propose, propose_node
from tests.factories.synthesis import Heard, make_heard

PUBLIC = "/zona-esempio/prova/esiti"


def withhold(session: Session, heard: Heard) -> None:
    withhold_contribution(
        session,
        heard.desk.actor,
        heard.desk.here,
        heard.second.public_id,
        ReasonForm(reason="Nomina una persona."),
    )


def test_the_kept_counts_are_those_of_the_rows(session: Session, clock: Clock) -> None:
    heard = make_restituted(session, clock, "Terzo", "Quarto")
    key = heard.desk.here.procedure.pk
    withhold(session, heard)
    tavolo = list_tavoli(session, key)[0].public_id
    current = {
        row.outcome: row.total for row in list_tally(session, key) if row.counted is Counted.CURRENT
    }
    assert current == {Outcome.PROPOSED: 3, Outcome.NOT_PROPOSED: 1}
    assert [(name, total) for _, name, total in list_bodies(session, key)] == [
        ("Associazione Presente", 3)
    ]
    for asked in (
        Asked(),
        Asked(body=heard.guest.ets.public_id),
        Asked(body=heard.other.ets.public_id),
        Asked(state=Outcome.NOT_PROPOSED),
        Asked(tavolo=tavolo, state=Outcome.PROPOSED),
    ):
        rows, _, total = list_rows(session, key, asked, public=True, size=20, number=1)
        assert find_total(session, key, asked) == total == len(rows)


def test_public_contributions_are_counted_as_they_move(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    key = heard.desk.here.procedure.pk
    assert list_public(session, key, Filters()).total == 2
    withhold(session, heard)
    assert list_public(session, key, Filters()).total == 1
    assert [name for _, name in list_public_bodies(session, key)] == ["Associazione Presente"]
    publish_contribution(
        session, heard.desk.actor, heard.desk.here, heard.second.public_id, PublishForm()
    )
    kept = _cells(session)
    count_all_again(session, key)
    assert _cells(session) == kept
    assert list_public(session, key, Filters(body=heard.other.ets.public_id)).total == 1


def _cells(session: Session) -> list[tuple[int, int, str, int]]:
    rows = session.exec(select(ContributionTally).order_by(col(ContributionTally.ets_id))).all()
    return [(row.ets_id, row.tavolo_id, row.kind.value, row.total) for row in rows]


def test_nodes_have_their_published_esiti_and_nothing_before(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    make_heard(session, clock)
    store.finish(session)
    assert "non sono ancora pubblicati" in client.get(f"{PUBLIC}/nodi").text
    for page in ("manifesto", "qr.svg", "qr.png"):
        assert client.get(f"{PUBLIC}/{page}").status_code == 404


def test_the_page_can_be_shared_with_its_filters_and_put_on_a_wall(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_restituted(session, clock)
    propose_node(session, heard, reason="Il bisogno resta.")
    store.finish(session)
    body = heard.guest.ets.public_id
    page = client.get(f"{PUBLIC}?ente={body}").text
    assert f'/zona-esempio/prova/esiti?ente={body}" readonly' in page
    assert "Le proposte di Associazione Presente" in page
    poster = client.get(f"{PUBLIC}/manifesto").text
    assert "<svg" in poster
    assert "2 contributi di 2 enti e servizi" in poster
    assert "style=" not in poster
    assert client.get(f"{PUBLIC}/qr.svg").content.lstrip().startswith(b"<?xml")
    assert client.get(f"{PUBLIC}/qr.png").content.startswith(b"\x89PNG")
    assert client.get(f"{PUBLIC}/qr.gif").status_code == 404
    assert "Il bisogno resta." in client.get(f"{PUBLIC}/nodi").text


def test_the_public_picture_says_what_became_of_each_node(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    make_restituted(session, clock)
    store.finish(session)
    picture = client.get("/zona-esempio/prova/quadro").text
    assert '<a href="/zona-esempio/prova/esiti/nodi#b1">' in picture
    assert "proposto all&#39;organo" in picture


def test_home_authority_and_procedure_lead_to_what_became_of_the_proposals(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    make_restituted(session, clock)
    store.finish(session)
    for address in ("/", "/zona-esempio/", "/zona-esempio/prova/"):
        page = client.get(address).text
        assert 'href="/zona-esempio/prova/esiti"' in page, address
        assert "2 contributi hanno" in page


def test_of_a_withheld_contribution_only_number_tavolo_and_answer_are_read(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_restituted(session, clock)
    withhold(session, heard)
    store.finish(session)
    page = client.get(PUBLIC).text
    shown, withheld = re.findall(r'<article class="proposal">.*?</article>', page, re.S)
    assert "Bisogno di" in shown
    (line,) = re.findall(r'<p class="text-secondary">(.*?)</p>', withheld, re.S)
    assert line == list_tavoli(session, heard.desk.here.procedure.pk)[1].name
    assert "non proposto" in withheld


def test_a_withheld_contribution_is_not_found_by_its_laboratory(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_restituted(session, clock)
    (laboratory,) = list_laboratories(session, heard.desk.here.procedure.pk)
    for each in (heard.first, heard.second):
        each.meeting_id = laboratory.pk
        session.add(each)
    withhold(session, heard)
    store.finish(session)
    page = client.get(f"{PUBLIC}?laboratorio={laboratory.public_id}").text
    assert "n. 1 «" in page
    assert "Contributo n. 2" not in page
    assert "Contributo n. 2" in client.get(PUBLIC).text


def test_states_of_drafts_narrow_nothing_in_public(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_restituted(session, clock)
    propose(session, heard, heard.first, reason="Canarino.")
    store.finish(session)
    for state in ("missing", "conflict", "owed", "own", "inherited", "nonsense"):
        page = client.get(f"{PUBLIC}?stato={state}")
        assert page.status_code == 200
        assert "Canarino." in page.text
