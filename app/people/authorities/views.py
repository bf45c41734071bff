"""Settings as their pages show them."""

from dataclasses import dataclass
from typing import Any

from app.core.text import sentence
from app.law.retention import CLASSES, months_of
from app.law.words import counted
from app.people.authorities.enums import OfficeRole, OrganKind
from app.people.authorities.models import Authority
from app.people.authorities.queries import look_of

ROLE_OPTIONS = tuple((role.value, sentence(role.label)) for role in OfficeRole)
ORGAN_OPTIONS = tuple((kind.value, sentence(kind.label)) for kind in OrganKind)
_MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """A page of settings with what stands there now; an empty value says so."""

    title: str
    page: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RetentionLine:
    """A class of data with the months in force and the rule's own."""

    code: str
    label: str
    what: str
    starts: str
    months: int
    usual: str
    source: Any


def identity_values(authority: Authority) -> dict[str, Any]:
    """What the form of identity shows: lists as lines of text."""
    plain = ("name", "tagline", "parent_name", "parent_url", "address", "phone", "email", "pec")
    return {
        **{name: getattr(authority, name) for name in plain},
        "tax_code": authority.tax_code,
        "municipalities": "\n".join(authority.municipalities),
        "links": "\n".join(f"{label} | {url}" for label, url in authority.links),
    }


def rules_values(authority: Authority) -> dict[str, Any]:
    """What the form of rules shows."""
    patron = authority.patron
    closing = authority.closing_time
    return {
        "regulation": authority.regulation,
        "regulation_url": authority.regulation_url,
        "closing_time": f"{closing:%H:%M:%S}" if closing else "",
        "patron": f"{patron.day}/{patron.month}" if patron else "",
        "saturday_moves": "1" if authority.saturday_moves else "",
        "answer_days": authority.answer_days,
        "conclusion_days": authority.conclusion_days,
        "conclusion_rule": authority.conclusion_rule,
        "conclusion_why": authority.conclusion_why,
        "second_confirmation": "1" if authority.second_confirmation else "",
    }


def patron_words(authority: Authority) -> str:
    """`22 maggio`, or empty."""
    patron = authority.patron
    return f"{patron.day} {_MONTHS[patron.month - 1]}" if patron else ""


def retention_lines(authority: Authority) -> tuple[RetentionLine, ...]:
    """Every class of data with the term in force."""
    return tuple(
        RetentionLine(
            code=one.code,
            label=one.label,
            what=one.what,
            starts=one.starts.label,
            months=months_of(one, authority.retention),
            usual=counted(one.months, "mese", "mesi"),
            source=one.source,
        )
        for one in CLASSES
    )


def summary_of(authority: Authority, organs: int, people: int) -> tuple[SummaryPart, ...]:
    """The first page: each part with its values now."""
    closing = authority.closing_time
    look = look_of(authority)
    return (
        SummaryPart("Identità e contatti", "/identita", (
            ("Nome", authority.name), ("E-mail", authority.email), ("PEC", authority.pec),
            ("Codice fiscale", authority.tax_code),
            ("Collegamenti in fondo alle pagine", ", ".join(label for label, _ in look.links)),
        )),
        SummaryPart("Logo", "/logo", (("Logo", "caricato" if look.logo else ""),)),
        SummaryPart("Organi e dirigenti", "/organi", (
            ("Chi adotta gli atti", counted(organs, "voce", "voci")),
        )),
        SummaryPart("Regole e termini", "/regole", (
            ("Regolamento", authority.regulation_url or authority.regulation[:80]),
            ("Ora di chiusura", f"{closing:%H:%M:%S}" if closing else ""),
            ("Festa del patrono", patron_words(authority)),
            ("Il sabato sposta i termini", _yes(authority.saturday_moves)),
            ("Giorni per rispondere a un'istanza", str(authority.answer_days)),
            ("Giorni per decidere su una domanda", str(authority.conclusion_days)),
            ("Conferma di una seconda persona", _yes(authority.second_confirmation)),
        )),
        SummaryPart("Rimedi", "/rimedi", (("Contro le decisioni", authority.remedies),)),
        SummaryPart("Posta", "/posta", (
            ("Mittente", authority.sender_name), ("Risposte a", authority.reply_to),
        )),
        SummaryPart("Conservazione", "/conservazione", (
            ("Termini diversi da quelli proposti", str(len(authority.retention))),
        )),
        SummaryPart("Persone dell'ufficio", "/persone", (
            ("Persone", str(people)),
        )),
    )  # fmt: skip


def _yes(value: bool) -> str:
    return "sì" if value else "no"
