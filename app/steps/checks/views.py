"""Comparisons with the register as the office's pages and tables show them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.files.csv_out import MARK, csv_row
from app.core.i18n import date_short, instant_words
from app.core.web.paging import PageOf, address, cut
from app.law.register_check import Finding
from app.law.runts import RUNTS_SECTIONS
from app.steps.checks.models import RegisterCheck
from app.steps.checks.queries import Compared
from app.steps.domande.models import Domanda

PAGE = 50
NEVER = "never"
_TONES = {
    Finding.CONFIRMED: "success",
    Finding.NOT_REGISTERED: "neutral",
    Finding.OLD_EXTRACT: "warning",
    Finding.NO_EXTRACT: "warning",
    Finding.NOT_FOUND: "danger",
}
_HEADERS = (
    "Numero", "Ente", "Codice fiscale", "Esito", "Differenze", "Repertorio dichiarato",
    "Repertorio nel registro", "Sezione dichiarata", "Sezione nel registro",
    "Denominazione nel registro", "Comune nel registro", "Iscritto dal", "Estratto del",
    "Confrontata il", "Impronta dell'estratto (SHA-256)",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckView:
    """One comparison in words; `chips` are (label, tone)."""

    chips: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    when: str
    occasion: str
    extract: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ComparedView:
    """A line of the batch view; `check` is None where it was never compared.

    `lead` is the body that filed, where the line is about one that takes part with it.
    """

    domanda: Domanda
    name: str
    tax_code: str
    lead: str
    check: CheckView | None


def check_view(check: RegisterCheck) -> CheckView:
    """What was found, when, and in the extract of which day."""
    found = [Finding(kind) for kind, _ in check.findings]
    return CheckView(
        chips=tuple((one.label.capitalize(), _TONES.get(one, "warning")) for one in found),
        words=tuple(words for _, words in check.findings),
        when=instant_words(check.checked_at),
        occasion=check.occasion.label,
        extract=date_short(check.extract_dated) if check.extract_dated else "",
        sha256=check.extract_sha256,
    )


def kinds_of(one: Compared) -> frozenset[str]:
    """The findings of a domanda's latest comparison; NEVER where there was none."""
    return frozenset(kind for kind, _ in one.check.findings) if one.check else frozenset({NEVER})


def options_of(rows: Sequence[Compared]) -> list[tuple[str, str]]:
    """The findings that stand in the list, each with how many domande have it."""
    labels = [(one.value, one.label.capitalize()) for one in Finding]
    counts = {
        kind: sum(kind in kinds_of(row) for row in rows) for kind, _ in [*labels, (NEVER, "")]
    }
    return [
        (kind, f"{label} ({counts[kind]})")
        for kind, label in [*labels, (NEVER, "Mai confrontata")]
        if counts[kind]
    ]


def page_of(rows: Sequence[Compared], kind: str, number: int, path: str) -> PageOf[ComparedView]:
    """A page of the rows that have this finding; all of them where `kind` is empty."""
    kept = [row for row in rows if not kind or kind in kinds_of(row)]
    shown = cut(kept, number, path, {"esito": kind}, PAGE)
    views = [
        ComparedView(
            domanda=row.domanda,
            name=row.name,
            tax_code=row.tax_code,
            lead=row.domanda.body_name if row.member else "",
            check=check_view(row.check) if row.check else None,
        )
        for row in shown.rows
    ]
    return shown.showing(views)


def filtered(path: str, kind: str) -> str:
    """The address of the list with this finding only."""
    return address(path, {"esito": kind})


def write_table(rows: Sequence[Compared]) -> Iterator[bytes]:
    """The latest comparisons for a spreadsheet: every cell in quotes and never computed."""
    yield MARK + csv_row(_HEADERS, quoted=True)
    for row in rows:
        yield csv_row(_cells(row), quoted=True)


def _cells(row: Compared) -> list[str]:
    domanda, check = row.domanda, row.check
    first = [domanda.register_number, row.name, row.tax_code]
    if check is None:
        return [*first, "mai confrontata", *[""] * (len(_HEADERS) - 4)]
    view, said = check_view(check), check.said
    return [
        *first,
        ", ".join(label.lower() for label, _ in view.chips),
        " ".join(view.words),
        str(check.declared["number"]),
        str(said.get("number", "")),
        section_words(str(check.declared["section"])),
        section_words(str(said.get("section", ""))),
        str(said.get("name", "")),
        str(said.get("municipality", "")),
        str(said.get("registered_on", "")),
        view.extract,
        view.when,
        view.sha256,
    ]


def section_words(letter: str) -> str:
    """The section of the register that a letter stands for; other words as they are."""
    return RUNTS_SECTIONS[letter].label if letter in RUNTS_SECTIONS else letter
