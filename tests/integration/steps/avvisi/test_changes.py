"""A published avviso is changed by acts, each with a version of its own that stays for ever."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from app.core.clock import from_rome, legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.events import pending_events
from app.law.changes import ChangeKind
from app.law.phases import Phase
from app.law.sources import DM72_2_EQUAL, LR65_10_B, LR65_10_C
from app.steps.avvisi.actions import discard_revision, start_revision, write_section
from app.steps.avvisi.events import AvvisoExtended, AvvisoRectified
from app.steps.avvisi.forms import SectionForm
from app.steps.avvisi.models import AvvisoRevision
from app.steps.avvisi.queries import get_avviso, get_version, is_open, list_open, list_published
from app.steps.procedures.enums import ActKind
from app.steps.publication.models import SlotEntry
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.changes import extend, rectify, reopen, revoke
from tests.factories.procedures import Desk

PUBLISHED = from_rome(date(2025, 11, 24), 9)
CLOSES = from_rome(date(2025, 12, 16), 12, 30)
LATER = from_rome(date(2025, 12, 19), 12, 30)


@pytest.fixture
def desk(session: Session, clock: Clock) -> Desk:
    clock.move_to(PUBLISHED)
    return make_open_avviso(session, closes_at=CLOSES)[0]


def test_a_proroga_is_an_act_a_version_a_slot_and_an_event(session: Session, desk: Desk) -> None:
    made = extend(session, desk, LATER)
    avviso = get_avviso(session, desk.here.procedure.pk)
    assert avviso is not None
    first, second = list_published(session, avviso)
    assert (avviso.closes_at, avviso.version) == (LATER, 2)
    assert (first.version.closes_at, second.version.closes_at) == (CLOSES, LATER)
    assert second.act.kind is ActKind.AVVISO_EXTENSION
    assert second.version.sections == first.version.sections
    entry = session.exec(select(SlotEntry).where(SlotEntry.title.like("Proroga%"))).one()  # type: ignore[attr-defined]
    assert (entry.address, entry.sha256) == (
        "/zona-esempio/prova/avviso/versioni/2",
        made.content_sha256,
    )
    told = [event for event in pending_events(session) if isinstance(event, AvvisoExtended)]
    assert [(event.was, event.number) for event in told] == [(CLOSES.isoformat(), 2)]


def test_a_proroga_only_moves_later_and_only_while_open(
    session: Session, desk: Desk, clock: Clock
) -> None:
    with pytest.raises(RuleError, match="mai indietro") as earlier:
        extend(session, desk, CLOSES)
    assert earlier.value.source == LR65_10_C
    clock.move_to(CLOSES + timedelta(seconds=1))
    with pytest.raises(RuleError, match="si è chiuso"):
        extend(session, desk, LATER)


def test_closed_terms_are_opened_again(session: Session, desk: Desk, clock: Clock) -> None:
    clock.move_to(CLOSES + timedelta(days=1))
    assert list_open(session) == []
    reopen(session, desk, LATER)
    assert [avviso.closes_at for _, avviso in list_open(session)] == [LATER]


def test_a_rettifica_counts_twenty_days_anew(session: Session, desk: Desk, clock: Clock) -> None:
    clock.move_to(PUBLISHED + timedelta(days=8))
    with pytest.raises(RuleError, match="prima che finiscano i 20 giorni"):
        rectify(session, desk, {"requirements": "Sede nella zona."}, closes_at=LATER)
    version = rectify(session, desk, {"requirements": "Sede nella zona."})
    assert version.closes_at == from_rome(date(2025, 12, 22), 23, 59, 59)
    told = [event for event in pending_events(session) if isinstance(event, AvvisoRectified)]
    assert [event.changed for event in told] == [("requirements",)]


def test_an_errata_corrige_keeps_the_term_and_only_mends_slips(
    session: Session, desk: Desk
) -> None:
    with pytest.raises(RuleError) as refused:
        rectify(session, desk, {"requirements": "Altro."}, kind=ChangeKind.CORRECTION)
    assert refused.value.source == LR65_10_B
    slip = {"requirements": "Testo di prova: requisiti"}
    version = rectify(session, desk, slip, kind=ChangeKind.CORRECTION)
    assert version.closes_at == CLOSES


def test_a_draft_beside_changes_nothing_until_it_is_published(session: Session, desk: Desk) -> None:
    start_revision(session, desk.actor, desk.here)
    form = SectionForm(text="Altri bisogni.")
    write_section(session, desk.actor, desk.here, "object", form)
    avviso = get_avviso(session, desk.here.procedure.pk)
    assert avviso is not None
    assert avviso.sections["object"] == get_version(session, avviso).sections["object"]
    discard_revision(session, desk.actor, desk.here)
    assert session.exec(select(AvvisoRevision)).all() == []
    with pytest.raises(RuleError) as refused:
        write_section(session, desk.actor, desk.here, "object", form)
    assert refused.value.source == DM72_2_EQUAL


def test_a_rettifica_that_says_the_same_is_refused(session: Session, desk: Desk) -> None:
    with pytest.raises(RuleError, match="le stesse cose"):
        rectify(session, desk)


def test_a_revoked_avviso_takes_nothing_until_another_follows(session: Session, desk: Desk) -> None:
    revoke(session, desk)
    avviso = get_avviso(session, desk.here.procedure.pk)
    assert not is_open(avviso, legal_now())
    assert list_open(session) == []
    assert desk.here.procedure.phase is Phase.OPEN
    with pytest.raises(RuleError, match="revocato"):
        extend(session, desk, LATER)
    rectify(session, desk, {"object": "Altri bisogni."}, kind=ChangeKind.RENEWAL)
    assert is_open(avviso, legal_now())
    assert avviso is not None
    kinds = [one.change.kind for one in list_published(session, avviso) if one.change]
    assert kinds == [ChangeKind.REVOCATION, ChangeKind.RENEWAL]


def test_an_act_already_recorded_is_refused_and_nothing_changes(
    session: Session, desk: Desk
) -> None:
    extend(session, desk, LATER)
    with pytest.raises(InvalidFormError):
        extend(session, desk, LATER + timedelta(days=3))
    avviso = get_avviso(session, desk.here.procedure.pk)
    assert avviso is not None
    assert (avviso.closes_at, avviso.version) == (LATER, 2)


@pytest.mark.parametrize(
    "statement", ["UPDATE avviso_change SET reason = ''", "DELETE FROM avviso_change"]
)
def test_the_database_refuses_to_alter_why(session: Session, desk: Desk, statement: str) -> None:
    extend(session, desk, LATER)
    with pytest.raises(DBAPIError, match="append-only"):
        session.connection().execute(text(statement))
