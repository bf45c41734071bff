"""The whole form of a domanda, as the office types it from what a body sent."""

from typing import Any

from fastapi import Depends, Request
from pydantic import Field
from starlette.datastructures import FormData

from app.core.text import Line
from app.core.web.forms import Bound, FormModel, parse, read_form
from app.core.web.uploads import MAX_FORM, keep_uploads
from app.steps.avvisi.definition import DECLARATIONS, LAST_OWN_NUMBER, PARTS, FieldKind
from app.steps.domande.forms import ARRIVAL_FILES, ArrivalFacts
from app.steps.domande.queries.completeness import SIGNATURE, TAVOLI

BETWEEN = "__"  # part and field, in the name of a control: two parts ask for a tax code


class TypedForm(ArrivalFacts):
    """`incomplete` is ticked where what is missing here is missing on the paper too.

    The answers stand beside it in `Bound.values`, as `<part>__<field>`. The lists say who takes
    part together, one place of each for a body; an empty place is nobody.
    """

    incomplete: bool = False
    together_name: list[Line] = Field(default_factory=list)
    together_tax_code: list[Line] = Field(default_factory=list)
    together_runts: list[Line] = Field(default_factory=list)

    @property
    def together(self) -> list[tuple[str, str, str]]:
        """Name, tax code and registration of each body of which something was typed."""
        rows = zip(self.together_name, self.together_tax_code, self.together_runts, strict=False)
        return [row for row in rows if row[0] or row[1]]


class TableForm(FormModel):
    """A CSV comes with it."""


class PressForm(FormModel):
    """Nothing to type: the press of the button is the act."""


def control(part: str, field: str) -> str:
    """The name of a control of the whole form."""
    return f"{part}{BETWEEN}{field}"


def answers_in(values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The typed answers by part."""
    answers: dict[str, dict[str, Any]] = {}
    for name, typed in values.items():
        part, between, field = name.partition(BETWEEN)
        if between:
            answers.setdefault(part, {})[field] = typed
    return answers


def bind_typed() -> Any:
    """The dependency that gives the whole form: facts checked, answers as typed, files kept."""

    async def read(request: Request) -> Bound[TypedForm]:
        request.state.max_body = MAX_FORM
        raw = await read_form(request, MAX_FORM)
        known = _known()
        facts = FormData([(name, value) for name, value in raw.multi_items() if name not in known])
        bound = parse(TypedForm, facts)
        for name, kind in known.items():
            sent = [str(value) for value in raw.getlist(name)]
            if kind is FieldKind.CHOICES:
                bound.values[name] = sent
            elif sent:
                bound.values[name] = sent[0]
        await keep_uploads(request, bound, ARRIVAL_FILES)
        return bound

    return Depends(read)


def _known() -> dict[str, FieldKind]:
    """Every control that an avviso may ask for, by name; files come in one place for all."""
    names: dict[str, FieldKind] = {
        control(code, field.name): field.kind
        for code, part in PARTS.items()
        if code not in (TAVOLI, SIGNATURE)
        for field in part.fields
        if field.kind is not FieldKind.FILE
    }
    own = [f"own_{number}" for number in range(1, LAST_OWN_NUMBER + 1)]
    for name in (*DECLARATIONS, *own):
        names[control("declarations", name)] = FieldKind.TICK
        names[control("declarations", f"{name}_detail")] = FieldKind.LONG
    return names
