"""What a domanda asks and how its answers are checked."""

from datetime import date
from typing import Any

import pytest

from app.steps.avvisi.definition import (
    PARTS,
    SEAT_FIELDS,
    SHORT_DEFAULT,
    FormDefinition,
    OwnItem,
    check_fields,
    fields_of,
    parts_of,
    validate_part,
)

TODAY = date(2025, 11, 24)
EVERYTHING = FormDefinition(
    parts=tuple(PARTS),
    optional_fields={
        part.code: tuple(field.name for field in part.fields if field.extra)
        for part in PARTS.values()
    },
    declarations=(
        *SHORT_DEFAULT.declarations,
        "public_employment", "antimafia", "no_conflict", "avviso_known",
        "free_no_preference", "contributions_public", "pec_elected",
    ),
    max_tavoli=2,
    needs_limit=500,
    other_subjects=True,
    delegates=3,
    files=(OwnItem(number=1, title="Statuto", text="PDF"),),
    own_declarations=(OwnItem(number=4, title="Sede", text="Siamo qui.", required=False),),
)  # fmt: skip

SIGNATORY = {
    "first_name": " Ada ",
    "family_name": "Esempio",
    "tax_code": "rssmra85t10a562s",
    "capacity": "legal_representative",
}
RUNTS = {
    "runts_state": "registered",
    "runts_number": "12.345",
    "runts_section": "b",
    "runts_date": "2022-11-07",
}


def _final(code: str, answers: dict[str, Any], definition: FormDefinition = SHORT_DEFAULT) -> Any:
    return validate_part(definition, code, answers, final=True, today=TODAY)


def test_the_default_is_short() -> None:
    assert [part.code for part in parts_of(SHORT_DEFAULT)] == [
        "signatory", "body", "runts", "tavoli", "needs", "declarations", "signature",
    ]  # fmt: skip
    assert SHORT_DEFAULT.declarations == (
        "dpr445", "requirements_no_exclusion", "ip_release", "privacy_read",
    )  # fmt: skip


def test_everything_in_the_catalogue_can_be_switched_on() -> None:
    assert len(parts_of(EVERYTHING)) == 13
    for part in parts_of(EVERYTHING):
        assert {f.name for f in part.fields} <= {f.name for f in fields_of(EVERYTHING, part.code)}


def test_a_definition_survives_being_stored() -> None:
    stored = EVERYTHING.model_dump(mode="json")
    assert FormDefinition.model_validate(stored) == EVERYTHING


def test_answers_are_put_in_one_spelling() -> None:
    clean, errors = _final("signatory", SIGNATORY)
    assert not errors
    assert clean["first_name"] == "Ada"
    assert clean["tax_code"] == "RSSMRA85T10A562S"
    assert _final("runts", RUNTS)[0]["runts_number"] == "12345"


def test_a_draft_may_be_incomplete_but_not_wrong() -> None:
    clean, errors = validate_part(
        SHORT_DEFAULT, "signatory", {"tax_code": "RSSMRA85T10A562X"}, final=False, today=TODAY
    )
    assert set(errors) == {"tax_code"}
    assert clean["tax_code"] == "RSSMRA85T10A562X"


def test_a_final_part_lacks_nothing() -> None:
    _, errors = _final("signatory", {})
    assert set(errors) == {"first_name", "family_name", "tax_code", "capacity"}


def test_the_procura_its_date_and_its_giver_are_asked_of_attorneys_only() -> None:
    assert not _final("signatory", SIGNATORY)[1]
    assert set(_final("signatory", {**SIGNATORY, "capacity": "attorney"})[1]) == {
        "attorney_file",
        "attorney_date",
        "attorney_from",
    }


def test_registration_details_are_asked_of_registered_bodies_only() -> None:
    assert set(_final("runts", {"runts_state": "registered"})[1]) == {
        "runts_number", "runts_section", "runts_date",
    }  # fmt: skip
    assert not _final("runts", {"runts_state": "under_way"})[1]


def test_who_is_not_an_ets_says_so_only_where_others_are_admitted() -> None:
    assert "runts_state" in _final("runts", {"runts_state": "not_ets"})[1]
    assert "runts_state" not in _final("runts", {"runts_state": "not_ets"}, EVERYTHING)[1]


@pytest.mark.parametrize(
    ("part", "name", "answer"),
    [
        ("body", "email", "senza chiocciola"),
        ("body", "tax_code", "12345678901"),
        ("body", "postcode", "5700"),
        ("body", "province", "Livorno"),
        ("body", "phone", "chiamateci"),
        ("body", "site", "https://"),
        ("body", "vat", "123"),
        ("runts", "runts_date", "2025-11-25"),
        ("runts", "runts_date", "ieri"),
        ("runts", "runts_number", "abc"),
        ("signatory", "document_expiry", "2025-11-23"),
        ("activities", "volunteers", "tanti"),
        ("activities", "activities", ["aa"]),
        ("needs", "needs", "x" * 501),
        ("signatory", "first_name", "Ada\x00"),
        ("form", "form", "forse"),
    ],
)
def test_a_wrong_form_is_told_at_its_field(part: str, name: str, answer: Any) -> None:
    _, errors = validate_part(EVERYTHING, part, {name: answer}, final=False, today=TODAY)
    assert set(errors) == {name}


def test_each_declaration_is_a_box_that_must_be_ticked() -> None:
    ticked = dict.fromkeys(SHORT_DEFAULT.declarations, "1")
    assert not _final("declarations", ticked)[1]
    assert set(_final("declarations", {**ticked, "ip_release": ""})[1]) == {"ip_release"}


def test_a_conflict_may_be_told_beside_its_box() -> None:
    answers = dict.fromkeys(EVERYTHING.declarations, "1")
    clean, errors = _final("declarations", {**answers, "no_conflict_detail": "Uno."}, EVERYTHING)
    assert not errors
    assert clean["no_conflict_detail"] == "Uno."


def test_the_identity_document_is_asked_only_when_signed_by_hand() -> None:
    signed = {"place": "Prova", "date": "2025-11-24", "way": "digital", "signed_file": "a1"}
    assert not check_fields(PARTS["signature"].fields, signed, final=True, today=TODAY)[1]
    by_hand = check_fields(
        PARTS["signature"].fields, {**signed, "way": "by_hand"}, final=True, today=TODAY
    )
    assert set(by_hand[1]) == {"identity_document"}


def test_a_substitute_who_is_named_can_be_reached() -> None:
    seat = {"delegate_name": "Ada Esempio", "delegate_email": "ada@esempio.it"}
    assert not check_fields(SEAT_FIELDS, seat, final=True, today=TODAY)[1]
    named = {**seat, "substitute_name": "Ugo Esempio"}
    assert set(check_fields(SEAT_FIELDS, named, final=True, today=TODAY)[1]) == {"substitute_email"}


def test_what_is_not_asked_is_left_out() -> None:
    clean, _ = _final("body", {"name": "Prova", "vat": "1", "altro": "x"})
    assert "vat" not in clean
    assert "altro" not in clean


def test_a_part_that_is_not_asked_is_not_answered() -> None:
    with pytest.raises(KeyError):
        validate_part(SHORT_DEFAULT, "activities", {}, final=False, today=TODAY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"parts": ("signatory",)},
        {"parts": (*SHORT_DEFAULT.parts, "altro")},
        {"parts": (*SHORT_DEFAULT.parts, "other_subject")},
        {"parts": SHORT_DEFAULT.parts, "declarations": ("dpr445",)},
        {"parts": SHORT_DEFAULT.parts, "optional_fields": {"body": ("name",)}},
        {"parts": SHORT_DEFAULT.parts, "max_tavoli": 0},
        {"parts": SHORT_DEFAULT.parts, "needs_limit": 10},
    ],
)
def test_a_definition_outside_the_catalogue_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        FormDefinition(**wrong)
