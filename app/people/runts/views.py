"""What the register says, as pages show it; nothing of it is taken until somebody confirms it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.core.i18n import date_short, date_words, number_words
from app.core.web.forms import Bound
from app.law.runts import RUNTS_SECTIONS
from app.people.runts.enums import UNDER_WAY, ExtractState
from app.people.runts.models import RegisterEntry, RegisterExtract
from app.people.runts.queries import Answer, Loaded, ask_register

REGISTER = "/ufficio/registro-runts"
ASK = "/area-personale/registro-runts"
USE = "registro"  # the value of the button that takes what the register says into the form

TONES = {
    ExtractState.WAITING: "info",
    ExtractState.READING: "info",
    ExtractState.CURRENT: "success",
    ExtractState.PREVIOUS: "neutral",
    ExtractState.RETIRED: "neutral",
    ExtractState.FAILED: "danger",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """What the register says of a code: `rows` when it is found, else `words` say why not."""

    words: str
    wrong: bool = False
    rows: tuple[tuple[str, str], ...] = ()


def offer_of(answer: Answer) -> Offer:
    """The answer in words; a code that is not well formed is told at once."""
    if answer.problem:
        return Offer(answer.problem, wrong=True)
    if answer.extract is None:
        return Offer(
            "Il codice fiscale è scritto bene. Qui non è ancora caricato nessun estratto del "
            "RUNTS: scrivete voi i dati dell'iscrizione."
        )
    day = date_words(answer.extract.dated)
    if answer.entry is None:
        return Offer(
            f"Nell'estratto del RUNTS del {day} questo codice fiscale non c'è. Se siete iscritti "
            "da poco, o il codice è un altro, scrivete voi i dati: controllerà l'ufficio."
        )
    return Offer(f"Nell'estratto del RUNTS del {day} risulta:", rows=rows_of(answer.entry))


def rows_of(entry: RegisterEntry) -> tuple[tuple[str, str], ...]:
    """An entry term by term."""
    seat = entry.municipality + (f" ({entry.province})" if entry.province else "")
    return (
        ("Denominazione", entry.name),
        ("Sezione", RUNTS_SECTIONS[entry.section].label),
        ("Numero di repertorio", str(entry.number)),
        ("Iscritto dal", date_short(entry.registered_on)),
        ("Comune della sede", seat),
    )


def values_of(entry: RegisterEntry) -> dict[str, str]:
    """What goes into the fields of a body's form when somebody takes it, by field name."""
    told = {
        "name": entry.name[:300],
        "tax_code": entry.tax_code,
        "runts_state": "registered",
        "runts_number": str(entry.number),
        "runts_section": entry.section,
        "runts_date": entry.registered_on.isoformat(),
        "municipality": entry.municipality.title(),
        "province": entry.province.upper() if len(entry.province) == 2 else "",
    }
    return {name: text for name, text in told.items() if text}


def take_from_register(
    session: Session, form: Bound[Any], code: str, place: Callable[[str], str] = str
) -> Offer | None:
    """Write what the register says of `code` into a form, to be confirmed; nothing is saved.

    `place` gives the control of each field of a body, empty where the form has none. The form's
    errors are forgotten, since it was not sent to be taken; a code that is not well formed is
    told at its control, and then there is nothing to offer.
    """
    answer = ask_register(session, code[:40])
    form.errors.clear()
    form.general.clear()
    offer = offer_of(answer)
    if answer.entry is None or answer.extract is None:
        if not offer.wrong:
            return offer
        if control := place("tax_code"):
            form.errors[control] = offer.words
        else:
            form.general.append(offer.words)
        return None
    told = {place(name): text for name, text in values_of(answer.entry).items()}
    form.values |= {name: text for name, text in told.items() if name}
    return Offer(
        f"Abbiamo scritto nei campi quello che dice l'estratto del RUNTS del "
        f"{date_words(answer.extract.dated)}: controllatelo, correggete se serve, e salvate.",
        rows=offer.rows,
    )


@dataclass(frozen=True, slots=True)
class ExtractLine:
    """An extract in the office's list."""

    title: str
    address: str
    serves: str
    state: str
    tone: str
    words: str
    moving: bool
    read: int
    total: int


def extract_line(loaded: Loaded) -> ExtractLine:
    """How far its reading is, or what became of it, and for whom."""
    extract = loaded.extract
    return ExtractLine(
        title=f"Estratto del {date_words(extract.dated)}",
        address=f"{REGISTER}/{extract.public_id}",
        serves=loaded.authority or "Tutte le amministrazioni",
        state=extract.state.label,
        tone=TONES[extract.state],
        words=_words(extract),
        moving=extract.state in UNDER_WAY,
        read=extract.rows_read,
        total=max(extract.rows_total, extract.rows_read),
    )


def _words(extract: RegisterExtract) -> str:
    if extract.state is ExtractState.FAILED:
        return f"{extract.problem} L'estratto di prima resta in uso."
    if extract.state is ExtractState.WAITING:
        return "La lettura comincia tra poco."
    if extract.state is ExtractState.READING:
        if not extract.rows_total:
            return "Lettura del file in corso."
        return f"Lette {number_words(extract.rows_read)} righe su {_many(extract.rows_total)}."
    told = f"{number_words(extract.rows_kept)} enti."
    if extract.rows_odd:
        told += f" Righe lasciate fuori: {extract.rows_odd} ({extract.odd_example})."
    return told


def _many(rows: int) -> str:
    return f"circa {number_words(rows)}"
