"""The receipt as data: what it says, its seal, and reading one that comes back.

Its format is written in `docs/receipts.md`; a change of it is a new VERSION.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.core.documents.document import short_code
from app.core.events import canonical
from app.steps.avvisi.models import AvvisoVersion
from app.steps.domande.models import Domanda, SignatureCheck
from app.steps.domande.queries.area import HeldFile
from app.steps.procedures.queries import Here

SCHEMA: Final = "coprogramma/ricevuta"
VERSION: Final = 2
JSON_NAME: Final = "ricevuta.json"
MAX_JSON: Final = 1_000_000  # bytes
SIGNATURE_CHECK: Final = "signature_check"  # lacking in version 1
_READABLE: Final = (1, VERSION)
_SEAL: Final = "sha256"
_CODE: Final = "code"
_PROTOCOL: Final = "protocol"
_HEX: Final = re.compile(r"[0-9a-f]{64}")
Protocol = tuple[str, str]  # number, ISO day in Rome; both empty before it is recorded


class ReceiptError(ValueError):
    """Why something is no receipt, or was changed, in a sentence."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A receipt that holds together: its seal, and the protocol that it shows."""

    sha256: str
    protocol: Protocol
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """What a receipt says beside the domanda itself.

    `here` is its procedure, `version` the avviso's under which it was filed, `files` those it
    was filed with, `earlier` the domanda that it replaced, `members` names and tax codes of who
    takes part together with its body, `check` what was found out of its signature by then.
    """

    here: Here
    version: AvvisoVersion
    files: Sequence[HeldFile]
    earlier: Domanda | None
    members: Sequence[tuple[str, str]]
    check: SignatureCheck | None


def receipt_content(domanda: Domanda, given: Given) -> dict[str, Any]:
    """What the receipt of a domanda says for ever."""
    assert domanda.filed_at is not None
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "authority": {"slug": given.here.authority.slug, "name": given.here.authority.name},
        "procedure": {"id": given.here.procedure.public_id, "title": given.here.procedure.title},
        "avviso": {"version": given.version.number, "sha256": given.version.content_sha256},
        "body": {"name": domanda.body_name, "tax_code": domanda.body_tax_code},
        "members": [{"name": name, "tax_code": code} for name, code in given.members],
        "domanda": {
            "id": domanda.public_id,
            "number": domanda.register_number,
            "received_at": domanda.filed_at.isoformat(),
            "channel": domanda.channel.value,
            "signature": domanda.signature_way.value if domanda.signature_way else "",
            "replaces": given.earlier.register_number if given.earlier else "",
            "sha256": domanda.digest,
        },
        "files": [
            {"role": file.role.value, "name": file.name, "size": file.size, "sha256": file.sha256}
            for file in given.files
        ],
        SIGNATURE_CHECK: _check_content(given.check) if given.check else None,
    }


def _check_content(check: SignatureCheck) -> dict[str, Any]:
    """What was found out, with the trusted certificates and the rules of that day."""
    return {
        "checked_at": check.checked_at.isoformat(),
        "file_sha256": check.file_sha256,
        "anchors_sha256": check.report.get("anchors_sha256", ""),
        "rules": check.report.get("rules", ""),
        "findings": [
            {"outcome": one["tone"], "what": one["what"], "sentence": one["sentence"]}
            for one in check.findings
        ],
    }


def seal_of(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical form of what a receipt says, in hex."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def code_of(seal: str) -> str:
    """The seal's short form, `XXXXX-XXXXX`: 50 bits, for who types it."""
    return short_code(bytes.fromhex(seal))


def receipt_json(content: dict[str, Any], protocol: Protocol) -> bytes:
    """The receipt as a file; the protocol's number comes later and stands outside the seal."""
    seal = seal_of(content)
    number, day = protocol
    whole = {
        **content,
        _SEAL: seal,
        _CODE: code_of(seal),
        _PROTOCOL: {"number": number, "date": day} if number else None,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def read_receipt(body: bytes) -> Claim:
    """A receipt in JSON that came back. Raises ReceiptError unless it holds together."""
    if len(body) > MAX_JSON:
        raise ReceiptError("it is too large to be a receipt")
    try:
        whole = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ReceiptError("it is not a receipt in JSON") from None
    if not isinstance(whole, dict) or whole.get("schema") != SCHEMA:
        raise ReceiptError("it is not a receipt of a domanda")
    if whole.get("version") not in _READABLE:
        raise ReceiptError("it has a version that this program does not know")
    seal, code, protocol = (whole.pop(name, None) for name in (_SEAL, _CODE, _PROTOCOL))
    try:
        holds = isinstance(seal, str) and _HEX.fullmatch(seal) and seal_of(whole) == seal
    except (TypeError, ValueError, RecursionError):  # surrogates have no canonical bytes
        holds = False
    if not holds or not isinstance(seal, str) or code != code_of(seal):
        raise ReceiptError("it was changed after it was issued: its seal does not hold")
    _check_shape(whole)
    return Claim(seal, _protocol(protocol), whole)


def _check_shape(whole: dict[str, Any]) -> None:
    """A seal can be made by anyone: what is read of the content must be there."""
    domanda, files = whole.get("domanda"), whole.get("files")
    sound = isinstance(domanda, dict) and {"number", "received_at"} <= domanda.keys()
    if not sound or not isinstance(files, list):
        raise ReceiptError("it is not a receipt of a domanda")
    for file in files:
        if not isinstance(file, dict) or not {"name", "sha256"} <= file.keys():
            raise ReceiptError("it is not a receipt of a domanda")


def _protocol(said: object) -> Protocol:
    if said is None:
        return ("", "")
    if isinstance(said, dict) and set(said) == {"number", "date"}:
        return (str(said["number"]), str(said["date"]))
    raise ReceiptError("what it says of the protocol cannot be read")


def protocol_of(domanda: Domanda) -> Protocol:
    """The authority's protocol number and its day, as a receipt shows them."""
    day = domanda.protocol_date.isoformat() if domanda.protocol_date else ""
    return (domanda.protocol_number, day) if domanda.protocol_number else ("", "")
