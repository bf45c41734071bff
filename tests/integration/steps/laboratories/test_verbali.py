"""A verbale carries one outcome, is open to corrections, is sealed, then published."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select, text

from app.core.clock import from_rome, legal_today
from app.core.errors import InvalidFormError, RuleError
from app.core.jobs.outbox import list_messages
from app.core.store.session import Store
from app.law.sources import DM72_2_VERBALI
from app.steps.laboratories.actions import (
    answer_correction,
    approve_verbale,
    publish_verbale,
    save_verbale,
    seal_holds,
    send_correction,
    share_verbale,
)
from app.steps.laboratories.enums import AttendanceStatus, VerbaleOutcome, VerbaleState
from app.steps.laboratories.facts import laboratories_facts
from app.steps.laboratories.forms import CorrectionAnswerForm, CorrectionForm, ShareForm
from app.steps.laboratories.queries import list_attendance, list_corrections
from app.steps.publication.models import SlotEntry
from tests.conftest import Clock
from tests.factories.contributions import make_guest
from tests.factories.files import keep_pdf
from tests.factories.laboratories import (
    DAY,
    Lab,
    make_approved,
    make_lab,
    make_shared,
    make_verbale,
    mark,
    verbale_form,
)


def two_positions(lab: Lab, session: Session) -> dict[str, object]:
    other = make_guest(session, lab.desk, "Associazione Diversa")
    return {
        "outcome": VerbaleOutcome.POSITIONS,
        "unitary_proposal": "",
        "position": ["Prima i trasporti.", "Prima le case."],
        "held": [f"0:{lab.guest.ets.public_id}", f"1:{other.ets.public_id}"],
    }


def share(session: Session, lab: Lab, verbale: object, days: int = 3) -> None:
    form = ShareForm(until=legal_today() + timedelta(days=days))
    share_verbale(session, lab.desk.actor, lab.desk.here, verbale, form)  # type: ignore[arg-type]


def test_both_outcomes_at_once_are_refused_with_their_source(session: Session) -> None:
    lab = make_lab(session)
    both = {**two_positions(lab, session), "unitary_proposal": "Tutti d'accordo."}
    with pytest.raises(RuleError) as refused:
        make_verbale(session, lab, **both)
    assert refused.value.source is DM72_2_VERBALI


@pytest.mark.parametrize(
    "lacking",
    [
        {"outcome": None},
        {"unitary_proposal": ""},
        {"outcome": VerbaleOutcome.POSITIONS, "unitary_proposal": ""},
    ],
)
def test_a_draft_may_lack_its_outcome_but_is_not_shared_so(
    session: Session, clock: Clock, lacking: dict[str, object]
) -> None:
    lab = make_lab(session)
    clock.move_to(from_rome(DAY, 20))
    verbale = make_verbale(session, lab, **lacking)
    with pytest.raises(RuleError):
        share(session, lab, verbale)


def test_each_position_says_who_holds_it(session: Session, clock: Clock) -> None:
    lab = make_lab(session)
    clock.move_to(from_rome(DAY, 20))
    positions = two_positions(lab, session)
    one_held = {**positions, "held": positions["held"][:1]}  # type: ignore[index]
    verbale = make_verbale(session, lab, **one_held)
    with pytest.raises(RuleError, match="chi la sostiene"):
        share(session, lab, verbale)
    save_verbale(session, lab.desk.actor, lab.desk.here, verbale, verbale_form(**positions))
    share(session, lab, verbale)
    assert verbale.corrections_until is not None


def test_sharing_tells_who_sits_there_and_nobody_else(session: Session, clock: Clock) -> None:
    lab = make_lab(session)
    make_shared(session, lab, clock)
    told = {m.recipient for m in list_messages(session, kind="laboratories/verbale_shared")}
    assert told == {"ada@esempio.it", lab.guest.ets.email}


def test_the_window_is_made_longer_never_shorter(session: Session, clock: Clock) -> None:
    lab = make_lab(session)
    verbale = make_shared(session, lab, clock)
    with pytest.raises(InvalidFormError):
        share(session, lab, verbale, days=2)
    share(session, lab, verbale, days=5)


def test_corrections_come_in_the_window_and_are_answered_before_the_approval(
    session: Session, clock: Clock
) -> None:
    lab = make_lab(session)
    verbale = make_shared(session, lab, clock)
    here = lab.desk.here
    row = send_correction(
        session, lab.guest.actor, here, verbale, CorrectionForm(text="Manca il dato.")
    )
    with pytest.raises(RuleError, match="fino a"):
        approve_verbale(session, lab.desk.actor, here, verbale)
    clock.move_to(from_rome(DAY + timedelta(days=5), 9))
    with pytest.raises(RuleError, match="passato"):
        send_correction(session, lab.guest.actor, here, verbale, CorrectionForm(text="Tardi."))
    with pytest.raises(RuleError, match="senza risposta"):
        approve_verbale(session, lab.desk.actor, here, verbale)
    with pytest.raises(InvalidFormError):
        answer_correction(
            session, lab.desk.actor, here, verbale, row, CorrectionAnswerForm(accepted=False)
        )
    answer = CorrectionAnswerForm(accepted=True)
    answer_correction(session, lab.desk.actor, here, verbale, row, answer)
    approve_verbale(session, lab.desk.actor, here, verbale)
    assert [item.accepted for item in list_corrections(session, verbale.pk)] == [True]
    assert verbale.state is VerbaleState.APPROVED


def test_a_body_that_does_not_sit_there_cannot_ask_for_corrections(
    session: Session, clock: Clock
) -> None:
    lab = make_lab(session)
    verbale = make_shared(session, lab, clock)
    with pytest.raises(InvalidFormError):
        send_correction(
            session, lab.stranger.actor, lab.desk.here, verbale, CorrectionForm(text="Io?")
        )


def test_approval_needs_the_window_and_who_was_there(session: Session, clock: Clock) -> None:
    lab = make_lab(session)
    clock.move_to(from_rome(DAY, 20))
    verbale = make_verbale(session, lab)
    with pytest.raises(RuleError, match="presenze"):
        approve_verbale(session, lab.desk.actor, lab.desk.here, verbale)
    mark(session, lab)
    with pytest.raises(RuleError, match="correzioni"):
        approve_verbale(session, lab.desk.actor, lab.desk.here, verbale)


def test_approval_writes_as_absent_whoever_is_not_mentioned(session: Session, clock: Clock) -> None:
    lab = make_lab(session)
    late = make_guest(session, lab.desk, "Associazione Assente")
    make_approved(session, lab, clock)
    found = {row.ets_id: row.status for row, _ in list_attendance(session, lab.held.pk)}
    assert found == {
        lab.guest.ets.pk: AttendanceStatus.PRESENT,
        late.ets.pk: AttendanceStatus.ABSENT,
    }


def test_an_approved_verbale_does_not_change(session: Session, clock: Clock) -> None:
    lab = make_lab(session)
    verbale = make_approved(session, lab, clock)
    with pytest.raises(RuleError, match="non cambia"):
        save_verbale(session, lab.desk.actor, lab.desk.here, verbale, verbale_form())
    with pytest.raises(RuleError):
        share(session, lab, verbale)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE verbale SET unitary_proposal = 'Altro'",
        "UPDATE verbale SET chair = 'Altri'",
        "UPDATE attendance SET status = 'absent'",
        "UPDATE attendance SET person_name = 'Un altro'",
        "DELETE FROM attendance",
        "UPDATE verbale SET seal = '0000'",
    ],
)
def test_the_seal_detects_any_alteration(
    store: Store, session: Session, clock: Clock, tampering: str
) -> None:
    lab = make_lab(session)
    verbale = make_approved(session, lab, clock)
    store.finish(session)
    assert seal_holds(session, verbale)
    session.connection().execute(text(tampering))
    session.expire_all()
    assert not seal_holds(session, verbale)
    with pytest.raises(RuleError, match="sigillo"):
        publish_verbale(session, lab.desk.actor, lab.desk.here, verbale, keep_pdf(session))


def test_publication_fills_the_sixth_slot_once(
    store: Store, session: Session, clock: Clock
) -> None:
    lab = make_lab(session)
    verbale = make_approved(session, lab, clock)
    store.finish(session)
    for _ in range(2):
        publish_verbale(session, lab.desk.actor, lab.desk.here, verbale, keep_pdf(session))
    (entry,) = session.exec(select(SlotEntry).where(SlotEntry.slot == "verbali")).all()
    assert entry.address.endswith(f"/verbali/{verbale.public_id}")
    assert entry.file_id == verbale.file_id


def test_facts_count_laboratories_held_and_sessions_without_verbale(
    session: Session, clock: Clock
) -> None:
    lab = make_lab(session)
    before = laboratories_facts(session, lab.desk.here)
    assert (before["laboratories_total"], before["laboratories_held"]) == (1, 0)
    assert before["sessions_without_verbale"] == 0
    clock.move_to(from_rome(DAY, 20))
    held = laboratories_facts(session, lab.desk.here)
    assert (held["laboratories_held"], held["sessions_without_verbale"]) == (1, 1)
    make_approved(session, lab, clock)
    assert laboratories_facts(session, lab.desk.here)["sessions_without_verbale"] == 0
