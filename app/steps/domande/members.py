"""Who may take part together: pure rules over names and tax codes."""

from collections.abc import Sequence
from typing import Any, Final

from app.core.errors import InvalidFormError, RuleError
from app.law.sources import LR65_10_D
from app.steps.domande.forms import MAX_MEMBERS
from app.steps.domande.models import DomandaMember
from app.steps.domande.queries.members import Elsewhere, MemberRow

_LEAVE: Final = (
    "Finché quella domanda è una bozza, chi ha confermato ritira la conferma dalla sua area; se è "
    "già inviata, chiede al capofila di inviarla di nuovo senza il suo ente."
)
LACKING: Final = "Manca la conferma dell'ente, o la sua dichiarazione firmata."

DECLINED: Final = "Ha detto di no: toglietelo, oppure può ancora confermare dalla sua area."


def refuse_twice(lead: str, members: Sequence[DomandaMember], tax_code: str) -> None:
    """Raises InvalidFormError for the lead itself, for one that is there, and past MAX_MEMBERS."""
    if tax_code == lead:
        raise InvalidFormError({"tax_code": "È il codice del vostro ente, che è già il capofila."})
    if any(member.tax_code == tax_code for member in members):
        raise InvalidFormError({"tax_code": "Questo ente c'è già."})
    if len(members) >= MAX_MEMBERS:
        raise InvalidFormError(general=(f"Al massimo {MAX_MEMBERS} enti oltre al capofila.",))


def problems_of_members(rows: Sequence[MemberRow]) -> tuple[str, ...]:
    """What keeps a joint domanda from being signed; empty when everybody is there."""
    if not rows:
        return ("Aggiungete almeno un ente, oppure scegliete di partecipare da soli.",)
    return tuple(
        f"{row.member.name}: {DECLINED if row.member.declined_at else LACKING}"
        for row in rows
        if not row.member.is_there
    )


def refuse_elsewhere(
    lead: str,
    members: Sequence[DomandaMember],
    elsewhere: Elsewhere,
    *,
    may_apply_alone: bool,
) -> None:
    """Raises RuleError for a body that would take part twice in one procedure.

    An avviso may let a member also apply alone; nobody is a member twice. `elsewhere` looks at
    the lead and at every member.
    """
    for member in members:
        if member.tax_code in elsewhere.members:
            raise _twice(member.name, "partecipa già a un'altra domanda presentata insieme", _LEAVE)
        if member.tax_code in elsewhere.alone and not may_apply_alone:
            words = "Per partecipare insieme, quell'ente ritira prima la domanda che ha inviato."
            raise _twice(member.name, "ha già presentato una domanda da solo", words)
    if lead in elsewhere.members and not may_apply_alone:
        raise _twice("Il vostro ente", "ha confermato di partecipare insieme a un altro", _LEAVE)


def _twice(who: str, what: str, remedy: str) -> RuleError:
    return RuleError(
        f"{who} {what}: in questo procedimento ogni ente partecipa una volta sola.",
        remedy=remedy,
        source=LR65_10_D,
    )


def said_of_members(rows: Sequence[MemberRow]) -> list[dict[str, Any]]:
    """What the digest covers of the members; of the person who confirmed, only the mandate."""
    return [
        {
            "name": row.member.name,
            "tax_code": row.member.tax_code,
            "runts_state": row.member.runts_state.value,
            "declaration": row.file,
            "confirmed_at": row.member.confirmed_at,
            "ground": dict(row.member.ground),
            "declared": list(row.member.declared),
            "details": dict(row.member.details),
        }
        for row in rows
    ]
