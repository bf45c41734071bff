"""What a change of the avviso does to drafts, to filed domande and to one just being filed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier, Event

import pytest
from sqlmodel import Session, col, select

from app.assembly import assemble
from app.core.clock import from_rome, legal_offset
from app.core.errors import RuleError
from app.core.jobs.models import Message
from app.core.store.session import Store
from app.law.sources import LR65_10_B
from app.people.ets.queries import get_ets
from app.steps.avvisi.actions import extend_avviso
from app.steps.avvisi.models import Avviso, AvvisoVersion
from app.steps.domande.actions import file_domanda
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda
from app.steps.domande.queries.area import get_answers
from app.steps.examination.models import Completion
from app.steps.procedures.queries import get_by_id
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.changes import extend, rectify, revoke, term_form
from tests.factories.domande import (
    make_applicant,
    make_draft,
    make_filed_domanda,
    make_signed_draft,
)
from tests.factories.examination import make_arrival
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk

PUBLISHED = from_rome(date(2025, 11, 24), 9)
CLOSES = from_rome(date(2025, 12, 16), 12, 30)
LATER = from_rome(date(2025, 12, 19), 12, 30)


@pytest.fixture(autouse=True)
def _rooms_hear_each_other() -> None:
    assemble()


@pytest.fixture
def desk(session: Session, clock: Clock) -> Desk:
    clock.move_to(PUBLISHED)
    return make_open_avviso(session, closes_at=CLOSES)[0]


def number_of(session: Session, domanda: Domanda) -> int:
    return session.get_one(AvvisoVersion, domanda.avviso_version_id).number


def test_everybody_with_a_draft_or_a_domanda_is_told(session: Session, desk: Desk) -> None:
    filed = make_applicant(session)
    make_filed_domanda(session, desk, filed)
    drafting = make_applicant(session)
    make_draft(session, desk, drafting)
    rectify(session, desk, {"object": "Altri bisogni."})
    letters = session.exec(select(Message).where(Message.kind == "domande/avviso_changed")).all()
    told = {letter.recipient for letter in letters}
    assert told == {filed.body.pec, filed.account.email, drafting.account.email}
    assert all("Motivo di prova." in letter.body for letter in letters)


def test_a_filed_domanda_stays_and_proves_only_what_is_new(session: Session, desk: Desk) -> None:
    domanda = make_filed_domanda(session, desk)
    extend(session, desk, LATER)
    assert session.exec(select(Completion)).all() == []
    version = rectify(session, desk, {"requirements": "Sede qui."}, proof="La sede\nLo statuto")
    asked = session.exec(select(Completion)).one()
    assert (asked.items, asked.due_at) == (["La sede", "Lo statuto"], version.closes_at)
    assert domanda.state is DomandaState.FILED
    assert number_of(session, domanda) == 1


def test_a_signed_draft_outlives_a_proroga(session: Session, desk: Desk) -> None:
    applicant = make_applicant(session)
    draft = make_signed_draft(session, desk, applicant)
    extend(session, desk, LATER)
    at = LATER - legal_offset()
    filed = file_domanda(session, applicant.actor, draft.public_id, draft.edition, at, "k")
    assert number_of(session, filed) == 2


def test_a_signed_draft_is_asked_again_after_a_rettifica(session: Session, desk: Desk) -> None:
    applicant = make_applicant(session)
    draft = make_signed_draft(session, desk, applicant)
    before = get_answers(session, draft.pk)
    rectify(session, desk, {"requirements": "Sede qui."})
    at = PUBLISHED - legal_offset()
    with pytest.raises(RuleError, match="rettificato") as refused:
        file_domanda(session, applicant.actor, draft.public_id, draft.edition, at, "k")
    assert refused.value.source == LR65_10_B
    assert draft.state is DomandaState.DRAFT
    assert get_answers(session, draft.pk) == before


def test_a_body_without_any_address_holds_no_change_back(
    session: Session, desk: Desk, clock: Clock
) -> None:
    clock.move_to(PUBLISHED + timedelta(hours=1))
    arrived = make_arrival(session, desk)
    assert arrived.ets_id is not None
    get_ets(session, arrived.ets_id).email = ""
    session.flush()
    revoke(session, desk)
    assert session.exec(select(Avviso)).one().revoked_at is not None


def test_a_revoked_avviso_refuses_what_was_being_filed(session: Session, desk: Desk) -> None:
    applicant = make_applicant(session)
    draft = make_signed_draft(session, desk, applicant)
    revoke(session, desk)
    at = PUBLISHED - legal_offset()
    with pytest.raises(RuleError, match="revocato"):
        file_domanda(session, applicant.actor, draft.public_id, draft.edition, at, "k")


def test_a_later_deadline_brings_its_own_reminders(session: Session, desk: Desk) -> None:
    draft = make_draft(session, desk)
    draft.reminders = 2
    extend(session, desk, LATER)
    assert draft.reminders == 0


def test_filing_while_a_rettifica_is_published_is_in_before_or_refused_after(
    store: Store, session: Session, desk: Desk
) -> None:
    applicants = [make_applicant(session) for _ in range(4)]
    drafts = [make_signed_draft(session, desk, one) for one in applicants]
    wanted = [
        (one.actor, draft.public_id, draft.edition)
        for one, draft in zip(applicants, drafts, strict=True)
    ]
    store.finish(session)
    together = Barrier(5, timeout=30)

    def send(number: int) -> str:
        actor, public_id, edition = wanted[number]
        together.wait()
        try:
            with store.writing() as mine:
                at = PUBLISHED - legal_offset()
                filed = file_domanda(mine, actor, public_id, edition, at, f"k{number}")
                return f"version {number_of(mine, filed)}"
        except RuleError as refused:
            return refused.sentence

    def change() -> str:
        together.wait()
        with store.writing() as mine:
            here = get_by_id(mine, desk.here.procedure.pk, lock=True)
            rectify(mine, Desk(here, desk.rdp, desk.actor), {"object": "Altri bisogni."})
        return "changed"

    with ThreadPoolExecutor(5) as pool:
        sent = [pool.submit(send, number) for number in range(4)]
        changed = pool.submit(change)
        said = {future.result() for future in sent}
        assert changed.result() == "changed"
    assert said <= {"version 1", "L'avviso è stato rettificato dopo che avete generato il PDF."}
    with store.reading() as reader:
        rows = reader.exec(select(Domanda).order_by(col(Domanda.number))).all()
        numbers = [row.number for row in rows if row.state is DomandaState.FILED]
    assert sorted(filter(None, numbers)) == list(range(1, len(numbers) + 1))


def test_a_domanda_waits_for_the_proroga_that_holds_the_avviso(
    store: Store, session: Session, desk: Desk, clock: Clock
) -> None:
    """It was late by a second, and the extension came first: what is in force then decides."""
    applicant = make_applicant(session)
    draft = make_signed_draft(session, desk, applicant)
    public_id, edition = draft.public_id, draft.edition
    form, act = term_form(LATER), keep_pdf(session)
    store.finish(session)
    clock.move_to(CLOSES - timedelta(minutes=1))
    holding = Event()

    def send() -> int:
        assert holding.wait(20)
        with store.writing() as mine:
            at = CLOSES + timedelta(seconds=1) - legal_offset()
            filed = file_domanda(mine, applicant.actor, public_id, edition, at, "k")
            return number_of(mine, filed)

    with ThreadPoolExecutor(1) as pool:
        sent = pool.submit(send)
        with store.writing() as mine:
            here = get_by_id(mine, desk.here.procedure.pk, lock=True)
            extend_avviso(mine, desk.actor, here, form, act)
            holding.set()
        assert sent.result(timeout=20) == 2
