"""What may still happen to a published avviso, and what may not."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.clock import from_rome, in_rome
from app.law.changes import ChangeKind, Standing, check_change, check_new_closing
from app.law.corrections import check_correction, is_slip
from app.law.phases import Phase
from app.law.sources import L241_21QUINQUIES, LR65_10_C
from app.law.terms import count_term, end_of_last_day

PUBLISHED = from_rome(date(2025, 11, 24), 9)
CLOSES = from_rome(date(2025, 12, 16), 12, 30)
MOVING = (
    ChangeKind.RECTIFICATION,
    ChangeKind.EXTENSION,
    ChangeKind.REOPENING,
    ChangeKind.RENEWAL,
)
INSTANTS = st.integers(0, 140_000).map(lambda minutes: PUBLISHED + timedelta(minutes=minutes))


def standing(
    now: datetime, *, phase: Phase = Phase.OPEN, revoked: bool = False, closes: datetime = CLOSES
) -> Standing:
    return Standing(phase, PUBLISHED, closes, revoked, now)


@pytest.mark.parametrize(
    ("kind", "now", "revoked", "allowed"),
    [
        (ChangeKind.EXTENSION, CLOSES, False, True),
        (ChangeKind.EXTENSION, CLOSES + timedelta(seconds=1), False, False),
        (ChangeKind.REOPENING, CLOSES, False, False),
        (ChangeKind.REOPENING, CLOSES + timedelta(seconds=1), False, True),
        (ChangeKind.RECTIFICATION, CLOSES + timedelta(seconds=1), False, False),
        (ChangeKind.CORRECTION, CLOSES + timedelta(days=9), False, True),
        (ChangeKind.EXTENSION, CLOSES, True, False),
        (ChangeKind.REVOCATION, CLOSES, True, False),
        (ChangeKind.RENEWAL, CLOSES, True, True),
        (ChangeKind.RENEWAL, CLOSES, False, False),
    ],
)
def test_each_change_has_its_time(
    kind: ChangeKind, now: datetime, revoked: bool, allowed: bool
) -> None:
    assert check_change(kind, standing(now, revoked=revoked)).allowed is allowed


def test_every_refusal_says_what_can_be_done_and_where_it_is_written() -> None:
    late = check_change(ChangeKind.EXTENSION, standing(CLOSES + timedelta(seconds=1))).refusals[0]
    assert late.source == LR65_10_C
    assert "Riaprite i termini" in late.remedy
    laboratories = standing(CLOSES, phase=Phase.LABORATORIES)
    refused = check_change(ChangeKind.REVOCATION, laboratories).refusals[0]
    assert refused.source == L241_21QUINQUIES


@pytest.mark.parametrize("phase", [Phase.SUSPENDED, Phase.REVOKED, Phase.CONCLUDED])
def test_nothing_changes_where_the_procedure_has_stopped(phase: Phase) -> None:
    now = standing(CLOSES, phase=phase)
    assert not any(check_change(kind, now).allowed for kind in ChangeKind)


@settings(max_examples=60, deadline=None)
@given(now=INSTANTS, proposed=INSTANTS, kind=st.sampled_from(MOVING))
def test_no_change_ever_shortens_a_term_or_gives_less_than_its_own(
    now: datetime, proposed: datetime, kind: ChangeKind
) -> None:
    as_it_stands = standing(now, revoked=kind is ChangeKind.RENEWAL)
    decision = check_change(kind, as_it_stands).also(
        check_new_closing(kind, as_it_stands, proposed)
    )
    if not decision.allowed:
        return
    assert proposed > now
    if kind in (ChangeKind.EXTENSION, ChangeKind.RECTIFICATION):
        assert proposed >= CLOSES
    if kind in (ChangeKind.RECTIFICATION, ChangeKind.RENEWAL):
        assert proposed >= end_of_last_day(count_term(in_rome(now).date()))


def test_a_new_closing_is_asked_of_the_changes_that_have_one() -> None:
    for kind in ChangeKind:
        with pytest.raises(ValueError, match="goes with"):
            check_new_closing(kind, standing(CLOSES), None if kind in MOVING else CLOSES)


@pytest.mark.parametrize(
    ("before", "after", "slip"),
    [
        ("Iscrizone al registro.", "Iscrizione al registro,", True),
        ("enti Iscritti", "enti iscritti", True),
        ("sede nel 2024", "sede nel 2025", False),
        ("gli esclusi", "gli inclusi", False),
        ("atto legittimo", "atto illegittimo", False),
        ("è richiesto", "non è richiesto", False),
        ("ETS e altri", "ETS o altri", False),
    ],
)
def test_a_slip_changes_letters_and_no_meaning(before: str, after: str, slip: bool) -> None:
    assert is_slip(before, after) is slip


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_slip_never_adds_or_drops_a_word_or_touches_a_figure(before: str, after: str) -> None:
    assert is_slip(before, before)
    if is_slip(before, after):
        figures = [[c for c in text if c.isdigit()] for text in (before, after)]
        assert figures[0] == figures[1]


def test_a_formal_section_may_be_rewritten_and_a_substantial_one_may_not() -> None:
    assert check_correction({"contacts": ("Telefono 1", "Telefono 2")}).allowed
    refused = check_correction({"requirements": ("Uno", "Due")}, ["un file in più"])
    assert [one.field for one in refused.refusals] == ["requirements", "definition"]
