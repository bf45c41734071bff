"""Tax codes of bodies and of persons, and VAT numbers: form and check digit only.

A good check digit says that a code was typed well, not that somebody holds it. Source of
the check character: DM 23 dicembre 1976.
"""

from __future__ import annotations

from dataclasses import dataclass

from stdnum import luhn
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.it import codicefiscale, iva

_BODY_LENGTH = 11
_PERSON_LENGTH = 16
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class TaxCodeCheck:
    """Either the normalised ``code`` or an Italian ``problem``; the other one is None."""

    code: str | None
    problem: str | None

    @property
    def ok(self) -> bool:
        """True when the code is well formed."""
        return self.problem is None


def check_body_tax_code(text: str) -> TaxCodeCheck:
    """Check the tax code of a body: eleven digits, the last one a check digit.

    Spaces, dots, hyphens and a leading ``IT`` are dropped. The code of the office that
    issued it is not checked, since the list of offices changes.
    """
    return _check_eleven_digits(text, "Il codice fiscale dell'ente")


def check_vat_number(text: str) -> TaxCodeCheck:
    """Check a *partita IVA*: same form and same check digit as a body's tax code."""
    return _check_eleven_digits(text, "La partita IVA")


def check_person_tax_code(text: str) -> TaxCodeCheck:
    """Check the tax code of a person: sixteen characters, homocode variants included.

    Spaces, dots and hyphens are dropped and letters put in upper case.
    """
    code = codicefiscale.compact(_without_dots(text))
    if not code:
        return _problem("Scrivete il codice fiscale della persona.")
    if len(code) != _PERSON_LENGTH:
        return _problem(
            f"Il codice fiscale di una persona ha 16 caratteri: ne avete scritti {len(code)}."
        )
    try:
        return TaxCodeCheck(codicefiscale.validate(code), None)
    except InvalidChecksum:
        return _problem(
            "Il codice fiscale non torna: l'ultima lettera non corrisponde alle altre. "
            "Controllate di averlo copiato bene."
        )
    except ValidationError:
        return _problem(
            "Il codice fiscale non ha la forma giusta: sei lettere, poi la data di nascita, "
            "il comune e una lettera finale, come in RSSMRA85T10A562S."
        )


def check_tax_code(text: str) -> TaxCodeCheck:
    """Check a code that may be a body's or, where it is registered so, a person's."""
    if len(codicefiscale.compact(_without_dots(text))) == _PERSON_LENGTH:
        return check_person_tax_code(text)
    return check_body_tax_code(text)


def _check_eleven_digits(text: str, what: str) -> TaxCodeCheck:
    """Check eleven digits; ``what`` opens the Italian sentence."""
    code = iva.compact(_without_dots(text))
    if not code:
        return _problem(f"{what} manca: scrivete le 11 cifre.")
    if not _DIGITS.issuperset(code):
        return _problem(f"{what} ha solo cifre: togliete lettere e altri segni.")
    if len(code) != _BODY_LENGTH:
        return _problem(f"{what} ha 11 cifre: ne avete scritte {len(code)}.")
    if not code[:7].strip("0") or not luhn.is_valid(code):
        return _problem(
            f"{what} non torna: l'ultima cifra non corrisponde alle altre. "
            "Controllate di averlo copiato bene."
        )
    return TaxCodeCheck(code, None)


def _without_dots(text: str) -> str:
    return text.replace(".", "").strip()


def _problem(sentence: str) -> TaxCodeCheck:
    return TaxCodeCheck(None, sentence)


_LETTERS = "LMNPQRSTUV"  # what stands for the digits 0–9 where two persons would share a code
_DIGIT_PLACES = (6, 7, 9, 10, 12, 13, 14)


def without_homocode(code: str) -> str:
    """A person's code with its digits back, and no check character: 15 characters.

    Two codes that agree only so may belong to two persons: that is why the letters exist.
    Source: DM 23 dicembre 1976, art. 6.
    """
    characters = list(code[: _PERSON_LENGTH - 1])
    for place in _DIGIT_PLACES:
        if place < len(characters) and characters[place] in _LETTERS:
            characters[place] = str(_LETTERS.index(characters[place]))
    return "".join(characters)
