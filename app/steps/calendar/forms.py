"""What is typed about meetings, sessions and sign-ups. Hours are wall time in Europe/Rome."""

import re
from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from app.core.text import Line, LongLine, Text, clean_line
from app.core.web.forms import FormModel
from app.people.accounts.forms import Email
from app.steps.calendar.enums import LaboratoryKind, MeetingKind

_ITEM = re.compile(r"(\d{1,3})\s*(?:min(?:uti)?\.?|['’])?\s*[:|;–-]\s*(.+)")
AGENDA_HELP = (
    "Una voce per riga: minuti, che cosa, con quale tecnica. Per esempio: 20; Bisogni; post-it"
)


def _sensible(day: date) -> date:
    if not 2000 <= day.year <= 2100:
        raise ValueError("Controllate l'anno: deve stare tra il 2000 e il 2100.")
    return day


def _said(value: str) -> str:
    if not value:
        raise ValueError("Campo obbligatorio.")
    return value


def _agenda(value: str) -> str:
    parse_agenda(value)
    return value


def parse_agenda(text: str) -> list[dict[str, object]]:
    """The items of an agenda: minutes, what, technique. Raises ValueError naming the line."""
    items: list[dict[str, object]] = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), start=1):
        found = _ITEM.fullmatch(line)
        if found is None:
            raise ValueError(f"Riga {number}: cominciate con i minuti, per esempio «20; Bisogni».")
        what, _, technique = found[2].partition(";")
        items.append(
            {"minutes": int(found[1]), "what": what.strip(), "technique": technique.strip()}
        )
    return items


def agenda_text(items: list[dict[str, object]]) -> str:
    """The agenda as it is typed."""
    lines = []
    for item in items:
        parts = (item["minutes"], item["what"], item["technique"])
        lines.append("; ".join(str(part) for part in parts if part != ""))
    return "\n".join(lines)


Day = Annotated[date, AfterValidator(_sensible)]
Title = Annotated[str, StringConstraints(max_length=300), AfterValidator(clean_line)]
Address = Annotated[str, StringConstraints(max_length=300), AfterValidator(clean_line)]
Code = Annotated[str, StringConstraints(max_length=20), AfterValidator(clean_line)]
Agenda = Annotated[Text, AfterValidator(_agenda)]
SaidTitle = Annotated[Title, AfterValidator(_said)]


class MeetingForm(FormModel):
    """`starts` and `ends` are hours of `day`; `yields` is for laboratories only."""

    kind: MeetingKind
    code: Code = ""
    title: SaidTitle
    yields: LaboratoryKind | None = None
    day: Day
    starts: time
    ends: time
    place_name: Line = ""
    address: Address = ""
    access_note: Text = ""
    public: bool = False
    sign_up: bool = False


class SessionForm(FormModel):
    """`tavolo` is a public id; empty for the plenary."""

    tavolo: Line = ""
    title: Title = ""
    starts: time
    ends: time
    room: Line = ""
    goals: Text = ""
    agenda: Agenda = ""


class CancelForm(FormModel):
    reason: Annotated[LongLine, AfterValidator(_said)]


class SignUpForm(FormModel):
    name: Annotated[Line, AfterValidator(_said)]
    email: Email
    people: Annotated[int, Field(ge=1, le=20)] = 1
    access_needs: Annotated[Text, StringConstraints(max_length=1000)] = ""


class PressForm(FormModel):
    """Nothing to type: the press of the button is the act."""
