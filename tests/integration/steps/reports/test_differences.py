"""Two versions beside each other, for the office and, once published, for anyone."""

from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.forms import ReasonForm
from app.steps.publication.queries import list_entries
from app.steps.reports.actions import publish_report, reopen_report, write_part
from app.steps.reports.actions.conclude import SLOT
from app.steps.reports.enums import BY_CODE
from tests.conftest import Clock
from tests.factories.esiti import make_restituted
from tests.factories.procedures import Desk
from tests.factories.reports import make_approved
from tests.support.browserless import SignedIn


def make_two(session: Session, clock: Clock, *, publish: bool) -> Desk:
    """Two versions that differ in the premise, and in a note for the organs."""
    desk = make_restituted(session, clock).desk
    for words, note in (
        ("Il percorso breve.", "Prima nota."),
        ("Il percorso lungo.", "Altra nota."),
    ):
        write_part(session, desk.actor, desk.here, BY_CODE["premise"], words, note)
        make_approved(session, desk.actor, desk.here)
        if publish:
            publish_report(session, desk.actor, desk.here)
        reopen_report(session, desk.actor, desk.here)
    return desk


def test_the_office_reads_what_changed_in_either_edition(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    desk = make_two(session, clock, publish=False)
    store.finish(session)
    sign_in_as(desk.rdp)
    base = f"/ufficio/{desk.here.scope}/relazione/differenze"
    complete = client.get(base).text
    assert "<del>" in complete
    assert "breve." in complete
    assert "Altra " in complete
    assert "Altra " not in client.get(f"{base}?da=1&a=2&edizione=pubblica").text


def test_anyone_reads_what_changed_between_published_versions(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    desk = make_two(session, clock, publish=True)
    store.finish(session)
    page = client.get(f"/{desk.here.scope}/relazione/differenze").text
    assert "lungo." in page
    assert "Altra " not in page


def test_versions_that_are_not_published_are_compared_for_nobody(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    desk = make_two(session, clock, publish=False)
    store.finish(session)
    page = client.get(f"/{desk.here.scope}/relazione/differenze?da=1&a=2").text
    assert "Non ci sono ancora due versioni" in page
    assert "lungo" not in page


def test_a_pair_that_makes_no_sense_is_answered_with_words(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    desk = make_two(session, clock, publish=True)
    store.finish(session)
    base = f"/{desk.here.scope}/relazione/differenze"
    for query in ("da=2&a=2", "da=9&a=1", "da=x&a=-3"):
        answer = client.get(f"{base}?{query}")
        assert answer.status_code == 200
        assert "Scegliete due versioni" in answer.text or "Dalla versione" in answer.text


def test_versions_with_words_that_were_taken_back_later_are_read_nowhere_until_the_next(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_restituted(session, clock)
    desk, words = heard.desk, heard.first.published_title
    base, documents = f"/{desk.here.scope}/relazione", f"/{desk.here.scope}/documenti"
    make_approved(session, desk.actor, desk.here)
    publish_report(session, desk.actor, desk.here)
    (document,) = [
        entry.public_id
        for entry, _ in list_entries(session, desk.here.procedure.pk)
        if entry.slot == SLOT
    ]
    store.finish(session)
    pages = [base, f"{base}/versioni/1", f"{base}/versioni/1/contributi.json"]
    assert all(words in client.get(page).text for page in pages)
    form = ReasonForm(reason="Nomina una persona.")
    withhold_contribution(session, desk.actor, desk.here, heard.first.public_id, form)
    store.finish(session)
    assert "è stata ritirata" in client.get(base).text
    assert not any(words in client.get(page).text for page in pages)
    for file in (f"{base}.pdf", f"{documents}/{document}/file"):
        assert client.get(file).status_code == 404
    sign_in_as(desk.rdp)
    assert "è stata ritirata" in client.get(f"/ufficio{base}").text
    reopen_report(session, desk.actor, desk.here)
    make_approved(session, desk.actor, desk.here)
    publish_report(session, desk.actor, desk.here)
    store.finish(session)
    assert "contributo non pubblicato" in client.get(base).text
    differences = client.get(f"{base}/differenze?da=1&a=2").text
    assert "Non ci sono ancora due versioni" in differences
    assert words not in differences
