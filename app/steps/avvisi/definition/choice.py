"""What one avviso asks: parts, further fields and declarations, chosen by the office."""

from collections.abc import Collection, Iterable
from itertools import groupby
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, model_validator

from app.people.ets.enums import RuntsState
from app.steps.avvisi.definition.declarations import DECLARATIONS
from app.steps.avvisi.definition.fields import Field, FieldKind, OwnItem, Part
from app.steps.avvisi.definition.parts import PARTS
from app.steps.avvisi.definition.what import MAX_DELEGATES, seat_fields

FIXED_PARTS: Final = tuple(code for code, part in PARTS.items() if part.fixed)
FIXED_DECLARATIONS: Final = ("dpr445", "requirements_no_exclusion", "ip_release", "privacy_read")
MAX_OWN: Final = 20
"""How many documents, or declarations of its own, an avviso may ask."""
LAST_OWN_NUMBER: Final = 99


class FormDefinition(BaseModel):
    """The form of a domanda. Kept as JSON: `model_dump(mode="json")`, `model_validate`.

    `optional_fields` names the switched-on extra fields by part; `max_tavoli` is None where a
    body may choose any number; `delegates` is how many people it may send to each;
    `members_may_apply_alone` lets a body of a joint domanda file one of its own too;
    `needs_limit` counts characters; `files` and `own_declarations` are the office's own.
    What was stored before a field existed is loaded with its default. Raises ValueError when
    it names what the catalogue has not, or leaves out what every domanda asks.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    parts: tuple[str, ...]
    optional_fields: dict[str, tuple[str, ...]] = {}
    declarations: tuple[str, ...] = FIXED_DECLARATIONS
    max_tavoli: int | None = None
    needs_limit: int = 3000
    other_subjects: bool = False
    members_may_apply_alone: bool = False
    delegates: int = 1
    files: tuple[OwnItem, ...] = ()
    own_declarations: tuple[OwnItem, ...] = ()

    @model_validator(mode="after")
    def _in_catalogue(self) -> Self:
        _refuse_unknown("part", self.parts, PARTS, FIXED_PARTS)
        _refuse_unknown("declaration", self.declarations, DECLARATIONS, FIXED_DECLARATIONS)
        for code, names in self.optional_fields.items():
            part = PARTS.get(code)
            extras = {field.name for field in part.fields if field.extra} if part else set()
            if not extras.issuperset(names):
                raise ValueError(f"no such extra fields in {code}: {names}")
        if self.other_subjects != ("other_subject" in self.parts):
            raise ValueError("the part of other subjects goes with their admission")
        if bool(self.files) != ("documents" in self.parts):
            raise ValueError("the part of the documents goes with what it asks")
        for items in (self.files, self.own_declarations):
            _refuse_unnumbered(items)
        if any(not item.text for item in self.own_declarations):
            raise ValueError("a declaration has its text")
        if self.max_tavoli is not None and self.max_tavoli < 1:
            raise ValueError("at least one tavolo can be chosen")
        if not 1 <= self.delegates <= MAX_DELEGATES:
            raise ValueError(f"a body sends from 1 to {MAX_DELEGATES} delegates to a tavolo")
        if not 200 <= self.needs_limit <= 20_000:
            raise ValueError("the limit of the first needs is between 200 and 20000 characters")
        return self


def _refuse_unknown(
    what: str, named: tuple[str, ...], known: Collection[str], fixed: tuple[str, ...]
) -> None:
    if len(set(named)) != len(named) or not set(named) <= set(known):
        raise ValueError(f"unknown or repeated {what}: {named}")
    if not set(fixed) <= set(named):
        raise ValueError(f"every domanda has the {what}s {fixed}")


def _refuse_unnumbered(items: tuple[OwnItem, ...]) -> None:
    numbers = [item.number for item in items]
    if len(set(numbers)) != len(numbers) or len(numbers) > MAX_OWN:
        raise ValueError(f"numbers repeat, or are more than {MAX_OWN}: {numbers}")
    if any(not 1 <= number <= LAST_OWN_NUMBER for number in numbers):
        raise ValueError(f"a number is from 1 to {LAST_OWN_NUMBER}: {numbers}")
    if any(not item.title for item in items):
        raise ValueError("each has its title")


SHORT_DEFAULT: Final = FormDefinition(
    parts=("signatory", "body", "runts", "tavoli", "needs", "declarations", "signature")
)
"""Short enough for a volunteer on a phone; everything else is switched on by the office."""


def parts_of(definition: FormDefinition) -> tuple[Part, ...]:
    """The parts that are asked, in the catalogue's order."""
    return tuple(part for code, part in PARTS.items() if code in definition.parts)


def fields_of(definition: FormDefinition, code: str) -> tuple[Field, ...]:
    """The fields asked in one part: extras only where switched on, lists and limits as chosen.

    Raises KeyError for a part that is not in the catalogue.
    """
    part = PARTS[code]
    if code == "declarations":
        return (*_boxes(definition), *map(_own_box, definition.own_declarations))
    if code == "documents":
        return tuple(map(_document, definition.files))
    if code == "tavoli":
        return seat_fields(definition.delegates)
    wanted = definition.optional_fields.get(code, ())
    fields = tuple(field for field in part.fields if not field.extra or field.name in wanted)
    if code == "runts" and not definition.other_subjects:
        return tuple(_without_others(field) for field in fields)
    if code == "needs":
        return tuple(
            field.model_copy(update={"max_length": definition.needs_limit}) for field in fields
        )
    return fields


def groups_of(fields: Iterable[Field]) -> tuple[tuple[str, tuple[Field, ...]], ...]:
    """The fields gathered under their legends, in order; no legend is ""."""
    return tuple((name, tuple(some)) for name, some in groupby(fields, lambda f: f.group))


def _boxes(definition: FormDefinition) -> tuple[Field, ...]:
    boxes: list[Field] = []
    for code, declaration in DECLARATIONS.items():
        if code not in definition.declarations:
            continue
        boxes.append(
            Field(
                name=code,
                label=declaration.text,
                kind=FieldKind.TICK,
                required=True,
                help=declaration.source.label,
                group=declaration.title,
            )
        )
        if declaration.detail:
            boxes.append(
                Field(
                    name=f"{code}_detail",
                    label=declaration.detail,
                    kind=FieldKind.LONG,
                    max_length=2000,
                    group=declaration.title,
                )
            )
    return tuple(boxes)


def _own_box(item: OwnItem) -> Field:
    return Field(
        name=f"own_{item.number}",
        label=item.text,
        kind=FieldKind.TICK,
        required=item.required,
        group=item.title,
    )


def _document(item: OwnItem) -> Field:
    return Field(
        name=f"document_{item.number}",
        label=item.title,
        kind=FieldKind.FILE,
        required=item.required,
        help=item.text,
    )


def _without_others(field: Field) -> Field:
    kept = tuple(option for option in field.options if option[0] != RuntsState.NOT_ETS.value)
    return field.model_copy(update={"options": kept}) if field.name == "runts_state" else field
