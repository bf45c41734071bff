"""What a field and a part of the domanda are."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class FieldKind(StrEnum):
    """How a field is shown and checked. Answers are strings; `CHOICES` has a list of them."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    EMAIL = "email"
    TEL = "tel"
    URL = "url"
    NUMBER = "number"
    TAX_CODE_PERSON = "tax_code_person"
    TAX_CODE_BODY = "tax_code_body"
    VAT = "vat"
    RUNTS_NUMBER = "runts_number"
    MUNICIPALITY = "municipality"
    CHOICE = "choice"
    CHOICES = "choices"
    TICK = "tick"
    FILE = "file"


Options = tuple[tuple[str, str], ...]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Field(_Frozen):
    """One thing asked. A tick is answered by "1"; a file by the id of what was kept.

    `extra` fields are asked only where the avviso switches them on. `required_when` names
    another field and the answers to it that make this one required; no answers stand for any.
    `past` dates may not be after today. `group` gathers the fields of one legend.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    help: str = ""
    max_length: int = 200
    options: Options = ()
    autocomplete: str = ""
    extra: bool = False
    required_when: tuple[str, tuple[str, ...]] | None = None
    past: bool = False
    group: str = ""


class Part(_Frozen):
    """One step of the domanda. `fixed` parts are asked by every avviso.

    The fields of `special` parts are laid out by the room of the domande. A `derived` part
    stands where a setting of its own asks for it.
    """

    code: str
    title: str
    intro: str = ""
    fields: tuple[Field, ...] = ()
    fixed: bool = False
    special: bool = False
    derived: bool = False


class OwnItem(_Frozen):
    """What the office words itself: a document to enclose, or a declaration.

    `number` names it for ever (`document_3`), so that a draft's answer stays with it. `text`
    is the declaration, or what helps to find the document.
    """

    number: int
    title: str
    text: str = ""
    required: bool = True
