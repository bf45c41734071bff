"""What people type about a body and about who may act for it."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from app.core.text import Line, Text, clean_line, names_in
from app.core.web.forms import FormModel
from app.law.activities import ACTIVITIES
from app.law.runts import RUNTS_SECTIONS
from app.people.accounts.forms import Email
from app.people.ets.enums import MembershipKind, RuntsState

_SITE = re.compile(r"https?://[^\s/?#]+\.[^\s]+", re.IGNORECASE)


def _postcode(value: str) -> str:
    if value and not (len(value) == 5 and value.isascii() and value.isdigit()):
        raise ValueError("Il CAP ha cinque cifre, per esempio 50123.")
    return value


def _province(value: str) -> str:
    if value and not (len(value) == 2 and value.isascii() and value.isalpha()):
        raise ValueError("Scrivete la sigla della provincia, due lettere: per esempio FI.")
    return value.upper()


def _site(value: str) -> str:
    address = value if "://" in value or not value else f"https://{value}"
    if address and not _SITE.fullmatch(address):
        raise ValueError("Scrivete l'indirizzo del sito, per esempio https://www.esempio.it.")
    return address


def _letter(value: str) -> str:
    if value not in ACTIVITIES:
        raise ValueError("Scegliete le attività dall'elenco.")
    return value


def _section(value: str) -> str:
    if value and value not in RUNTS_SECTIONS:
        raise ValueError("Scegliete una delle sette sezioni.")
    return value


def _names(value: str) -> str:
    if len(names_in(value)) > 100 or any(len(name) > 100 for name in names_in(value)):
        raise ValueError("Separate i comuni con una virgola: al massimo 100 comuni.")
    return value


Name = Annotated[str, StringConstraints(max_length=300), AfterValidator(clean_line)]
Site = Annotated[
    str, StringConstraints(max_length=280), AfterValidator(clean_line), AfterValidator(_site)
]
Letter = Annotated[str, AfterValidator(_letter)]
Phone = Annotated[str, StringConstraints(max_length=60), AfterValidator(clean_line)]
LegalForm = Annotated[str, StringConstraints(max_length=120), AfterValidator(clean_line)]
Town = Annotated[str, StringConstraints(max_length=100), AfterValidator(clean_line)]


class BodyForm(FormModel):
    """The form of the codes is checked by the action, which knows the rules of law."""

    name: Name
    legal_form: LegalForm = ""
    tax_code: Line = ""
    runts_state: RuntsState
    runts_number: Line = ""
    runts_section: Annotated[Line, AfterValidator(_section)] = ""
    runts_date: date | None = None
    street: Line = ""
    postcode: Annotated[Line, AfterValidator(_postcode)] = ""
    municipality: Town = ""
    province: Annotated[Line, AfterValidator(_province)] = ""
    pec: Email = ""
    email: Email = ""
    phone: Phone = ""
    site: Site = ""
    activities: list[Letter] = Field(default_factory=list)
    territory: Annotated[Text, AfterValidator(_names)] = ""
    about: Text = ""


class NewBodyForm(BodyForm):
    """`acting` is the capacity in which who writes acts; a mandate comes with its file."""

    acting: MembershipKind
    mandate_since: date | None = None
    mandate_until: date | None = None


class EditBodyForm(BodyForm):
    """`edition` is the one that was shown."""

    edition: int


class InviteForm(FormModel):
    """`replaces`: a new legal representative takes the place of who is one now."""

    email: Email
    acting: MembershipKind = MembershipKind.MANDATE
    since: date
    until: date | None = None
    replaces: bool = False


class PressForm(FormModel):
    """Nothing to type: the press of the button is the act."""
