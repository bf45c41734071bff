"""Which steps a procedure may make, and what the checklist says."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.law.duties import Duty, DutyState, duties
from app.law.facts import ProcedureFacts
from app.law.phases import MAIN_PATH, Phase
from app.law.sources import ALL_SOURCES
from app.law.transitions import FORWARD_PATH, TRANSITIONS, Transition, advance, next_phases
from app.law.words import ROME

NOW = datetime(2026, 6, 1, 10, tzinfo=ROME)

COMPLETE = ProcedureFacts(
    now=NOW,
    has_start_act=True,
    responsible_officer_named=True,
    tavoli_count=4,
    avviso_sections_missing=0,
    avviso_has_act=True,
    avviso_published_at=NOW - timedelta(days=90),
    avviso_closes_at=NOW - timedelta(days=60),
    first_admission_published=True,
    domande_pending=0,
    laboratories_total=3,
    laboratories_held=3,
    sessions_without_verbale=0,
    contributions_unmoderated=0,
    draft_synthesis_shared=True,
    observations_open_until=NOW - timedelta(days=1),
    observations_unanswered=0,
    contributions_without_esito=0,
    nodes_without_esito=0,
    esiti_to_mend=0,
    esiti_published=True,
    rdp_assessment_written=True,
    report_approved=True,
    closing_act=True,
    sent_to_organs=True,
    slots_missing=0,
)


def duty(facts: ProcedureFacts, code: str) -> Duty:
    return next(line for line in duties(facts, NOW) if line.code == code)


@pytest.mark.parametrize("step", FORWARD_PATH, ids=lambda s: s.target)
def test_a_complete_procedure_makes_every_step(step: Transition) -> None:
    assert advance(step.origin, step.target, COMPLETE).allowed


@pytest.mark.parametrize("step", TRANSITIONS, ids=lambda s: f"{s.origin}-{s.target}")
def test_nothing_told_lets_no_step_through(step: Transition) -> None:
    facts = ProcedureFacts(suspended_from=step.target)
    assert not advance(step.origin, step.target, facts).allowed


def test_a_step_that_is_not_in_the_table_is_refused_with_those_that_are() -> None:
    (refusal,) = advance(Phase.DRAFT, Phase.CONCLUDED, COMPLETE).refusals
    assert refusal.reason == "Da «In preparazione» non si passa a «Concluso»."
    assert refusal.remedy == "Da qui si passa a: «Avviato»."


def test_an_archived_procedure_goes_nowhere() -> None:
    assert next_phases(Phase.ARCHIVED) == ()
    assert not advance(Phase.ARCHIVED, Phase.DRAFT, COMPLETE).allowed


def test_laboratories_never_wait_for_the_last_domanda() -> None:
    facts = replace(COMPLETE, domande_pending=12)
    assert advance(Phase.OPEN, Phase.LABORATORIES, facts).allowed


def test_laboratories_wait_for_the_first_admission() -> None:
    facts = replace(COMPLETE, first_admission_published=False)
    assert not advance(Phase.OPEN, Phase.LABORATORIES, facts).allowed


@pytest.mark.parametrize(
    "lacking",
    [
        {"contributions_without_esito": 1},
        {"contributions_without_esito": None},
        {"report_approved": False},
        {"rdp_assessment_written": False},
        {"closing_act": False},
        {"sent_to_organs": False},
        {"domande_pending": 1},
    ],
)
def test_a_procedure_does_not_conclude_while_something_is_missing(
    lacking: dict[str, bool | int | None],
) -> None:
    facts = replace(COMPLETE, **lacking)  # type: ignore[arg-type]
    decision = advance(Phase.RESTITUTION, Phase.CONCLUDED, facts)
    assert len(decision.refusals) == 1


def test_esiti_wait_for_the_end_of_the_observations() -> None:
    facts = replace(COMPLETE, observations_open_until=NOW)
    assert not advance(Phase.SYNTHESIS, Phase.RESTITUTION, facts).allowed


def test_a_suspended_procedure_resumes_only_where_it_stood() -> None:
    facts = replace(COMPLETE, resumption_act=True, suspended_from=Phase.OPEN)
    assert advance(Phase.SUSPENDED, Phase.OPEN, facts).allowed
    assert not advance(Phase.SUSPENDED, Phase.SYNTHESIS, facts).allowed


@pytest.mark.parametrize("phase", [*MAIN_PATH[1:6], Phase.SUSPENDED])
def test_an_act_revokes_at_any_time(phase: Phase) -> None:
    assert advance(phase, Phase.REVOKED, ProcedureFacts(revocation_act=True)).allowed


def test_no_step_stands_twice_in_the_table() -> None:
    steps = [(step.origin, step.target) for step in TRANSITIONS]
    assert len(steps) == len(set(steps))


def test_every_requirement_has_a_known_source() -> None:
    for step in TRANSITIONS:
        assert all(need.source.short in ALL_SOURCES for need in step.requirements)


def test_whether_the_avviso_is_open_is_derived() -> None:
    assert not COMPLETE.avviso_open
    assert replace(COMPLETE, avviso_closes_at=NOW).avviso_open


def test_at_the_start_only_the_first_acts_are_due() -> None:
    lines = duties(ProcedureFacts(contributions_without_esito=0), NOW)
    due = [line.code for line in lines if line.state is not DutyState.LATER]
    assert due == ["start_act", "responsible_officer"]


def test_a_complete_procedure_has_everything_done() -> None:
    lines = duties(replace(COMPLETE, phase=Phase.CONCLUDED), NOW)
    assert {line.state for line in lines} == {DutyState.DONE}


def test_a_blocked_duty_says_by_what() -> None:
    facts = replace(COMPLETE, phase=Phase.STARTED, avviso_published_at=None, tavoli_count=0)
    assert duty(facts, "tavoli").state is DutyState.DUE
    published = duty(facts, "avviso_published")
    assert published.state is DutyState.BLOCKED
    assert published.blocked_by == (
        "Nessun tavolo è stato creato: chi fa domanda non saprebbe dove sedersi.",
    )


def test_a_contribution_that_comes_late_is_due_again() -> None:
    facts = replace(COMPLETE, phase=Phase.RESTITUTION, contributions_without_esito=1)
    assert duty(facts, "esiti_given").state is DutyState.DUE


def test_nothing_is_due_while_suspended() -> None:
    facts = ProcedureFacts(phase=Phase.SUSPENDED, suspended_from=Phase.STARTED)
    assert all(line.state is not DutyState.DUE for line in duties(facts, NOW))


def test_every_duty_can_be_blocked_only_by_known_duties() -> None:
    codes = {line.code for line in duties(COMPLETE, NOW)}
    for step in FORWARD_PATH:
        assert all(codes.issuperset(need.after) for need in step.requirements)
