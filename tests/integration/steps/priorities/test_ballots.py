"""Results of the tavoli stand beside the office's assessment, each with its reason."""

import pytest
from sqlmodel import Session, col, select

from app.core.errors import ConflictError, InvalidFormError, RuleError
from app.law.phases import Phase
from app.law.priorities import Agreement, BallotRule
from app.steps.priorities.actions import edit_ballot, explain_divergence, withdraw_ballot
from app.steps.priorities.forms import DivergenceForm, WithdrawForm
from app.steps.priorities.models import BallotResult
from app.steps.priorities.queries import list_ballots, list_priorities
from app.steps.synthesis.actions import assess_node, merge_nodes
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.forms import AssessForm, MergeForm
from app.steps.synthesis.models import Node
from tests.conftest import Clock
from tests.factories.priorities import ballot_form, make_ballot, make_held
from tests.factories.synthesis import Heard, make_heard, make_need


def two_needs(session: Session, clock: Clock) -> tuple[Heard, Node, Node]:
    heard = make_heard(session, clock)
    return heard, make_need(session, heard, heard.first), make_need(session, heard, heard.second)


def assess(session: Session, heard: Heard, node: Node, level: str) -> None:
    form = AssessForm(priority=level, priority_reason="Tiene conto delle risorse.")
    assess_node(session, heard.desk.actor, heard.desk.here, node, form)


def test_a_result_keeps_its_rule_session_bodies_and_reason(session: Session, clock: Clock) -> None:
    heard, one, two = two_needs(session, clock)
    make_ballot(session, heard, (one, 9), (two, 3))
    row = list_ballots(session, heard.desk.here.procedure.pk)[0]
    assert (row.place, row.rule_text, row.bodies) == (
        "Disabilità",
        "3 punti per ente, da distribuire",
        4,
    )
    assert [(each.code, row.told(each.value)) for each in row.results] == [
        ("B1", "9 punti"),
        ("B2", "3 punti"),
    ]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"value": ["9", "4"]}, "al massimo 12"),
        ({"value": ["9", "tanti"]}, "B2: serve un numero intero"),
        ({"value": ["", ""]}, "almeno un nodo"),
        ({"reason": ""}, "motivato"),
        ({"measure": None}, "numero della regola"),
        ({"rule": BallotRule.OTHER}, "con parole vostre"),
        ({"kind": NodeKind.OBJECTIVE}, "non è più nella sintesi"),
    ],
)
def test_what_does_not_add_up_is_refused_with_its_words(
    session: Session, clock: Clock, more: dict[str, object], words: str
) -> None:
    heard, one, two = two_needs(session, clock)
    with pytest.raises(InvalidFormError) as refusal:
        make_ballot(session, heard, (one, 9), (two, 3), **more)  # type: ignore[arg-type]
    assert words in " ".join(refusal.value.errors.values())


def test_tavolo_and_office_are_compared_and_both_stay(session: Session, clock: Clock) -> None:
    heard, one, two = two_needs(session, clock)
    ballot = make_ballot(session, heard, (one, 9), (two, 3))
    assess(session, heard, one, "5")
    assess(session, heard, two, "5")
    found = list_priorities(session, heard.desk.here.procedure.pk)
    assert [each.agreement for each in found.comparisons] == [
        Agreement.CONVERGES,
        Agreement.DIVERGES,
    ]
    assert [each.node for each in found.unexplained] == [two.pk]
    form = DivergenceForm(ballot=ballot.public_id, words="Pochi voti, ma riguarda tutti.")
    explain_divergence(session, heard.desk.actor, heard.desk.here, two, form)
    found = list_priorities(session, heard.desk.here.procedure.pk)
    assert found.unexplained == []
    assert found.note(found.comparisons[1]) == "Pochi voti, ma riguarda tutti."
    assert (found.comparisons[1].value, found.comparisons[1].level) == (3, 5)


def test_there_are_no_words_on_what_converges(session: Session, clock: Clock) -> None:
    heard, one, two = two_needs(session, clock)
    ballot = make_ballot(session, heard, (one, 9), (two, 3))
    assess(session, heard, one, "5")
    form = DivergenceForm(ballot=ballot.public_id, words="Diverso")
    with pytest.raises(InvalidFormError, match="non si discostano"):
        explain_divergence(session, heard.desk.actor, heard.desk.here, one, form)


def test_a_result_is_put_right_once_for_each_page(session: Session, clock: Clock) -> None:
    heard, one, two = two_needs(session, clock)
    held = make_held(session, heard)
    ballot = make_ballot(session, heard, (one, 9), (two, 3), held=held)
    form = ballot_form(held, (one, 2), (two, 8), edition=1)
    edit_ballot(session, heard.desk.actor, heard.desk.here, ballot, form)
    values = session.exec(select(BallotResult.value).order_by(col(BallotResult.id))).all()
    assert list(values) == [2, 8]
    with pytest.raises(ConflictError):
        edit_ballot(session, heard.desk.actor, heard.desk.here, ballot, form)


def test_what_was_recorded_by_mistake_counts_no_more_and_stays(
    session: Session, clock: Clock
) -> None:
    heard, one, two = two_needs(session, clock)
    ballot = make_ballot(session, heard, (one, 9), (two, 3))
    with pytest.raises(InvalidFormError, match="perché"):
        withdraw_ballot(session, heard.desk.actor, heard.desk.here, ballot, WithdrawForm())
    form = WithdrawForm(why="Era di un'altra sessione")
    withdraw_ballot(session, heard.desk.actor, heard.desk.here, ballot, form)
    key = heard.desk.here.procedure.pk
    assert list_priorities(session, key).ballots == ()
    assert list_ballots(session, key)[0].withdrawn_why == "Era di un'altra sessione"


def test_the_votes_of_a_node_that_was_merged_away_stay_by_its_code(
    session: Session, clock: Clock
) -> None:
    heard, one, two = two_needs(session, clock)
    make_ballot(session, heard, (one, 9), (two, 3))
    form = MergeForm(nodes=[one.public_id, two.public_id], into=one.public_id)
    merge_nodes(session, heard.desk.actor, heard.desk.here, form)
    found = list_priorities(session, heard.desk.here.procedure.pk)
    assert [each.code for each in found.ballots[0].results] == ["B1", "B2"]
    assert {each.agreement for each in found.comparisons} == {Agreement.OPEN}


def test_after_restitution_no_result_is_written(session: Session, clock: Clock) -> None:
    heard, one, two = two_needs(session, clock)
    heard.desk.here.procedure.phase = Phase.RESTITUTION
    with pytest.raises(RuleError):
        make_ballot(session, heard, (one, 9), (two, 3))
