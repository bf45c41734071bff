"""What reaches the end of its term is listed, confirmed, removed; the rest, and the chain, stay."""

import io
from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.chain import verify_chains
from app.core.audit.models import Tombstone
from app.core.clock import legal_now, legal_today, wall_now
from app.core.errors import RuleError
from app.core.files.models import StoredFile
from app.core.jobs.models import Message
from app.core.store.session import Store
from app.law.phases import Phase
from app.outlets.archive.verify import verify_fascicolo
from app.outlets.retention import jobs
from app.outlets.retention.actions import (
    confirm_list,
    hold_item,
    list_due,
    release_item,
    remove_chunk,
    set_alone,
)
from app.outlets.retention.enums import ItemState, ListState
from app.outlets.retention.forms import AloneForm, HoldForm
from app.outlets.retention.models import RetentionItem, RetentionList
from app.people.accounts.models import Account
from app.people.authorities.models import Authority
from app.steps.domande.models import Domanda, DomandaTavolo
from app.steps.procedures.models import PhaseStep, Procedure
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.communications import hand_in, make_letter
from tests.factories.domande import make_applicant, make_draft, make_filed_domanda
from tests.factories.people import make_account
from tests.factories.procedures import Desk, make_started_desk
from tests.integration.outlets.test_fascicolo import made
from tests.support.browserless import SignedIn

PAGE = "/ufficio/zona-esempio/impostazioni/rimozioni"


def make_ended(session: Session) -> Desk:
    """A procedure with a filed domanda, another's draft, a letter and a receipt; it has ended."""
    desk, _ = make_open_avviso(session, make_started_desk(session))
    make_filed_domanda(session, desk, make_applicant(session))
    make_draft(session, desk, make_applicant(session, name="Ente Titubante"))
    letter = make_letter(session, desk)
    hand_in(session, desk, "avvenuta-consegna", letter.message_ref)
    end(session, desk)
    return desk


def end(session: Session, desk: Desk) -> None:
    """The procedure is concluded now."""
    procedure = session.get_one(Procedure, desk.here.procedure.pk)
    procedure.phase = Phase.CONCLUDED
    session.add(
        PhaseStep(
            procedure_id=procedure.pk,
            authority_id=procedure.authority_id,
            origin=Phase.RESTITUTION,
            target=Phase.CONCLUDED,
            entered_at=legal_now(),
        )
    )


@pytest.fixture
def ended(store: Store) -> Desk:
    with store.writing() as session:
        return make_ended(session)


def years_pass(clock: Clock, years: float) -> None:
    clock.move_to(legal_now() + timedelta(days=int(365.25 * years)))


def run_all(store: Store, desk: Desk) -> RetentionList:
    """This month's list, confirmed by the responsible officer and carried out."""
    with store.writing() as session:
        listed = list_due(session, session.get_one(Authority, desk.authority.pk))
        assert listed is not None
        confirm_list(session, desk.actor, listed)
    jobs.remove_all(store, {"list": listed.pk})
    return listed


def test_nothing_is_listed_before_its_term(store: Store, ended: Desk) -> None:
    with store.writing() as session:
        assert list_due(session, session.get_one(Authority, ended.authority.pk)) is None


def test_what_is_due_is_removed_and_every_chain_still_holds(
    store: Store, ended: Desk, clock: Clock
) -> None:
    before = made(store, ended)
    years_pass(clock, 6)
    with store.reading() as session:
        assert verify_chains(session) == []
    listed = run_all(store, ended)
    with store.reading() as session:
        assert verify_chains(session) == []
        assert session.get_one(RetentionList, listed.pk).state is ListState.DONE
        items = session.exec(select(RetentionItem)).all()
        assert {item.state for item in items} == {ItemState.REMOVED}
        stones = session.exec(select(Tombstone)).all()
        assert len(stones) == len(items)
        messages = session.exec(
            select(Message).where(Message.chain == ended.here.procedure.public_id)
        ).all()
        assert {(m.body, m.recipient) for m in messages} == {("", "")}
        assert all(m.message_ref and m.sent_at for m in messages if m.recorded_by_ref)
        assert {row.delegate_email for row in session.exec(select(DomandaTavolo)).all()} == {""}
        assert [d.state.value for d in session.exec(select(Domanda)).all()] == ["filed"]
        gone = session.exec(select(StoredFile).where(StoredFile.erased_at != None)).all()  # noqa: E711
        assert gone
        assert not any(store.at_hand["blobs"].exists(file.key) for file in gone)
    assert verify_fascicolo(io.BytesIO(before)).problems == ()
    after = verify_fascicolo(io.BytesIO(made(store, ended)))
    assert after.problems == ()


def test_a_tombstone_says_which_rule_and_nothing_of_the_words(
    store: Store, ended: Desk, clock: Clock
) -> None:
    years_pass(clock, 6)
    run_all(store, ended)
    with store.reading() as session:
        stones = session.exec(select(Tombstone).where(Tombstone.kept == "messages")).all()
        said = " ".join(str(stone.model_dump()) for stone in stones)
    assert {stone.source for stone in stones} == {"dpr445-68"}
    assert all(len(stone.digest) == 64 for stone in stones)
    assert "Lettera" not in said


def test_what_is_released_goes_with_its_list(store: Store, ended: Desk, clock: Clock) -> None:
    years_pass(clock, 6)
    with store.writing() as session:
        authority = session.get_one(Authority, ended.authority.pk)
        listed = list_due(session, authority)
        assert listed is not None
        item = session.exec(select(RetentionItem).where(RetentionItem.kept == "drafts")).one()
        with pytest.raises(RuleError):
            release_item(session, ended.actor, listed, item)
        hold_item(session, ended.actor, listed, item, HoldForm(why="Ricorso in corso."))
        release_item(session, ended.actor, listed, item)
        confirm_list(session, ended.actor, listed)
    jobs.remove_all(store, {"list": listed.pk})
    with store.reading() as session:
        assert session.get_one(RetentionItem, item.pk).state is ItemState.REMOVED


def test_what_a_person_keeps_stays_and_is_kept_next_month_too(
    store: Store, ended: Desk, clock: Clock
) -> None:
    years_pass(clock, 6)
    with store.writing() as session:
        authority = session.get_one(Authority, ended.authority.pk)
        listed = list_due(session, authority)
        assert listed is not None
        item = session.exec(select(RetentionItem).where(RetentionItem.kept == "drafts")).one()
        hold_item(session, ended.actor, listed, item, HoldForm(why="Ricorso in corso."))
        confirm_list(session, ended.actor, listed)
        with pytest.raises(RuleError):
            hold_item(session, ended.actor, listed, item, HoldForm(why="Tardi."))
    jobs.remove_all(store, {"list": listed.pk})
    years_pass(clock, 0.2)
    with store.writing() as session:
        again = list_due(session, session.get_one(Authority, ended.authority.pk))
        assert again is not None
        kept = session.exec(select(RetentionItem).where(RetentionItem.list_id == again.pk)).all()
        assert [(one.state, one.why_kept) for one in kept] == [
            (ItemState.KEPT, "Ricorso in corso.")
        ]


def test_a_term_made_longer_meanwhile_leaves_the_data(
    store: Store, ended: Desk, clock: Clock
) -> None:
    years_pass(clock, 6)
    with store.writing() as session:
        authority = session.get_one(Authority, ended.authority.pk)
        listed = list_due(session, authority)
        assert listed is not None
        confirm_list(session, ended.actor, listed)
        authority.retention = {"messages": 120}
    jobs.remove_all(store, {"list": listed.pk})
    with store.reading() as session:
        states = {item.kept: item.state for item in session.exec(select(RetentionItem)).all()}
    assert states["messages"] is ItemState.NO_LONGER
    assert states["drafts"] is ItemState.REMOVED


def test_a_chunk_that_is_rolled_back_removes_nothing_and_the_run_goes_on(
    store: Store, ended: Desk, clock: Clock
) -> None:
    years_pass(clock, 6)
    with store.writing() as session:
        listed = list_due(session, session.get_one(Authority, ended.authority.pk))
        assert listed is not None
        confirm_list(session, ended.actor, listed)
    session = store.open_write()
    seen, keys = remove_chunk(session, listed.pk)
    store.abandon(session, ZeroDivisionError())
    session.close()
    assert seen
    assert all(store.at_hand["blobs"].exists(key) for key in keys)
    jobs.remove_all(store, {"list": listed.pk})
    assert not any(store.at_hand["blobs"].exists(key) for key in keys)


def test_a_list_runs_by_itself_only_where_the_authority_says_so(
    store: Store, ended: Desk, clock: Clock
) -> None:
    years_pass(clock, 6)
    jobs.list_all(store, {})
    years_pass(clock, 0.1)
    jobs.list_all(store, {})
    with store.writing() as session:
        listed = session.exec(select(RetentionList)).first()
        assert listed is not None
        assert listed.state is ListState.OPEN
        set_alone(session, session.get_one(Authority, ended.authority.pk), AloneForm(days=30))
    years_pass(clock, 0.1)
    jobs.list_all(store, {})
    with store.reading() as session:
        states = {one.state for one in session.exec(select(RetentionList)).all()}
    assert ListState.CONFIRMED in states


def test_the_sweep_takes_orphans_and_leaves_what_is_named(
    store: Store, ended: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "ORPHAN_AGE", timedelta(seconds=-5))
    blobs = store.at_hand["blobs"]
    orphan = blobs.put([b"nobody names me"], 100).key
    jobs.sweep(store, {})
    with store.reading() as session:
        named = session.exec(select(StoredFile.key)).all()
    assert not blobs.exists(orphan)
    assert all(blobs.exists(key) for key in named)


def test_a_closed_access_loses_its_name_and_the_register_keeps_its_pseudonym(
    store: Store, clock: Clock
) -> None:
    with store.writing() as session:
        account = make_account(session, "Ada")
        account.disabled_at = wall_now() - timedelta(days=400)
        session.add(account)
    jobs.list_all(store, {})
    with store.reading() as session:
        found = session.get_one(Account, account.pk)
        assert verify_chains(session) == []
    assert (found.public_id, found.given_name) == (account.public_id, "Accesso")
    assert "Ada" not in found.name
    assert found.email.endswith("@rimosso.invalid")


def test_the_office_reads_keeps_and_confirms_and_pages_say_what_was_removed(
    client: TestClient, store: Store, ended: Desk, sign_in_as: SignedIn, clock: Clock
) -> None:
    years_pass(clock, 6)
    jobs.list_all(store, {})
    sign_in_as(ended.rdp)
    with store.reading() as session:
        listed = session.exec(select(RetentionList)).one()
        message = session.exec(select(Message).where(Message.recorded_by_ref != "")).one()
    assert f"{legal_today():%m/%Y}" in client.get(PAGE).text
    text = client.get(f"{PAGE}/{listed.public_id}").text
    assert "Bozze mai inviate" in text
    assert "Art. 5" in text or "art. 5" in text
    assert client.post(f"{PAGE}/{listed.public_id}").status_code == 303
    jobs.remove_all(store, {"list": listed.pk})
    register = "/ufficio/zona-esempio/prova/comunicazioni"
    removed = "per fine del termine di conservazione"
    assert removed in client.get(f"{register}/{message.public_id}").text
    gone = client.get(f"{register}/{message.public_id}/file")
    assert gone.status_code == 410
    assert removed in gone.text
    assert client.get(register).status_code == 200


def test_a_person_reads_what_is_held_and_closes_the_access(
    client: TestClient, store: Store, sign_in_as: SignedIn
) -> None:
    with store.writing() as session:
        account = make_account(session)
    sign_in_as(account)
    assert "Il vostro accesso" in client.get("/area-personale/dati").text
    assert client.post("/area-personale/dati/chiudi").status_code == 303
    assert client.get("/area-personale/dati").status_code == 303
