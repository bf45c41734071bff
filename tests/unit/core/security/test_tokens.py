"""Signatures that come back from outside."""

from app.core.security.tokens import sign, signed_by


def test_a_signature_holds_for_its_purpose_and_its_value() -> None:
    made = sign("segreto", "prova", "valore")
    assert signed_by("segreto", "prova", "valore", made)
    assert not signed_by("segreto", "altra", "valore", made)
    assert not signed_by("segreto", "prova", "altro", made)


def test_a_signature_that_is_no_ascii_is_a_wrong_one() -> None:
    assert not signed_by("segreto", "prova", "valore", "àèì")
