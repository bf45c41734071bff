"""Forms: read after authorisation, with limits; refused ones come back with what was typed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlmodel import Session
from starlette.datastructures import FormData, UploadFile

from app.core.errors import AppError, InvalidFormError, TooLargeError
from app.core.events import pending_events
from app.core.i18n import number_words

SMALL_BODY = 256 * 1024
BUTTON = "azione"  # the submit button's name: which of several buttons was pressed
ONCE = "chiave"  # the idempotency key made with the form
T = TypeVar("T", bound=BaseModel)
R = TypeVar("R")


class FormModel(BaseModel):
    """Base of all forms: unknown fields are refused, an empty field counts as not given."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass
class Bound(Generic[T]):
    """A form as it came: `values` as typed, `errors` by field, `general` ones, button.

    `files` are the raw uploads, `kept` the ones that were checked and stored.
    """

    model: type[T]
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    general: list[str] = field(default_factory=list)
    files: dict[str, list[UploadFile]] = field(default_factory=dict)
    kept: dict[str, list[Any]] = field(default_factory=dict)
    button: str = ""
    once: str = ""
    data: T | None = None

    @property
    def ok(self) -> bool:
        return self.data is not None and not self.errors and not self.general

    @property
    def status(self) -> int:
        return 422 if self.errors or self.general else 200

    def attempt(self, session: Session, action: Callable[[T], R]) -> R | None:
        """Run `action` on valid data; a refusal becomes this form's errors, and nothing is kept.

        What the refusal itself must leave behind (`AppError.keep`) is written.
        """
        if self.data is None or not self.ok:
            return None
        announced = len(pending_events(session))
        savepoint = session.begin_nested()
        try:
            result = action(self.data)
            savepoint.commit()
        except AppError as error:
            if error.status not in {409, 422, 429}:
                raise
            savepoint.rollback()
            del pending_events(session)[announced:]
            self.refuse(error)
            if error.keep is not None:
                error.keep(session)
            return None
        return result

    def refuse(self, error: AppError) -> None:
        """Take the words of a refusal."""
        if isinstance(error, InvalidFormError):
            self.errors.update(error.errors)
            self.general.extend(error.general)
            return
        words = [error.sentence, error.remedy]
        if error.source is not None:
            words.append(f"({error.source.label})")
        self.general.append(" ".join(word for word in words if word))


def empty(model: type[T], **values: Any) -> Bound[T]:
    """A form not sent yet, filled with `values`."""
    return Bound(model, values={name: _shown(value) for name, value in values.items()})


def parse(model: type[T], raw: FormData) -> Bound[T]:
    """Validate what came. Every message is one that a person can act on."""
    bound: Bound[T] = Bound(model)
    for name, value in raw.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                bound.files.setdefault(name, []).append(value)
        elif name == BUTTON:
            bound.button = value
        elif name == ONCE:
            bound.once = value[:80]
        elif name in model.model_fields and _is_many(model, name):
            bound.values.setdefault(name, []).append(value)
        else:
            bound.values[name] = value
    given = {name: value for name, value in bound.values.items() if not _is_blank(value)}
    try:
        bound.data = model.model_validate(given)
    except ValidationError as error:
        _explain(bound, error)
    return bound


def _is_blank(value: Any) -> bool:
    return value == [] or (isinstance(value, str) and not value.strip())


def bind(model: type[T], *, max_bytes: int = SMALL_BODY) -> Any:
    """The dependency that gives a `Bound[model]`; `max_bytes` bounds the whole request."""
    return Depends(_binder(model, max_bytes))


def _binder(model: type[T], max_bytes: int) -> Callable[[Request], Awaitable[Bound[T]]]:
    async def read(request: Request) -> Bound[T]:
        request.state.max_body = max_bytes
        raw = await read_form(request, max_bytes)
        return parse(model, raw)

    return read


async def read_form(request: Request, max_bytes: int) -> FormData:
    """The form of an authorised request. Raises TooLargeError before reading too much."""
    if not getattr(request.state, "permitted", False):
        raise RuntimeError("a form is read only after the route's permission was checked")
    if int(request.headers.get("content-length") or 0) > max_bytes:
        raise TooLargeError(f"L'invio supera il limite di {max_bytes // 1_000_000 or 1} MB.")
    return await request.form(max_files=20, max_fields=1200, max_part_size=max_bytes)


def _is_many(model: type[BaseModel], name: str) -> bool:
    return "list[" in str(model.model_fields[name].annotation)


def _shown(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    return "" if value is None else str(value)


_WORDS = {
    "missing": "Campo obbligatorio.",
    "string_too_long": "Testo troppo lungo: al massimo {max_length} caratteri.",
    "string_too_short": "Testo troppo breve: almeno {min_length} caratteri.",
    "extra_forbidden": "Campo non previsto.",
    "date_from_datetime_parsing": "Data non valida: giorno, mese e anno.",
    "date_parsing": "Data non valida: giorno, mese e anno.",
    "datetime_from_date_parsing": "Data e ora non valide.",
    "datetime_parsing": "Data e ora non valide.",
    "time_parsing": "Ora non valida: per esempio 17:30.",
    "int_parsing": "Serve un numero intero.",
    "int_parsing_size": "Numero troppo grande.",
    "greater_than_equal": "Il valore minimo è {ge}.",
    "less_than_equal": "Il valore massimo è {le}.",
    "enum": "Scegliete una delle voci.",
    "literal_error": "Scegliete una delle voci.",
    "bool_parsing": "Valore non valido.",
    "too_long": "Al massimo {max_length} voci.",
    "too_short": "Scegliete almeno una voce.",
}


def _counted(context: dict[str, Any]) -> dict[str, Any]:
    """Numbers as people read them."""
    return {k: number_words(v) if isinstance(v, int) else v for k, v in context.items()}


def _explain(bound: Bound[Any], error: ValidationError) -> None:
    for item in error.errors(include_url=False):
        words = _WORDS.get(item["type"])
        if words is not None:
            text = words.format(**_counted(item.get("ctx", {})))
        elif item["type"] == "value_error":
            text = str(item["ctx"]["error"])
        else:
            text = "Valore non valido."
        if not item["loc"]:
            bound.general.append(text)
        elif item["type"] == "extra_forbidden":
            bound.general.append(f"Campo non previsto: {str(item['loc'][0])[:40]}.")
        else:
            bound.errors.setdefault(str(item["loc"][0]), text)
