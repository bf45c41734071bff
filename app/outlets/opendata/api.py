"""What may be asked of the interface: read from the address, refused with words that help."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.core.clock import from_rome
from app.core.errors import AppError, NotFoundError
from app.outlets.opendata.columns import Words
from app.outlets.opendata.datasets import BY_CODE, Dataset
from app.outlets.opendata.queries import Asked

ROOT: Final = "/api/v1"
LIMIT, MOST = 100, 500
AUTHORITY, PROCEDURE, TAVOLO = "amministrazione", "procedimento", "tavolo"
OUTCOME, SINCE, HOW_MANY, AFTER = "esito", "modificato_dal", "limite", "dopo"
_ALWAYS: Final = (AUTHORITY, PROCEDURE, HOW_MANY, AFTER)
_BLOCK, _KEY_BYTES = 16, 8
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """A page of rows: `after` is the key of the last row of the page before."""

    dataset: Dataset
    asked: Asked
    after: int
    limit: int
    given: Mapping[str, str]

    def next_address(self, base: str, secret: str, key: int) -> str:
        """The whole address of the page after the row with this key."""
        params = {**self.given, AFTER: seal(secret, key)}
        return f"{base}{ROOT}/{self.dataset.code}?{urlencode(params)}"


def find_dataset(code: str) -> Dataset:
    """Raises NotFoundError."""
    if code not in BY_CODE:
        raise NotFoundError(
            f"Non c'è un insieme di dati «{code[:60]}».",
            remedy=f"Gli insiemi sono: {', '.join(BY_CODE)}.",
        )
    return BY_CODE[code]


def filters_of(dataset: Dataset) -> tuple[str, ...]:
    """The parameters that this dataset understands."""
    own = ((TAVOLO, dataset.tavolo), (OUTCOME, dataset.outcome), (SINCE, dataset.changed))
    return (*_ALWAYS, *(name for name, column in own if column is not None))


def read_wish(code: str, given: list[tuple[str, str]], secret: str) -> Wish:
    """What the address asks. Raises NotFoundError for the dataset, AppError (400) for the rest."""
    dataset = find_dataset(code)
    params: dict[str, str] = {}
    known = filters_of(dataset)
    for name, value in given:
        if name not in known:
            raise AppError(
                f"«{dataset.code}» non ha il parametro «{name[:60]}».",
                remedy=f"Si può chiedere: {', '.join(known)}.",
            )
        if name in params or not value or len(value) > _LONGEST:
            raise AppError(f"«{name}» va scritto una volta sola, e non vuoto.")
        params[name] = value
    if PROCEDURE in params and AUTHORITY not in params:
        raise AppError("Con «procedimento» serve anche «amministrazione».")
    asked = Asked(
        authority=params.get(AUTHORITY, ""),
        procedure=params.get(PROCEDURE, ""),
        tavolo=params.get(TAVOLO, ""),
        outcome=_outcome(dataset, params.get(OUTCOME, "")),
        changed_since=_instant(params[SINCE]) if SINCE in params else None,
    )
    after = unseal(secret, params[AFTER]) if AFTER in params else 0
    return Wish(dataset, asked, after, _limit(params.get(HOW_MANY)), params)


def outcome_words(dataset: Dataset) -> Words:
    """The vocabulary of the outcomes of a dataset; empty where it has none."""
    return next((column.words for column in dataset.columns if column.name == OUTCOME), ())


def _outcome(dataset: Dataset, value: str) -> str:
    codes = [code for code, _ in outcome_words(dataset)]
    if value and value not in codes:
        raise AppError(f"«esito» può essere: {', '.join(codes)}.")
    return value


def _limit(value: str | None) -> int:
    if value is None:
        return LIMIT
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= MOST):
        raise AppError(f"«limite» è un numero da 1 a {MOST}.")
    return int(value)


def _instant(value: str) -> datetime:
    """A day begins at midnight in Rome; an instant has its offset (a `+` may come as a space)."""
    try:
        if len(value) == len("2026-01-01"):
            return from_rome(date.fromisoformat(value))
        found = datetime.fromisoformat(value.replace(" ", "+"))
        if found.tzinfo is None or found.year < 2:
            raise ValueError("no offset")
    except ValueError:
        raise AppError(
            "«modificato_dal» è un giorno (2026-03-09) o un istante con il fuso orario "
            "(2026-03-09T10:30:00+01:00)."
        ) from None
    return found


def _cipher(secret: str) -> Cipher[modes.ECB]:
    """One block a key: nothing is hidden but how rows are numbered inside."""
    key = hashlib.sha256(f"opendata:{secret}".encode()).digest()
    return Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305 - a single block


def seal(secret: str, key: int) -> str:
    """A row's key as outsiders may hold it: integer keys stay inside."""
    block = key.to_bytes(_KEY_BYTES) + bytes(_BLOCK - _KEY_BYTES)
    encryptor = _cipher(secret).encryptor()
    return (encryptor.update(block) + encryptor.finalize()).hex()


def unseal(secret: str, sealed: str) -> int:
    """The key that was sealed. Raises AppError where it was not sealed here."""
    refusal = AppError("«dopo» non viene da una nostra risposta: ricominciate dalla prima pagina.")
    try:
        block = bytes.fromhex(sealed)
    except ValueError:
        raise refusal from None
    if len(block) != _BLOCK:
        raise refusal
    decryptor = _cipher(secret).decryptor()
    opened = decryptor.update(block) + decryptor.finalize()
    if any(opened[_KEY_BYTES:]):
        raise refusal
    return int.from_bytes(opened[:_KEY_BYTES])
