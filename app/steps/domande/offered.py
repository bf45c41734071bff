"""What the national register says of the body, offered in the parts that ask for it."""

from sqlmodel import Session

from app.core.web.forms import Bound
from app.law.tax_code import check_tax_code
from app.people.runts.queries import ask_register
from app.people.runts.views import Offer, offer_of, take_from_register
from app.steps.avvisi.definition import FormDefinition, fields_of
from app.steps.domande.forms_area import PartForm
from app.steps.domande.queries.completeness import Answers

REGISTERED_PARTS = frozenset({"body", "runts"})


def offer_known(session: Session, answers: Answers) -> Offer | None:
    """What the register says of the code saved in the draft; None before one was written well."""
    code = str(answers.get("body", {}).get("tax_code", ""))
    return offer_of(ask_register(session, code)) if check_tax_code(code).ok else None


def offer_in_part(
    session: Session,
    definition: FormDefinition,
    part: str,
    form: Bound[PartForm],
    answers: Answers,
) -> Offer | None:
    """Write what the register says into the part on show, to be confirmed; nothing is saved."""
    asked = {field.name for field in fields_of(definition, part)}
    told = form.values if part == "body" else answers.get("body", {})
    code = str(told.get("tax_code", ""))
    return take_from_register(session, form, code, lambda name: name if name in asked else "")
