"""The register speaks plainly of everything that can happen to a procedure."""

from collections.abc import Iterator

import pytest

from app.assembly import ROUTERS
from app.fronts.office.words import event_words
from app.steps.plans.events import PlanActChanged
from app.steps.procedures.events import ActRecorded, ProcedureEvent


def kinds_of(base: type[ProcedureEvent]) -> Iterator[str]:
    for event in base.__subclasses__():
        yield from kinds_of(event)
        if event.kind:
            yield event.kind


def kinds() -> list[str]:
    assert ROUTERS  # importing the whole house is what makes every room's events known
    return sorted(set(kinds_of(ProcedureEvent)))


@pytest.mark.parametrize("kind", kinds())
def test_every_event_has_its_words(kind: str) -> None:
    assert kind not in event_words(kind, {})


def test_an_act_is_named_with_number_and_date() -> None:
    payload = {"act_kind": "start", "number": "12", "adopted_on": "2026-03-09", "sha256": ""}
    assert event_words(ActRecorded.kind, payload) == (
        "Atto registrato: atto di avvio n. 12 del 09/03/2026"
    )


def test_an_act_of_the_plan_is_named_by_its_own_kind() -> None:
    payload = {"plan_act_kind": "agreement", "step": "recorded", "adopted_on": "2026-02-20"}
    assert event_words(PlanActChanged.kind, payload) == (
        "Percorso di approvazione del piano cambiato: intesa"
    )
