"""A figure of an indicator, read and shown in its unit."""

from typing import Final

from app.core.numbers import read_number, read_sheet_number, show_number

PERCENT: Final = frozenset({"%", "percento", "per cento", "percentuale"})


def is_percent(unit: str) -> bool:
    return unit.strip().lower() in PERCENT


def read_figure(typed: str, unit: str, *, numeric: bool = False) -> int:
    """Thousandths of what was typed for an indicator in `unit`; `12,5 %` only where it is one.

    `numeric`: a spreadsheet holds it as a number. Raises ValueError in words.
    """
    text = typed.strip()
    if numeric:
        return read_sheet_number(text)
    if text.endswith("%"):
        if not is_percent(unit):
            raise ValueError(
                f"«{text[:40]}» è una percentuale, ma l'indicatore si misura in {unit}."
            )
        text = text[:-1]
    return read_number(text)


def show_bare(thousandths: int, unit: str) -> str:
    """`12,5 %` or `1.234`, where the unit is said once for all."""
    shown = show_number(thousandths)
    return f"{shown} %" if is_percent(unit) else shown


def show_figure(thousandths: int, unit: str) -> str:
    """`12,5 %` or `1.234 persone`."""
    shown = show_number(thousandths)
    return f"{shown} %" if is_percent(unit) else f"{shown} {unit}"
