"""Bodies as pages show them."""

from dataclasses import dataclass

from app.core.i18n import date_words
from app.core.text import sentence
from app.law.activities import ACTIVITIES, activity_label
from app.law.runts import RUNTS_SECTIONS
from app.people.ets.enums import PUBLIC_SIDE, MembershipKind, RuntsState
from app.people.ets.models import Ets
from app.people.ets.navigation import BODIES
from app.people.ets.queries import OwnBody

Options = tuple[tuple[str, str], ...]


RUNTS_OPTIONS: Options = tuple((state.value, sentence(state.label)) for state in RuntsState)
SECTION_OPTIONS: Options = tuple((s.letter, s.label) for s in RUNTS_SECTIONS.values())
ACTIVITY_OPTIONS: Options = tuple((letter, activity_label(letter)) for letter in ACTIVITIES)
CAPACITY_OPTIONS: Options = tuple((kind.value, sentence(kind.label)) for kind in MembershipKind)
MANDATE_ONLY: Options = ((MembershipKind.MANDATE.value, sentence(MembershipKind.MANDATE.label)),)


@dataclass(frozen=True, slots=True)
class BodyCard:
    name: str
    href: str
    meta: str
    text: str


def body_card(body: OwnBody) -> BodyCard:
    """One's own body in a list, with the capacity in which one acts."""
    until = f" fino a {date_words(body.until)}" if body.until else ""
    code = f", codice fiscale {body.tax_code}" if body.tax_code else ""
    what = body.kind if body.kind in PUBLIC_SIDE else body.runts_state
    return BodyCard(
        name=body.name,
        href=f"{BODIES}/{body.public_id}",
        meta=f"{what.label}{code}",
        text=f"Agite come {body.capacity.label}{until}.",
    )


def sheet_of(body: Ets) -> list[tuple[str, str]]:
    """What is known of a body, term by term; an empty value is shown as such."""
    contacts = [
        ("Sede", _seat(body)),
        ("PEC", body.pec),
        ("E-mail", body.email),
        ("Telefono", body.phone),
        ("Sito", body.site),
        ("Presentazione", body.about),
    ]
    if body.kind in PUBLIC_SIDE:
        return [("Che cosa è", body.kind.label), *contacts]
    return [
        ("Forma giuridica", body.legal_form),
        ("Codice fiscale", body.tax_code or ""),
        ("RUNTS", _registration(body)),
        *contacts,
        ("Attività", "; ".join(activity_label(letter) for letter in sorted(body.activities))),
        ("Comuni in cui opera", ", ".join(body.territory)),
    ]


def _seat(body: Ets) -> str:
    town = " ".join(part for part in (body.postcode, body.municipality) if part)
    if body.province:
        town = f"{town} ({body.province})".strip()
    return ", ".join(part for part in (body.street, town) if part)


def _registration(body: Ets) -> str:
    if body.runts_state is not RuntsState.REGISTERED or body.runts_date is None:
        return body.runts_state.label
    section = RUNTS_SECTIONS[body.runts_section].label
    return (
        f"{body.runts_state.label}: n. {body.runts_number}, sezione {section}, "
        f"da {date_words(body.runts_date)}"
    )
