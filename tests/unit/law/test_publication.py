"""What an avviso must say, what is published, and how sources are cited."""

from datetime import date

import pytest

from app.law.avviso import AVVISO_SECTIONS, missing_sections
from app.law.decisions import ALLOWED, Decision, Refusal
from app.law.publication import (
    PUBLICATION_SLOTS,
    SlotState,
    check_not_due,
    published_until,
    slot_sentence,
)
from app.law.sources import (
    ALL_SOURCES,
    CC_2963,
    CDS_8546_2024,
    DM72_6,
    DPR445_46_47,
    LR65_10_C,
    Source,
)

BOARD, FINAL = PUBLICATION_SLOTS[2], PUBLICATION_SLOTS[6]


@pytest.mark.parametrize(
    ("source", "label"),
    [
        (LR65_10_C, "LR 65/2020, art. 10 c. 1 lett. c)"),
        (DM72_6, "DM 72/2021, § 6"),
        (CC_2963, "art. 2963 c.c."),
        (DPR445_46_47, "DPR 445/2000, artt. 46–47"),
        (CDS_8546_2024, "Cons. Stato, sez. VI, 25 ottobre 2024, n. 8546"),
    ],
)
def test_sources_are_cited_as_people_do(source: Source, label: str) -> None:
    assert source.label == label


def test_sources_are_found_by_their_key() -> None:
    assert all(ALL_SOURCES[key].short == key for key in ALL_SOURCES)
    assert all(source.sentence.endswith(".") for source in ALL_SOURCES.values())


def test_there_are_seven_slots_in_order() -> None:
    assert [slot.number for slot in PUBLICATION_SLOTS] == [1, 2, 3, 4, 5, 6, 7]


def test_an_empty_slot_says_so() -> None:
    assert slot_sentence(FINAL, SlotState.EMPTY) == "Il documento finale non è ancora pubblicato."


def test_a_slot_not_due_says_why() -> None:
    why = "Le domande le esamina il responsabile."
    assert slot_sentence(BOARD, SlotState.NOT_DUE, why) == f"Non prevista. {why}"


def test_a_slot_is_not_due_only_with_a_reason() -> None:
    assert not check_not_due(BOARD, " ").allowed
    assert check_not_due(BOARD, "Esamina il responsabile.").allowed


def test_the_final_document_is_always_due_unless_the_procedure_was_revoked() -> None:
    assert not check_not_due(FINAL, "Non c'è.").allowed
    assert check_not_due(FINAL, "Il procedimento è revocato.", revoked=True).allowed


def test_documents_stay_for_five_years_from_the_next_january() -> None:
    assert published_until(date(2026, 3, 2)) == date(2031, 12, 31)


FULL = {section.code: "Testo." for section in AVVISO_SECTIONS if section.mandatory}


def test_an_avviso_with_every_section_is_complete_without_annexes() -> None:
    assert missing_sections(FULL).allowed


@pytest.mark.parametrize("code", FULL)
def test_a_blank_section_is_missing(code: str) -> None:
    (refusal,) = missing_sections({**FULL, code: "  \n"}).refusals
    assert refusal.field == code


def test_decisions_add_up() -> None:
    no = Decision((Refusal(None, "No.", "Poi.", CC_2963),))
    assert ALLOWED.also(ALLOWED).allowed
    assert not ALLOWED.also(no).allowed
