"""What an examined file means for a domanda: the files are really signed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.documents.signatures import Anchors, Issuer, Match, Revocation, Trouble
from app.steps.domande.enums import Tone
from app.steps.domande.findings import Finding, Signatory, refusals
from app.steps.domande.signature_rules import judge_digital, judge_scan
from tests.support.authority import (
    SIGNATORY_CODE,
    certification_authority,
    encrypted,
    with_later_text,
)
from tests.unit.core.documents.signatures.signed import (
    CODE,
    NOW,
    OTHER_CODE,
    generated,
    holder,
    in_p7m,
    in_pdf,
    look,
)

SIGNATORY = Signatory("Prova Esempio", SIGNATORY_CODE)


def judge(data: bytes, anchors: Anchors | None = None) -> tuple[Finding, ...]:
    return judge_digital(look(data, anchors), SIGNATORY, CODE, NOW)


def by_what(findings: tuple[Finding, ...]) -> dict[str, Tone]:
    return {one.what: one.tone for one in findings}


def _altered() -> bytes:
    data = bytearray(in_p7m())
    data[data.index(b"%PDF-") + 300] ^= 1
    return bytes(data)


def _signed(**person: object) -> bytes:
    authority = certification_authority()
    return authority.sign_p7m(generated(), authority.signer(**person), at=NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize("make", [in_pdf, in_p7m])
def test_a_good_signature_is_taken_and_says_what_was_not_checked(make: Callable[[], bytes]) -> None:
    found = judge(make())
    assert refusals(found) == []
    tones = by_what(found)
    assert tones["Documento firmato"] is Tone.HOLDS
    assert tones["Firmatario"] is Tone.HOLDS
    assert tones["Chi ha rilasciato il certificato"] is Tone.HOLDS
    assert tones["Revoca"] is Tone.TOLD


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "altered": (_altered, "alterato"),
    "changed after": (lambda: with_later_text(in_pdf()), "aggiunto qualcosa"),
    "another person": (lambda: _signed(tax_code=OTHER_CODE), "la domanda dice che firma"),
    "nobody's code": (lambda: _signed(serial=""), "non c'è un codice fiscale"),
    "expired": (lambda: _signed(until=NOW - timedelta(days=1)), "scaduto"),
    "not yet valid": (lambda: _signed(since=NOW + timedelta(days=1)), "non era ancora valido"),
    "nested": (lambda: certification_authority().sign_p7m(in_p7m(), holder()), "un altro .p7m"),
    "detached": (
        lambda: certification_authority().sign_p7m(generated(), holder(), detached=True),
        "solo la firma",
    ),
    "encrypted": (lambda: encrypted(generated()), "password"),
    "cut": (lambda: in_p7m()[:-100], "rovinata"),
    "unsigned": (generated, "non c'è una firma digitale"),
    "SHA-1": (
        lambda: certification_authority().sign_p7m(generated(), holder(), digest="sha1"),
        "superati (SHA1)",
    ),
    "another text": (
        lambda: certification_authority().sign_p7m(b"testo semplice", holder()),
        "un altro documento",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_one_is_refused_in_plain_words(name: str) -> None:
    make, words = BAD[name]
    refused = refusals(judge(make()))
    assert refused
    assert any(words in one.sentence for one in refused), refused


def test_an_unknown_issuer_is_taken_and_told() -> None:
    for anchors, tone in ((Anchors(), Tone.TOLD), (Anchors((holder().der,)), Tone.LOOK)):
        found = judge(_signed(), anchors)
        assert refusals(found) == []
        assert by_what(found)["Chi ha rilasciato il certificato"] is tone


def test_a_revoked_certificate_is_refused() -> None:
    report = look(in_p7m())
    revoked = replace(report.signatures[0], revocation=Revocation.REVOKED, issuer=Issuer.TRUSTED)
    found = judge_digital(replace(report, signatures=(revoked,)), SIGNATORY, CODE, NOW)
    assert [one.what for one in refusals(found)] == ["Revoca"]


def test_a_stamp_from_before_the_expiry_saves_the_signature() -> None:
    report = look(in_p7m())
    own = replace(report.signatures[0], valid_until=NOW - timedelta(days=2), declared_at=None)
    stamped = replace(own, proved_at=NOW - timedelta(days=3))
    for one, taken in ((own, False), (stamped, True)):
        found = judge_digital(replace(report, signatures=(one,)), SIGNATORY, CODE, NOW)
        assert (not refusals(found)) is taken


def test_somebody_elses_signature_beside_the_signatorys_does_no_harm() -> None:
    authority = certification_authority()
    twice = authority.sign_pdf(in_pdf(), authority.signer(OTHER_CODE), field="Firma2")
    found = judge(twice)
    assert refusals(found) == []
    assert by_what(found)["Altra firma"] is Tone.TOLD


def test_a_homocode_is_taken_and_looked_at() -> None:
    found = judge(_signed(tax_code="RSSMRA85T10A56NH"))
    assert by_what(found)["Firmatario"] is Tone.LOOK
    assert refusals(found) == []


def test_a_file_saved_again_says_which_code_it_bears() -> None:
    report = replace(look(in_pdf()), match=Match.OTHER)
    (refused,) = refusals(judge_digital(report, SIGNATORY, CODE, NOW))
    assert CODE in refused.sentence
    assert "salvato di nuovo" in refused.sentence


@pytest.mark.parametrize(
    ("codes", "pages", "tone"),
    [
        (((CODE, 3),), 3, Tone.HOLDS),
        (((CODE, 1),), 3, Tone.LOOK),
        ((), 3, Tone.LOOK),
        ((), 0, Tone.LOOK),
        ((("ZZZZZ-00000", 2),), 3, Tone.REFUSED),
    ],
)
def test_a_scan_is_matched_by_its_codes(
    codes: tuple[tuple[str, int], ...], pages: int, tone: Tone
) -> None:
    report = replace(look(generated()), codes=codes, pages=pages, trouble=Trouble.UNSIGNED)
    assert judge_scan(report, CODE)[0].tone is tone
