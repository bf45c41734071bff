"""Registering a domanda whose whole form the office typed for its body."""

from typing import Any

from pydantic import ValidationError
from sqlmodel import Session

from app.core.errors import InvalidFormError
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile
from app.steps.arrivals.actions.together import members_of
from app.steps.arrivals.forms import TypedForm, control
from app.steps.avvisi.definition import FieldKind, FormDefinition, fields_of, validate_part
from app.steps.domande.actions.register_arrival import (
    PEOPLE,
    arrival_of,
    chosen_tavoli,
    published_avviso,
    register_arrival,
    version_at,
)
from app.steps.domande.forms import ArrivalFacts, ArrivalForm
from app.steps.domande.models import Domanda
from app.steps.domande.queries.completeness import (
    SEATS,
    TAVOLI,
    TAVOLO,
    Answers,
    asked_parts,
    signatory_of,
)
from app.steps.procedures.queries import Here, list_tavoli

_NEEDED = (("body", "name"), ("body", "tax_code"), ("runts", "runts_state"))
_MISSING = (
    "Manca qualche risposta. Se manca anche in quello che l'ente ha mandato, spuntate qui e "
    "registratela così: chiederete poi di integrarla."
)


def register_typed(
    session: Session,
    actor: Actor,
    here: Here,
    form: TypedForm,
    typed: Answers,
    files: list[KeptFile],
    identity: list[KeptFile],
) -> Domanda:
    """Check the answers as the body's own would be, and give the domanda its number.

    They are those of the version in force when it came. What is wrong in form is refused; what
    is missing only until `form.incomplete` says that the body left it out. Who typed is the
    actor, who signs is in the answers. Raises as `register_arrival` does.
    """
    avviso = published_avviso(session, here)
    version = version_at(session, avviso, arrival_of(form))
    definition = FormDefinition.model_validate(version.definition)
    answers = _checked(definition, typed, incomplete=form.incomplete)
    members = members_of(form, definition, answers)
    answers[TAVOLI] = {SEATS: _seats(session, here, form)}
    arrival = _arrival_form(form, answers)
    return register_arrival(session, actor, here, arrival, files, identity, answers, members)


def _checked(
    definition: FormDefinition, typed: Answers, *, incomplete: bool
) -> dict[str, dict[str, Any]]:
    """The clean answers by part. Raises InvalidFormError, each error at its control."""
    answers: dict[str, dict[str, Any]] = {}
    wrong: dict[str, str] = {}
    missing: dict[str, str] = {}
    for part in asked_parts(definition, typed):
        if part.code == TAVOLI:
            continue
        given = typed.get(part.code, {})
        files = {f.name for f in fields_of(definition, part.code) if f.kind is FieldKind.FILE}
        clean, errors = validate_part(definition, part.code, given, final=False)
        _, lacking = validate_part(definition, part.code, given, final=True)
        answers[part.code] = {name: told for name, told in clean.items() if name not in files}
        wrong |= {control(part.code, name): text for name, text in errors.items()}
        missing |= {
            control(part.code, name): text
            for name, text in lacking.items()
            if name not in files and name not in errors
        }
    needed = {control(*one) for one in _NEEDED} & missing.keys()
    if wrong or needed:
        raise InvalidFormError({**wrong, **{name: missing[name] for name in needed}})
    if missing and not incomplete:
        raise InvalidFormError({**missing, "incomplete": _MISSING})
    return answers


def _seats(session: Session, here: Here, form: TypedForm) -> list[dict[str, str]]:
    """The tavoli asked for as the body's own answers would name them."""
    refs = {tavolo.pk: tavolo.public_id for tavolo in list_tavoli(session, here.procedure.pk)}
    return [
        {TAVOLO: refs[row["tavolo_id"]], **{name: row[name] for name in PEOPLE}}
        for row in chosen_tavoli(session, here, form)
    ]


def _arrival_form(form: TypedForm, answers: Answers) -> ArrivalForm:
    """Raises InvalidFormError for an address that mail could not reach."""
    body, runts = answers["body"], answers["runts"]
    told = {
        "tax_code": body["tax_code"],
        "body_name": body["name"],
        "email": body.get("email"),
        "pec": body.get("pec"),
        "runts_state": runts["runts_state"],
        **{name: runts.get(name) for name in ("runts_number", "runts_section", "runts_date")},
        "signed_by": signatory_of(answers),
    }
    facts = {name: getattr(form, name) for name in ArrivalFacts.model_fields}
    try:
        return ArrivalForm(**facts, **{name: text for name, text in told.items() if text})
    except ValidationError as error:
        wrong = {str(one["loc"][0]): str(one["msg"]) for one in error.errors()}
        raise InvalidFormError(
            {
                control("body", name): text.removeprefix("Value error, ")
                for name, text in wrong.items()
            }
        ) from error
