"""Forty plainly fictitious bodies. Tax codes are synthetic, with a valid check digit."""

from dataclasses import dataclass

from stdnum import luhn

_WORDS = (
    "Girasole", "Arcobaleno", "Maestrale", "Libeccio", "Lanterna", "Bussola", "Ginestra", "Corallo",
    "Gabbiano", "Fortezza", "Veliero", "Tamerice", "Sestante", "Approdo", "Mimosa", "Quercia",
    "Rondine", "Ancora", "Faro", "Ulivo", "Lampara", "Scirocco", "Timone", "Aquilone",
    "Melograno", "Alveare", "Zattera", "Sorgente", "Passaparola", "Cantiere", "Merenda", "Staffetta",
    "Ponte", "Cicala", "Sentiero", "Nuvola", "Chiocciola", "Tramontana", "Fontana", "Orizzonte",
)  # fmt: skip
_FORMS = (
    ("Associazione Esempio", "Organizzazione di volontariato", "a"),
    ("Circolo Esempio", "Associazione di promozione sociale", "b"),
    ("Cooperativa sociale Esempio", "Impresa sociale", "d"),
    ("Fondazione Esempio", "Altro ente del Terzo settore", "g"),
)
_MUNICIPALITIES = ("Livorno", "Livorno", "Livorno", "Collesalvetti", "Capraia Isola")


@dataclass(frozen=True, slots=True)
class DemoBody:
    """`number` counts from 0; `tavoli` are the places of the tavoli it chooses."""

    number: int
    name: str
    legal_form: str
    section: str
    tax_code: str
    runts_number: str
    municipality: str
    tavoli: tuple[int, ...]
    email: str


def tax_code_of(number: int) -> str:
    """A synthetic code of a body, different for each number under 10,000."""
    digits = f"9900{number:04d}49"
    return digits + str(luhn.calc_check_digit(digits))


def _body(number: int) -> DemoBody:
    prefix, form, section = _FORMS[number % len(_FORMS)]
    second = (number // 4 + number) % 4
    first = number % 4
    return DemoBody(
        number=number,
        name=f"{prefix} {_WORDS[number]}",
        legal_form=form,
        section=section,
        tax_code=tax_code_of(number),
        runts_number=str(900_000 + number),
        municipality=_MUNICIPALITIES[number % len(_MUNICIPALITIES)],
        tavoli=(first,) if first == second else (first, second),
        email=f"ente{number + 1:02d}@esempio.it",
    )


BODIES = tuple(_body(number) for number in range(len(_WORDS)))
"""The first one is the body of the person whom the demonstration lets you be."""
