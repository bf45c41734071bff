"""What must hold of a body's data and of a mandate's dates."""

from datetime import date
from typing import Any

from sqlmodel import Session

from app.core.clock import legal_today
from app.core.errors import InvalidFormError
from app.core.i18n import date_words
from app.core.text import names_in, sort_key
from app.law.runts import check_runts, parse_number
from app.law.tax_code import check_body_tax_code, check_tax_code
from app.people.ets.enums import BodyKind, RuntsState
from app.people.ets.forms import BodyForm
from app.people.ets.models import Ets
from app.people.ets.queries import find_by_tax_code

TAKEN = (
    "Questo ente è già registrato: chiedete un invito a un collega che se ne occupa. "
    "Se nell'ente nessuno sa chi sia, scrivete all'Ufficio di Piano."
)
_PLAIN = (
    "name", "legal_form", "runts_state", "street", "postcode", "municipality", "province",
    "pec", "email", "phone", "site", "activities", "about",
)  # fmt: skip


def columns_of(session: Session, form: BodyForm, own: Ets | None = None) -> dict[str, Any]:
    """The columns that `form` stands for; `own` is the body being edited.

    Raises InvalidFormError for a code that is wrong in form or another body's, and for a
    registration that does not hold together.
    """
    errors = _runts_errors(form)
    tax_code = _tax_code(session, form, own, errors)
    if not form.name:
        errors["name"] = "Scrivete il nome dell'ente."
    if errors:
        raise InvalidFormError(errors)
    registered = form.runts_state is RuntsState.REGISTERED
    return {
        **{name: getattr(form, name) for name in _PLAIN},
        "kind": BodyKind.OTHER if form.runts_state is RuntsState.NOT_ETS else BodyKind.ETS,
        "name_key": sort_key(form.name)[:300],
        "tax_code": tax_code,
        "runts_number": str(parse_number(form.runts_number)) if registered else "",
        "runts_section": form.runts_section,
        "runts_date": form.runts_date,
        "territory": names_in(form.territory),
    }


def _tax_code(
    session: Session, form: BodyForm, own: Ets | None, errors: dict[str, str]
) -> str | None:
    is_ets = form.runts_state is not RuntsState.NOT_ETS
    if not form.tax_code and not is_ets:
        return None
    check = (check_body_tax_code if is_ets else check_tax_code)(form.tax_code)
    if check.problem is not None or check.code is None:
        errors["tax_code"] = check.problem or "Il codice fiscale non torna."
        return None
    other = find_by_tax_code(session, check.code)
    if other is not None and (own is None or other.id != own.id):
        errors["tax_code"] = TAKEN
    return check.code


def _runts_errors(form: BodyForm) -> dict[str, str]:
    if form.runts_state is RuntsState.REGISTERED:
        decision = check_runts(
            form.runts_number, form.runts_section, form.runts_date, today=legal_today()
        )
        return {
            refusal.field or "runts_state": f"{refusal.reason} {refusal.remedy}"
            for refusal in decision.refusals
        }
    if form.runts_number or form.runts_section or form.runts_date:
        return {
            "runts_state": "Avete scritto i dati di un'iscrizione: "
            "scegliete «iscritto al RUNTS», oppure toglieteli."
        }
    return {}


def mandate_errors(
    since: date | None, until: date | None, *, since_field: str, until_field: str
) -> dict[str, str]:
    """What is wrong with the dates of a mandate (days in Rome), by form field."""
    today = legal_today()
    if since is None:
        return {since_field: "Scrivete da quando vale la delega."}
    if until is not None and until < since:
        return {until_field: "La delega finisce prima di cominciare."}
    if until is not None and until < today:
        return {until_field: f"La delega è già scaduta: oggi è {date_words(today)}."}
    return {}
