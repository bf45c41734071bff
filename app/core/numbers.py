"""Numbers as Italians write them, kept exact: thousandths, in an integer."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from babel.numbers import format_decimal

from app.core.i18n import LOCALE

SCALE: Final = 1000
MOST: Final = 10**12
"""The largest number, either way, in units."""

_SIGN = r"[+\-−]?"
_GROUPED = r"[1-9][0-9]{0,2}(?:[. '’\u00a0\u202f][0-9]{3})+"
_ITALIAN = re.compile(rf"({_SIGN})\s*({_GROUPED}|[0-9]+)(?:,([0-9]+))?")
_POINT = re.compile(rf"({_SIGN})\s*([0-9]+)\.([0-9]+)")
_NOT_A_NUMBER = "«{0}» non è un numero: scrivete per esempio 1234,5 oppure 1.234,5."


def read_number(typed: str) -> int:
    """Thousandths of what was typed: `1.234,5`, `43.743` (thousands), `12,25`, `0.5`.

    A point before three figures divides thousands, as in Italian; elsewhere it is a decimal
    point. Raises ValueError, in words, for text, for points and commas mixed the English way,
    for more than three decimals, or for what is too large.
    """
    text = typed.strip()
    found = _ITALIAN.fullmatch(text) or _POINT.fullmatch(text)
    if found is None:
        raise ValueError(_NOT_A_NUMBER.format(text[:40]))
    sign, whole, decimals = found[1], re.sub(r"[^0-9]", "", found[2]), found[3] or ""
    if len(decimals.rstrip("0")) > 3:
        raise ValueError(f"«{text[:40]}» ha troppi decimali: al massimo tre.")
    number = int(whole) * SCALE + int(decimals[:3].ljust(3, "0"))
    return _bounded(-number if sign in {"-", "−"} else number, text)


def read_sheet_number(typed: str) -> int:
    """Thousandths of a number that a spreadsheet holds as one: `43743`, `0.125`, `1.2E3`.

    What it holds beyond three decimals is rounded. Raises ValueError in words.
    """
    try:
        number = Decimal(typed.strip()).quantize(Decimal("0.001"), ROUND_HALF_UP)
        return _bounded(int(number * SCALE), typed)
    except (InvalidOperation, ValueError, OverflowError):
        raise ValueError(_NOT_A_NUMBER.format(typed.strip()[:40])) from None


def _bounded(thousandths: int, typed: str) -> int:
    if abs(thousandths) > MOST * SCALE:
        raise ValueError(f"«{typed.strip()[:40]}» è un numero troppo grande.")
    return thousandths


def show_number(thousandths: int) -> str:
    """`1.234,5`: thousandths as Italians write them, without needless zeroes."""
    return str(format_decimal(Decimal(thousandths) / SCALE, format="#,##0.###", locale=LOCALE))
