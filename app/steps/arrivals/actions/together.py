"""Who takes part together, as the office typed it from what a body sent."""

from pydantic import ValidationError

from app.core.errors import InvalidFormError
from app.people.ets.enums import RuntsState
from app.steps.arrivals.forms import TypedForm
from app.steps.avvisi.definition import FormDefinition
from app.steps.domande.forms import MemberForm
from app.steps.domande.queries.completeness import Answers
from app.steps.domande.queries.members import FORM_PART, is_joint

_CONTROL = "together"


def members_of(form: TypedForm, definition: FormDefinition, answers: Answers) -> list[MemberForm]:
    """The bodies typed beside the lead, where the answers say that there are some.

    Raises InvalidFormError for a row that is wrong, for bodies that the answers contradict, and
    for none where there should be, unless `form.incomplete` says that the body left them out.
    """
    rows = form.together
    if rows and FORM_PART not in definition.parts:
        raise _wrong(
            "L'avviso non prevede domande di più enti insieme: registrate quella del capofila; gli "
            "altri restano scritti nel file arrivato."
        )
    if rows and not is_joint(answers):
        raise _wrong(
            "Avete scritto altri enti: in «Come partecipate» scegliete che partecipano insieme, "
            "oppure toglieteli da qui."
        )
    if not rows and is_joint(answers) and not form.incomplete:
        raise InvalidFormError(
            {
                _CONTROL: "Scrivete quali enti partecipano insieme.",
                "incomplete": "Se non li dice nemmeno quello che l'ente ha mandato, spuntate qui.",
            }
        )
    members = [_member(place, *row) for place, row in enumerate(rows, start=1)]
    codes = [str(answers["body"].get("tax_code", "")), *(one.tax_code for one in members)]
    if len(set(codes)) < len(codes):
        raise _wrong("Un codice fiscale compare due volte: il capofila non va tra gli altri.")
    return members


def _member(place: int, name: str, tax_code: str, runts: str) -> MemberForm:
    try:
        return MemberForm(name=name, tax_code=tax_code, runts_state=RuntsState(runts or "not_ets"))
    except ValidationError as error:
        words = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise _wrong(f"Ente {place}: {words}") from error
    except ValueError as error:
        raise _wrong(f"Ente {place}: scegliete l'iscrizione dall'elenco.") from error


def _wrong(words: str) -> InvalidFormError:
    return InvalidFormError({_CONTROL: words})
