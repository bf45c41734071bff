"""The receipt as data: it comes back as it went, and no change of it goes unseen."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.documents.attach import attach_file, carried_file
from app.steps.receipts.receipt import (
    SCHEMA,
    VERSION,
    ReceiptError,
    code_of,
    read_receipt,
    receipt_json,
    seal_of,
)
from tests.factories.files import pdf_bytes

CONTENT: dict[str, Any] = {
    "schema": SCHEMA,
    "version": VERSION,
    "body": {"name": "Associazione «Perché no?» 🌱", "tax_code": "90012345678"},
    "domanda": {
        "number": "12/2025",
        "received_at": "2025-12-15T11:30:00+00:00",
        "sha256": "0" * 64,
    },
    "files": [{"role": "signed", "name": "domanda.pdf", "size": 3, "sha256": "a" * 64}],
    "signature_check": {
        "checked_at": "2025-12-15T11:20:00+00:00",
        "file_sha256": "a" * 64,
        "anchors_sha256": "",
        "rules": "1",
        "findings": [{"outcome": "holds", "what": "Integrità", "sentence": "Integra."}],
    },
}
FIRST_VERSION = rb"""{"schema": "coprogramma/ricevuta", "version": 1,
"body": {"name": "Associazione \u00abPerch\u00e9 no?\u00bb", "tax_code": "90012345678"},
"domanda": {"number": "12/2025", "received_at": "2025-12-15T11:30:00+00:00", "sha256": "00"},
"files": [{"name": "domanda.pdf", "role": "signed", "sha256": "aa", "size": 3}],
"code": "ZYXXV-6SBRD", "protocol": null,
"sha256": "ffbbdd9b2bc36d101f4d00bc6e1fec9278657f76183ce4b99b557528f44d2698"}"""
PLACES = (("body", "name"), ("domanda", "number"), ("domanda", "received_at"), ("files", 0, "name"))
CHECKED = tuple(("signature_check", "findings", 0, place) for place in ("outcome", "sentence"))


def test_a_receipt_comes_back_as_it_went() -> None:
    claim = read_receipt(receipt_json(CONTENT, ("77", "2025-12-16")))
    assert (claim.sha256, claim.content) == (seal_of(CONTENT), CONTENT)
    assert claim.protocol == ("77", "2025-12-16")
    assert read_receipt(receipt_json(CONTENT, ("", ""))).sha256 == claim.sha256


def test_a_receipt_of_the_first_version_still_holds_together() -> None:
    claim = read_receipt(FIRST_VERSION)
    assert claim.content["version"] == 1
    with pytest.raises(ReceiptError):
        read_receipt(FIRST_VERSION.replace(b'"version": 1', b'"version": 2'))


@settings(max_examples=40, deadline=None)
@given(place=st.sampled_from((*PLACES, *CHECKED)), said=st.text(max_size=20))
def test_any_change_of_what_it_says_is_seen(place: tuple[Any, ...], said: str) -> None:
    whole = json.loads(receipt_json(CONTENT, ("", "")))
    holder = whole
    for step in place[:-1]:
        holder = holder[step]
    changed = holder[place[-1]] != said
    holder[place[-1]] = said
    body = json.dumps(whole).encode()
    if changed:
        with pytest.raises(ReceiptError):
            read_receipt(body)
    else:
        assert read_receipt(body).sha256 == seal_of(CONTENT)


@settings(max_examples=60, deadline=None)
@given(body=st.binary(max_size=200))
def test_what_is_no_receipt_is_refused_with_a_sentence(body: bytes) -> None:
    with pytest.raises(ReceiptError):
        read_receipt(body)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"schema": "coprogramma/ricevuta", "version": 3}',
        b'{"schema": "coprogramma/ricevuta", "version": [1]}',
        b'{"schema": "coprogramma/ricevuta", "version": 1}',
        json.dumps(CONTENT | {"sha256": seal_of(CONTENT), "code": "AAAAA-AAAAA"}).encode(),
        json.dumps(CONTENT | {"sha256": "\ud800", "code": "\ud800"}).encode(),
        receipt_json({"schema": SCHEMA, "version": VERSION, "files": "x"}, ("", "")),
        receipt_json({**CONTENT, "files": ["x"]}, ("", "")),
    ],
)
def test_odd_receipts_are_refused(body: bytes) -> None:
    with pytest.raises(ReceiptError):
        read_receipt(body)


def test_the_code_is_a_short_form_of_the_seal() -> None:
    assert code_of("0" * 64) == "00000-00000"
    assert code_of("f" * 64) == "ZZZZZ-ZZZZZ"


def test_a_pdf_carries_its_receipt_and_equal_ones_are_equal() -> None:
    body = receipt_json(CONTENT, ("", ""))
    made = [
        attach_file(
            pdf_bytes(), "ricevuta.json", body, media_type="application/json", description="x"
        )
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert carried_file(made[0], "ricevuta.json") == body
    assert carried_file(pdf_bytes(), "ricevuta.json") is None
