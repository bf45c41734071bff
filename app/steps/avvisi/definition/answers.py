"""Checks answers field by field: a draft for the form of what is filled, a final one for all."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, TypeGuard

from pydantic import HttpUrl, TypeAdapter, ValidationError

from app.core.clock import legal_today
from app.core.i18n import date_short, number_words
from app.core.text import clean_line, clean_text
from app.law.runts import parse_number
from app.law.tax_code import TaxCodeCheck, check_person_tax_code, check_tax_code, check_vat_number
from app.steps.avvisi.definition.choice import FormDefinition, fields_of
from app.steps.avvisi.definition.fields import Field, FieldKind

Answer = str | list[str]
Checked = tuple[dict[str, Answer], dict[str, str]]

MISSING: Final = "Campo obbligatorio."
_EMAIL: Final = re.compile(r"[^@\s,;<>\"]+@[^@\s.,;<>\"]+(\.[^@\s.,;<>\"]+)+")
_TEL: Final = re.compile(r"\+?[0-9 ./()-]{5,30}")
_URL: Final = TypeAdapter(HttpUrl)
_EXACT: Final = {"postcode": re.compile(r"[0-9]{5}"), "province": re.compile(r"[A-Z]{2}")}
_EXACT_WORDS: Final = {
    "postcode": "Il CAP ha 5 cifre.",
    "province": "La sigla della provincia ha due lettere, per esempio LI.",
}


def validate_part(
    definition: FormDefinition,
    code: str,
    answers: Mapping[str, Any],
    *,
    final: bool,
    today: date | None = None,
) -> Checked:
    """Clean the answers to one part and give the message of each field that will not do.

    A draft (`final=False`) is checked only for the form of what is filled; a wrong answer is
    kept as typed, so that it can be mended. Answers to what is not asked are left out.
    `today` is a day in Rome, the legal one where it is not given. For the special parts see
    `check_fields`. Raises KeyError for a part that the definition does not ask.
    """
    if code not in definition.parts:
        raise KeyError(code)
    return check_fields(fields_of(definition, code), answers, final=final, today=today)


def check_fields(
    fields: Iterable[Field],
    answers: Mapping[str, Any],
    *,
    final: bool,
    today: date | None = None,
) -> Checked:
    """As `validate_part`, over any fields: one seat of a tavolo, the signature."""
    day = today or legal_today()
    clean: dict[str, Answer] = {}
    errors: dict[str, str] = {}
    asked = tuple(fields)
    for field in asked:
        given = answers.get(field.name)
        try:
            clean[field.name] = _clean(field, given, day)
        except ValueError as problem:
            clean[field.name] = [str(item) for item in given] if _is_list(given) else str(given)
            errors[field.name] = str(problem)
    if final:
        for field in asked:
            if not clean[field.name] and _is_required(field, clean):
                errors[field.name] = _missing_words(field)
    return clean, errors


def _is_required(field: Field, clean: Mapping[str, Answer]) -> bool:
    if field.required or field.required_when is None:
        return field.required
    other, answers = field.required_when
    told = clean.get(other, "")
    return told in answers if answers else bool(told)


def _missing_words(field: Field) -> str:
    if field.kind is FieldKind.TICK:
        return "Per presentare la domanda serve questa dichiarazione."
    if field.kind is FieldKind.FILE:
        return "Allegate il file."
    if field.kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        return "Scegliete una risposta."
    return MISSING


def _is_list(given: Any) -> TypeGuard[list[Any] | tuple[Any, ...]]:
    return isinstance(given, list | tuple)


def _clean(field: Field, given: Any, today: date) -> Answer:
    """The answer in its one spelling, "" where there is none. Raises ValueError."""
    if field.kind is FieldKind.CHOICES:
        return _choices(field, given)
    if _is_list(given):
        given = next(iter(given), "")
    text = clean_text(str(given)) if given is not None else ""
    if field.kind is not FieldKind.LONG:
        text = clean_line(text)
    if not text:
        return ""
    if len(text) > field.max_length:
        raise ValueError(
            f"Testo troppo lungo: {number_words(len(text))} caratteri, "
            f"al massimo {number_words(field.max_length)}."
        )
    if field.kind is FieldKind.DATE:
        return _date(field, text, today)
    return _CHECKS.get(field.kind, _plain)(field, text)


def _plain(field: Field, text: str) -> str:
    pattern = _EXACT.get(field.name)
    if pattern is None:
        return text
    if not pattern.fullmatch(text.upper()):
        raise ValueError(_EXACT_WORDS[field.name])
    return text.upper()


def _choices(field: Field, given: Any) -> list[str]:
    chosen = [str(item) for item in given] if _is_list(given) else [str(given)] if given else []
    known = [value for value, _ in field.options]
    if not set(chosen) <= set(known):
        raise ValueError("Scegliete tra le voci dell'elenco.")
    return [value for value in known if value in chosen]


def _choice(field: Field, text: str) -> str:
    if text not in {value for value, _ in field.options}:
        raise ValueError("Scegliete una delle voci.")
    return text


def _tick(field: Field, text: str) -> str:
    return "1" if text in {"1", "on", "yes", "true"} else ""


def _date(field: Field, text: str, today: date) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError("Data non valida: giorno, mese e anno.") from None
    if day.year < 1900:
        raise ValueError("Data non valida: controllate l'anno.")
    if field.past and day > today:
        raise ValueError(f"La data non può essere successiva a oggi, {date_short(today)}.")
    if field.name == "document_expiry" and day < today:
        raise ValueError("Il documento è scaduto: usatene uno valido.")
    return day.isoformat()


def _email(field: Field, text: str) -> str:
    if len(text) > 254 or not _EMAIL.fullmatch(text):
        raise ValueError("Indirizzo e-mail non valido: per esempio nome@esempio.it.")
    return text.lower()


def _tel(field: Field, text: str) -> str:
    if not _TEL.fullmatch(text) or sum(sign.isdigit() for sign in text) < 5:
        raise ValueError("Numero di telefono non valido: cifre e spazi, con il prefisso.")
    return text


def _url(field: Field, text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    try:
        _URL.validate_python(address)
    except ValidationError:
        raise ValueError("Indirizzo non valido: per esempio https://www.esempio.it.") from None
    return address


def _number(field: Field, text: str) -> str:
    digits = text.replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("Serve un numero intero.")
    return str(int(digits))


def _runts_number(field: Field, text: str) -> str:
    number = parse_number(text)
    if number is None:
        raise ValueError("Il numero di repertorio del RUNTS è un numero intero.")
    return str(number)


def _code(check: TaxCodeCheck) -> str:
    if check.code is None:
        raise ValueError(check.problem)
    return check.code


_CHECKS: Final[Mapping[FieldKind, Callable[[Field, str], str]]] = {
    FieldKind.CHOICE: _choice,
    FieldKind.TICK: _tick,
    FieldKind.EMAIL: _email,
    FieldKind.TEL: _tel,
    FieldKind.URL: _url,
    FieldKind.NUMBER: _number,
    FieldKind.RUNTS_NUMBER: _runts_number,
    FieldKind.TAX_CODE_PERSON: lambda field, text: _code(check_person_tax_code(text)),
    FieldKind.TAX_CODE_BODY: lambda field, text: _code(check_tax_code(text)),
    FieldKind.VAT: lambda field, text: _code(check_vat_number(text)),
}
