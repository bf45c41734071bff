"""Whether a draft says everything that the avviso asks."""

from collections.abc import Mapping
from typing import Any

from app.people.ets.enums import RuntsState
from app.steps.avvisi.definition import (
    FormDefinition,
    Part,
    check_fields,
    parts_of,
    seat_fields,
    validate_part,
)

Answers = Mapping[str, Mapping[str, Any]]
SIGNATURE = "signature"
TAVOLI = "tavoli"
SEATS = "seats"  # in the answers of the tavoli: one mapping for each, in order of preference
TAVOLO = "tavolo"  # in a seat: the tavolo's public id


def asked_parts(definition: FormDefinition, answers: Answers) -> tuple[Part, ...]:
    """The parts to fill in, without the signature; who is an ETS is not asked why it is not."""
    state = answers.get("runts", {}).get("runts_state", "")
    skipped = {SIGNATURE}
    if state != RuntsState.NOT_ETS.value:
        skipped.add("other_subject")
    return tuple(part for part in parts_of(definition) if part.code not in skipped)


def check_seats(
    definition: FormDefinition, seats: list[dict[str, str]], tavoli: set[str], *, final: bool
) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Clean the seats, in order of preference; errors are named `<field>_<number from 1>`.

    `tavoli` are the public ids of the procedure's tavoli.
    """
    clean: list[dict[str, str]] = []
    errors: dict[str, str] = {}
    asked = seat_fields(definition.delegates)
    for number, seat in enumerate(seats, start=1):
        person, wrong = check_fields(asked, seat, final=final)
        tavolo = seat.get(TAVOLO, "")
        if tavolo and (tavolo not in tavoli or tavolo in [done[TAVOLO] for done in clean]):
            wrong[TAVOLO] = "Scegliete un tavolo dell'elenco, ognuno una volta sola."
        elif final and not tavolo:
            wrong[TAVOLO] = "Scegliete il tavolo."
        clean.append({TAVOLO: tavolo, **{name: str(text) for name, text in person.items()}})
        errors |= {f"{name}_{number}": text for name, text in wrong.items()}
    if final and not seats:
        errors[f"{TAVOLO}_1"] = "Scegliete almeno un tavolo."
    if definition.max_tavoli is not None and len(seats) > definition.max_tavoli:
        errors[f"{TAVOLO}_{len(seats)}"] = (
            f"L'avviso permette di scegliere al massimo {definition.max_tavoli} tavoli."
        )
    return clean, errors


def problems_of(
    definition: FormDefinition, answers: Answers, tavoli: set[str]
) -> dict[str, dict[str, str]]:
    """What is missing or wrong, by part and field; empty when the domanda can be signed."""
    found: dict[str, dict[str, str]] = {}
    for part in asked_parts(definition, answers):
        given = answers.get(part.code, {})
        if part.code == TAVOLI:
            _, errors = check_seats(definition, given.get(SEATS, []), tavoli, final=True)
        else:
            _, errors = validate_part(definition, part.code, given, final=True)
        if errors:
            found[part.code] = errors
    return found


def signatory_of(answers: Answers) -> str:
    """The name of who signs, empty where it was not said."""
    told = answers.get("signatory", {})
    names = (str(told.get(name, "")) for name in ("first_name", "family_name"))
    return " ".join(name for name in names if name)[:200]


def files_in(answers: Answers) -> frozenset[str]:
    """Everything that may name a file in the answers: files answer by their public id."""
    return frozenset(
        said for part in answers.values() for said in part.values() if isinstance(said, str)
    )
