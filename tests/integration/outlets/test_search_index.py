"""The index holds what is published, as it is published, and nothing else, at every moment."""

import threading
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from app.core.clock import legal_now, legal_today
from app.core.events import emit
from app.core.store.session import Store
from app.core.store.wordindex import AnyOf, find_words
from app.outlets.retention.events import DataRemoved
from app.outlets.search.actions import index_changes, read_again
from app.outlets.search.actions.rebuild import read_everything
from app.outlets.search.finders import FINDERS
from app.outlets.search.models import SearchDocument
from app.outlets.search.words import stems
from app.people.ets.events import BodyEdited
from app.steps.contributions.actions import (
    publish_contribution,
    publish_redacted,
    send_back,
    withhold_contribution,
)
from app.steps.contributions.forms import PublishForm, ReasonForm, RedactForm
from app.steps.contributions.queries import list_published_for_synthesis
from app.steps.esiti.actions import publish_esiti
from app.steps.plans.actions import publish_plan
from app.steps.plans.enums import Level
from app.steps.procedures.enums import ActKind
from app.steps.publication.actions import withdraw_document
from app.steps.publication.forms import WithdrawForm
from app.steps.publication.queries import list_entries
from app.steps.reports.actions import publish_report
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.changes import rectify
from tests.factories.contributions import (
    Guest,
    make_draft,
    make_guest,
    make_published,
    make_submitted,
    make_working_desk,
)
from tests.factories.domande import make_applicant
from tests.factories.esiti import make_observed, make_restituted, propose, propose_node
from tests.factories.laboratories import make_lab
from tests.factories.laboratories import make_published as publish_verbale
from tests.factories.monitoring import make_concluded, make_written
from tests.factories.monitoring import publish as publish_account
from tests.factories.plans import make_item as make_plan_item
from tests.factories.procedures import Desk, make_act, make_desk, make_started_desk
from tests.factories.questions import make_answer, make_question
from tests.factories.reports import make_approved
from tests.factories.synthesis import make_need

CANARY = "ornitorinco"


def kinds_with(session: Session, word: str = CANARY) -> list[str]:
    """The kinds of the documents that a word finds, or whose stored words hold it."""
    match = [AnyOf((word, *stems(word)))]
    (keys,) = find_words(session.connection(), match, most=100)
    shown = select(SearchDocument.id).where(
        col(SearchDocument.text).ilike(f"%{word}%") | col(SearchDocument.title).ilike(f"%{word}%")
    )
    every = {*keys, *session.exec(shown).all()}
    query = select(SearchDocument.kind).where(col(SearchDocument.id).in_(every))
    return sorted(session.exec(query).all())


def commit(store: Store, session: Session, *, jobs: bool = False) -> list[str]:
    """End the work as the edge does, and see which kinds have the canary then."""
    store.finish(session)
    if jobs:
        read_everything(store)
    with store.reading() as reading:
        return kinds_with(reading)


@pytest.fixture
def desk(session: Session) -> Desk:
    return make_working_desk(session)


@pytest.fixture
def guest(session: Session, desk: Desk) -> Guest:
    return make_guest(session, desk)


def test_words_are_found_from_their_publication_on_and_not_before(
    store: Store, session: Session, desk: Desk, guest: Guest
) -> None:
    make_draft(session, guest, CANARY)
    assert commit(store, session, jobs=True) == []
    sent = make_submitted(session, guest, f"Un {CANARY} in bicicletta")
    assert commit(store, session, jobs=True) == []
    publish_contribution(session, desk.actor, desk.here, sent.public_id, PublishForm())
    assert commit(store, session) == ["contribution"]


def test_what_was_withheld_is_gone_with_the_decision(
    store: Store, session: Session, desk: Desk, guest: Guest
) -> None:
    sent = make_published(session, desk, guest, CANARY)
    assert commit(store, session) == ["contribution"]
    form = ReasonForm(reason="Nomina una persona.")
    withhold_contribution(session, desk.actor, desk.here, sent.public_id, form)
    assert commit(store, session) == []


def test_what_was_withheld_is_gone_with_the_report_that_told_it(
    store: Store, session: Session, clock: Clock
) -> None:
    heard = make_restituted(session, clock, CANARY)
    desk = heard.desk
    make_approved(session, desk.actor, desk.here)
    publish_report(session, desk.actor, desk.here)
    assert "report" in commit(store, session, jobs=True)
    rows = list_published_for_synthesis(session, desk.here.procedure.pk)
    (told,) = (row.public_id for row in rows if row.title == CANARY)
    form = ReasonForm(reason="Nomina una persona.")
    withhold_contribution(session, desk.actor, desk.here, told, form)
    assert commit(store, session) == []
    assert commit(store, session, jobs=True) == []


def test_what_was_redacted_is_gone_and_what_is_left_is_found(
    store: Store, session: Session, desk: Desk, guest: Guest
) -> None:
    sent = make_published(session, desk, guest, "Corse serali", text=f"Il signor {CANARY}.")
    assert commit(store, session) == ["contribution"]
    form = RedactForm(title="Corse serali", text="Il signor [omissis].", reason="Una persona.")
    publish_redacted(session, desk.actor, desk.here, sent.public_id, form)
    assert commit(store, session) == []
    with store.reading() as reading:
        assert kinds_with(reading, "omissis") == ["contribution"]


def test_what_was_sent_back_is_not_found(
    store: Store, session: Session, desk: Desk, guest: Guest
) -> None:
    sent = make_submitted(session, guest, CANARY)
    form = ReasonForm(reason="Non si capisce.")
    send_back(session, desk.actor, desk.here, sent.public_id, form)
    assert commit(store, session, jobs=True) == []


def test_nodes_and_esiti_are_found_once_they_are_published(
    store: Store, session: Session, clock: Clock
) -> None:
    heard = make_observed(session, clock)
    make_need(session, heard, heard.first, title=f"Un {CANARY} per tutti")
    propose_node(session, heard)
    propose(session, heard, heard.first, heard.second, reason=f"Niente {CANARY}.")
    assert commit(store, session, jobs=True) == []
    publish_esiti(session, heard.desk.actor, heard.desk.here)
    assert commit(store, session, jobs=True) == ["esito", "esito", "node"]
    form = ReasonForm(reason="Nomina una persona.")
    withhold_contribution(session, heard.desk.actor, heard.desk.here, heard.first.public_id, form)
    assert commit(store, session) == ["esito"], "the node is reread before its words are public"


def test_a_procedure_and_its_acts_are_found_from_its_start_on(
    store: Store, session: Session
) -> None:
    draft = make_desk(session, title=f"Progetto {CANARY}")
    act = make_act(session, draft, ActKind.OTHER)
    act.subject = f"Avvio del percorso {CANARY}"
    assert commit(store, session, jobs=True) == []
    make_started_desk(session, slug="avviato", authority=draft.authority, title=f"Il {CANARY}")
    assert commit(store, session) == ["procedure"]
    with store.reading() as reading:
        assert kinds_with(reading, "distretto") == ["act"]


def test_every_published_version_of_an_avviso_is_found(store: Store, session: Session) -> None:
    opened, _ = make_open_avviso(session, make_started_desk(session))
    assert commit(store, session) == []
    rectify(session, opened, {"contacts": f"Scrivete a {CANARY}."})
    assert commit(store, session) == ["avviso"]
    rectify(session, opened, {"contacts": "Scrivete all'ufficio."}, number="21")
    assert commit(store, session) == ["avviso"]
    with store.reading() as reading:
        titles = reading.exec(select(SearchDocument.title).where(SearchDocument.kind == "avviso"))
        assert sum("superata" in title for title in titles) == 2


def test_a_question_is_found_with_its_answer_and_without_who_asked(
    store: Store, session: Session
) -> None:
    opened, _ = make_open_avviso(session, make_started_desk(session))
    question = make_question(session, opened, make_applicant(session), f"Serve il {CANARY}?")
    assert commit(store, session, jobs=True) == []
    make_answer(session, opened, question, "No.")
    assert commit(store, session) == ["question"]


def test_a_verbale_is_found_once_it_is_published(
    store: Store, session: Session, clock: Clock
) -> None:
    lab = make_lab(session)
    publish_verbale(session, lab, clock)
    store.finish(session)
    with store.reading() as reading:
        assert "verbale" in set(reading.exec(select(SearchDocument.kind)).all())
        assert kinds_with(reading, "delegata") == []


def test_a_document_withdrawn_from_publication_is_gone(
    store: Store, session: Session, clock: Clock
) -> None:
    lab = make_lab(session)
    publish_verbale(session, lab, clock)
    store.finish(session)
    with_file = [entry for entry, file in list_entries(session, lab.desk.here.procedure.pk) if file]
    for entry in with_file:
        form = WithdrawForm(why="Errore.")
        withdraw_document(session, lab.desk.actor, lab.desk.here, entry, form)
    store.finish(session)
    with store.reading() as reading:
        assert "document" not in set(reading.exec(select(SearchDocument.kind)).all())


def test_the_plan_is_found_once_anyone_may_read_it_as_of_that_day(
    store: Store, session: Session, desk: Desk, clock: Clock
) -> None:
    make_plan_item(session, desk, "1", Level.OBJECTIVE, title=f"Un {CANARY} per ogni frazione")
    assert commit(store, session, jobs=True) == []
    clock.move_to(legal_now() + timedelta(days=9))
    publish_plan(session, desk.actor, desk.here)
    assert commit(store, session) == ["plan"]
    with store.reading() as reading:
        (found,) = reading.exec(select(SearchDocument).where(SearchDocument.kind == "plan"))
        assert found.day == legal_today()


def test_a_yearly_account_is_found_once_it_is_published(
    store: Store, session: Session, clock: Clock
) -> None:
    heard = make_concluded(session, clock)
    year = legal_today().year
    make_written(session, heard, year, done=f"È partito il {CANARY}.")
    assert commit(store, session, jobs=True) == []
    publish_account(session, heard.desk, year)
    assert commit(store, session) == ["account"]


def test_a_body_is_found_under_its_new_name(
    store: Store, session: Session, desk: Desk, guest: Guest
) -> None:
    make_published(session, desk, guest, "Corse serali")
    assert commit(store, session) == []
    guest.ets.name = f"Associazione {CANARY.title()}"
    session.add(guest.ets)
    emit(session, BodyEdited(subject=guest.ets.public_id, ets_id=guest.ets.pk, changed=("name",)))
    store.finish(session)
    read_again(store, desk.here.procedure.pk, ["contribution"])
    with store.reading() as reading:
        assert kinds_with(reading) == ["contribution"]


def test_what_was_removed_is_forgotten_at_once_and_the_rest_is_read_again(
    store: Store, session: Session, desk: Desk, guest: Guest
) -> None:
    make_published(session, desk, guest, CANARY)
    assert commit(store, session) == ["contribution"]
    chain = desk.here.procedure.public_id
    emit(session, DataRemoved(chain=chain, retention_class="drafts", count=1))
    assert commit(store, session) == []
    read_again(store, desk.here.procedure.pk, list(FINDERS))
    with store.reading() as reading:
        assert kinds_with(reading) == ["contribution"]


def test_a_reading_that_began_before_a_decision_does_not_bring_it_back(
    store: Store, session: Session, desk: Desk, guest: Guest
) -> None:
    sent = make_published(session, desk, guest, CANARY)
    store.finish(session)
    key = desk.here.procedure.pk
    form = ReasonForm(reason="Nomina una persona.")
    withhold_contribution(session, desk.actor, desk.here, sent.public_id, form)
    index_changes(session)
    reading = threading.Thread(target=read_again, args=(store, key, ["contribution"]))
    reading.start()
    reading.join(0.3)
    assert reading.is_alive(), "it waits for its turn"
    store.finish(session)
    reading.join(10)
    with store.reading() as after:
        assert kinds_with(after) == []
