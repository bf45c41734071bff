"""Receipts of certified mail: read whole, and never believed more than they deserve."""

from contextlib import suppress
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.files.csv_out import safe_cell
from app.outlets.communications.enums import ReceiptKind, outcome_of
from app.outlets.communications.receipts import ReceiptError, read_receipt
from tests.support.pec import make_receipt, wrap

REF = "<abc@coprogramma>"


@pytest.mark.parametrize("kind", [kind for kind in ReceiptKind if kind is not ReceiptKind.ANOMALY])
def test_each_kind_says_what_when_and_about_which_message(kind: ReceiptKind) -> None:
    found = read_receipt(make_receipt(kind.value, REF))
    assert (found.kind, found.refers_to) == (kind, REF)
    assert found.recipient == "ente@pec.esempio.it"
    assert found.issued_at == datetime(2025, 12, 15, 9, 5, 1, tzinfo=UTC)


def test_a_failed_delivery_says_why() -> None:
    raw = make_receipt(
        "errore-consegna",
        REF,
        error="no-dest",
        more="<errore-esteso>5.1.1 sconosciuto</errore-esteso>",
    )
    assert read_receipt(raw).error == "5.1.1 sconosciuto"
    assert (
        "inesistente" in read_receipt(make_receipt("errore-consegna", REF, error="no-dest")).error
    )


def test_a_receipt_that_was_forwarded_is_found_inside() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "collega@esempio.it", "I: ricevuta"
    outer.set_content("Eccola.")
    inner = message_from_bytes(make_receipt("accettazione", REF), policy=policy.default)
    outer.add_attachment(inner)
    assert read_receipt(outer.as_bytes()).kind is ReceiptKind.ACCEPTED


def test_the_certificate_of_the_mail_carried_inside_is_not_taken_for_its_own() -> None:
    carried = EmailMessage()
    carried["Message-ID"] = REF
    carried.set_content("Testo.")
    carried.add_attachment(
        b"<postacert/>", maintype="application", subtype="xml", filename="daticert.xml"
    )
    mail = EmailMessage()
    mail["X-Trasporto"] = "errore"
    mail.set_content("Busta di anomalia.")
    mail.add_attachment(carried)
    found = read_receipt(mail.as_bytes())
    assert (found.kind, found.refers_to) == (ReceiptKind.ANOMALY, REF)


def test_the_same_receipt_has_one_fingerprint_in_any_envelope() -> None:
    raw = make_receipt("accettazione", REF)
    again = raw.replace(b"Il messaggio", b"Gentile utente, il messaggio")
    other = make_receipt("accettazione", "<altro@coprogramma>")
    assert read_receipt(raw).fingerprint == read_receipt(again).fingerprint
    assert read_receipt(raw).fingerprint != read_receipt(other).fingerprint


BOMB = b'<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><postacert>&b;</postacert>'
FILE = b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><postacert>&x;</postacert>'
PARTS = b"X-Ricevuta: accettazione\nContent-Type: multipart/mixed; boundary=a\n\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"From: a@esempio.it\nSubject: ciao\n\nNon sono una ricevuta.",
        wrap("inventata", REF, None),
        wrap("accettazione", REF, b"<postacert"),
        wrap("accettazione", REF, b"<altro/>"),
        wrap("accettazione", REF, BOMB),
        wrap("accettazione", REF, FILE),
        wrap("accettazione", REF, b"<postacert>" + b"x" * (2 << 20) + b"</postacert>"),
        wrap("accettazione", REF, b'<postacert tipo="errore-consegna"/>'),
        PARTS + b"--a\n\n" * 5000,
        b"Content-Type: message/rfc822\n\n" * 3000,
    ],
)
def test_what_is_no_receipt_is_told_in_a_sentence(raw: bytes) -> None:
    with pytest.raises(ReceiptError) as refused:
        read_receipt(raw)
    assert refused.value.sentence.endswith(".")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 900), st.binary(max_size=40))
def test_a_damaged_receipt_is_read_or_refused(place: int, noise: bytes) -> None:
    raw = make_receipt("avvenuta-consegna", REF)
    with suppress(ReceiptError):
        assert read_receipt(raw[:place] + noise + raw[place + len(noise) :]).kind


def test_a_delivery_counts_whatever_else_came() -> None:
    kinds = {ReceiptKind.ACCEPTED, ReceiptKind.LATE, ReceiptKind.NOT_DELIVERED}
    assert outcome_of(kinds) is ReceiptKind.NOT_DELIVERED
    assert outcome_of(kinds | {ReceiptKind.DELIVERED}) is ReceiptKind.DELIVERED
    assert outcome_of(set()) is None


@pytest.mark.parametrize("cell", ["=1+1", "+39", "-2", "@x", "\tx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe_cell(cell) == "'" + cell
