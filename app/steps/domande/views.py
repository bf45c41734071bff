"""A domanda as its pages and its PDF show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.i18n import date_short, instant_words
from app.core.text import sentence
from app.steps.avvisi.definition import (
    MAX_DELEGATES,
    Field,
    FieldKind,
    FormDefinition,
    fields_of,
    seat_fields,
)
from app.steps.domande.enums import Channel
from app.steps.domande.members import problems_of_members
from app.steps.domande.queries.area import HeldFile
from app.steps.domande.queries.completeness import (
    SEATS,
    TAVOLI,
    TAVOLO,
    Answers,
    asked_parts,
    problems_of,
)
from app.steps.domande.queries.members import FORM_PART, MemberRow
from app.steps.domande.queries.received import ground_words
from app.steps.procedures.models import Tavolo

BASE = "/area-personale/domande"
CHANNELS = tuple((one.value, sentence(one.label)) for one in Channel)
TOGETHER = "Enti insieme"
_ABOUT_SOMEBODY = (
    ("name", "Nome e cognome", "text"),
    ("role", "Ruolo nell'ente", "text"),
    ("email", "E-mail", "email"),
    ("phone", "Telefono", "tel"),
)
SEAT_PEOPLE = tuple(
    (words, tuple((f"{who}_{what}", label, kind) for what, label, kind in _ABOUT_SOMEBODY))
    for who, words in (("delegate", "Delegato"), ("substitute", "Sostituto"))
)
"""Who may sit at a tavolo, with the controls (name, label, kind) that say who."""
Rows = tuple[tuple[str, str], ...]
_SEAT_FIELDS = seat_fields(MAX_DELEGATES)


@dataclass(frozen=True, slots=True)
class PartView:
    """One part: its answers as label and words, by group, and how many things are missing."""

    code: str
    title: str
    address: str
    groups: tuple[tuple[str, Rows], ...]
    problems: tuple[str, ...]

    @property
    def rows(self) -> Rows:
        return tuple(row for _, rows in self.groups for row in rows)


def address_of(public_id: str, page: str = "") -> str:
    return f"{BASE}/{public_id}{page}"


def asked_address(member: str) -> str:
    """Where a member reads what it is asked, and confirms."""
    return f"{BASE}/insieme/{member}"


def part_address(public_id: str, code: str) -> str:
    return address_of(public_id, f"/parte/{code}")


def part_views(
    public_id: str,
    definition: FormDefinition,
    answers: Answers,
    files: list[HeldFile],
    tavoli: list[Tavolo],
) -> list[PartView]:
    """Every asked part but the signature, with what is answered and what is missing."""
    problems = problems_of(definition, answers, {tavolo.public_id for tavolo in tavoli})
    names = {file.public_id: file.name for file in files}
    views = []
    for part in asked_parts(definition, answers):
        given = answers.get(part.code, {})
        if part.code == TAVOLI:
            groups = _seat_groups(given.get(SEATS, []), tavoli)
            labels = _seat_labels(given.get(SEATS, []))
        else:
            fields = fields_of(definition, part.code)
            groups = _groups(fields, given, names)
            labels = {field.name: _short_label(field) for field in fields}
        wrong = problems.get(part.code, {})
        views.append(
            PartView(
                code=part.code,
                title=part.title,
                address=part_address(public_id, part.code),
                groups=groups,
                problems=tuple(f"{labels.get(name, 'Tavolo')}: {w}" for name, w in wrong.items()),
            )
        )
    return views


def members_view(public_id: str, definition: FormDefinition, rows: Sequence[MemberRow]) -> PartView:
    """Who takes part together: how each is there, what it declares, and what is missing."""
    labels = {field.name: _short_label(field) for field in fields_of(definition, "declarations")}
    return PartView(
        code="members",
        title=TOGETHER,
        address=address_of(public_id, "/insieme"),
        groups=tuple((row.member.name, _member_rows(row, labels)) for row in rows),
        problems=problems_of_members(rows),
    )


def named_view(public_id: str, rows: Sequence[MemberRow]) -> PartView:
    """Who takes part together, by name alone: what they read of each other."""
    return PartView(
        code="members",
        title=TOGETHER,
        address=address_of(public_id, "/insieme"),
        groups=tuple((row.member.name, _named_rows(row)) for row in rows),
        problems=(),
    )


def with_members(views: list[PartView], members: PartView) -> list[PartView]:
    """The parts with the members after the one that says how the body takes part."""
    at = next((place for place, view in enumerate(views) if view.code == FORM_PART), -1)
    return [*views[: at + 1], members, *views[at + 1 :]]


def _named_rows(row: MemberRow) -> Rows:
    return (("Codice fiscale", row.member.tax_code), ("RUNTS", row.member.runts_state.label))


def _member_rows(row: MemberRow, labels: Mapping[str, str]) -> Rows:
    member = row.member
    declared = "; ".join(labels.get(name, name) for name in member.declared)
    return (
        *_named_rows(row),
        ("Partecipazione", member_words(row)),
        *((("Dichiarazioni rese", declared),) if declared else ()),
        *((labels.get(name, name), text) for name, text in member.details.items()),
    )


def member_words(row: MemberRow) -> str:
    """How a member is there: confirmed by whom and when, by its declaration, or not yet."""
    member = row.member
    if member.confirmed_at is not None:
        words = f"confermata il {instant_words(member.confirmed_at)} da {row.confirmed_by}"
        return f"{words}, {ground_words(member.ground)}" if member.ground else words
    if member.declined_at is not None:
        return f"ha detto di no il {instant_words(member.declined_at)}"
    if member.declaration_id is not None:
        return "con la dichiarazione firmata dall'ente, allegata"
    return ""


def _short_label(field: Field) -> str:
    """A declaration by its title: its text is long."""
    return field.group if field.kind is FieldKind.TICK and field.group else field.label


def _groups(
    fields: tuple[Field, ...], given: Mapping[str, Any], files: Mapping[str, str]
) -> tuple[tuple[str, Rows], ...]:
    """Groups of a repeated kind that say nothing are left out."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for field in fields:
        groups.setdefault(field.group, []).append(
            (field.label, words_of(field, given.get(field.name, ""), files))
        )
    return tuple(
        (group, tuple(rows))
        for group, rows in groups.items()
        if not group or any(said for _, said in rows)
    )


def words_of(field: Field, said: Any, files: Mapping[str, str]) -> str:
    """An answer in words: labels of choices, Italian dates, names of files."""
    if not said:
        return ""
    labels = dict(field.options)
    if field.kind is FieldKind.CHOICES:
        return "; ".join(labels.get(one, one) for one in said)
    text = str(said)
    match field.kind:
        case FieldKind.CHOICE:
            text = labels.get(text, text)
        case FieldKind.TICK:
            text = "Sì"
        case FieldKind.FILE:
            text = files.get(text, "")
        case FieldKind.DATE:
            text = _day(text)
    return text


def _day(said: str) -> str:
    try:
        return date_short(date.fromisoformat(said))
    except ValueError:
        return said


def _seat_groups(seats: list[dict[str, str]], tavoli: list[Tavolo]) -> tuple[tuple[str, Rows], ...]:
    names = {tavolo.public_id: tavolo.name for tavolo in tavoli}
    return tuple(
        (
            f"{number}. {names.get(seat.get(TAVOLO, ''), 'Tavolo da scegliere')}",
            tuple(
                (f"{field.group}: {field.label.lower()}", seat.get(field.name, ""))
                for field in _SEAT_FIELDS
                if seat.get(field.name)
            )
            or (("Persona delegata", ""),),
        )
        for number, seat in enumerate(seats, start=1)
    )


def _seat_labels(seats: list[dict[str, str]]) -> dict[str, str]:
    labels = {f"{TAVOLO}_{number}": f"Tavolo {number}" for number in range(1, len(seats) + 2)}
    for number in range(1, len(seats) + 1):
        for field in _SEAT_FIELDS:
            labels[f"{field.name}_{number}"] = (
                f"Tavolo {number}, {field.group.lower()}, {field.label.lower()}"
            )
    return labels


Step = tuple[str, str | None, bool]


def steps_of(public_id: str, views: list[PartView], *, signed: bool) -> list[Step]:
    """The steps bar: every part, then attachments, summary and signature."""
    steps: list[Step] = [(view.title, view.address, not view.problems) for view in views]
    complete = not any(view.problems for view in views)
    steps += [
        ("Allegati", address_of(public_id, "/allegati"), True),
        ("Riepilogo", address_of(public_id, "/riepilogo"), complete),
        ("Firma e invio", address_of(public_id, "/firma"), signed),
    ]
    return steps


def next_address(public_id: str, views: list[PartView], code: str) -> str:
    """Where one goes after saving the part `code`."""
    codes = [view.code for view in views]
    following = views[codes.index(code) + 1 :] if code in codes else []
    if following:
        return following[0].address
    return address_of(public_id, "/allegati")
