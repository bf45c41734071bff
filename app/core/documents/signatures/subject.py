"""Who a certificate says somebody is, in the ways that Italian authorities write it."""

import re

from asn1crypto import x509

_CODE = r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-EHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]"
# ETSI EN 319 412-1 (TINIT-), the older "IT:" of the AgID rules, cards that put it in the name.
_WRITTEN = (
    ("serial_number", re.compile(rf"(?:TINIT-|IT:|IT-)?({_CODE})")),
    ("serial_number", re.compile(rf"(?:PNOIT-)({_CODE})")),
    ("dn_qualifier", re.compile(rf"(?:TINIT-|IT:)?({_CODE})")),
    ("common_name", re.compile(rf"({_CODE})/.*")),
    ("common_name", re.compile(rf".*[ /:]({_CODE})")),
)
_QC_STATEMENTS = "1.3.6.1.5.5.7.1.3"
_QC_COMPLIANCE = bytes.fromhex("060604008e460101")  # 0.4.0.1862.1.1
_LONGEST = 200


def _texts(name: x509.Name, kind: str) -> list[str]:
    return [
        str(pair["value"].native)[:_LONGEST]
        for part in name.chosen
        for pair in part
        if pair["type"].native == kind
    ]


def tax_code_of(certificate: x509.Certificate) -> str:
    """The person's tax code in the subject, upper case; empty where there is none.

    Only its form is looked at, not its check character.
    """
    for kind, written in _WRITTEN:
        for text in _texts(certificate.subject, kind):
            if found := written.fullmatch(text.strip().upper()):
                return found[1]
    return ""


def name_of(name: x509.Name) -> str:
    """The common name, or given name and surname, or the organisation."""
    if common := _texts(name, "common_name"):
        return common[0]
    person = [*_texts(name, "given_name"), *_texts(name, "surname")]
    return " ".join(person) or next(iter(_texts(name, "organization_name")), "")


def is_qualified(certificate: x509.Certificate) -> bool:
    """Whether it says of itself that it is qualified (ETSI EN 319 412-5, QcCompliance)."""
    return any(
        extension["extn_id"].dotted == _QC_STATEMENTS
        and _QC_COMPLIANCE in extension["extn_value"].contents
        for extension in certificate["tbs_certificate"]["extensions"]
    )


def is_for_signing(certificate: x509.Certificate) -> bool:
    """Whether its key usage allows what a person cannot repudiate (content commitment)."""
    usage = certificate.key_usage_value
    return usage is not None and "non_repudiation" in usage.native


def serial_of(certificate: x509.Certificate) -> str:
    """The serial number in hexadecimal, shortened."""
    return f"{certificate.serial_number:x}"[:64]
