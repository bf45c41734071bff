"""What is common to every esito: the contributions it is for, its reason, its plan item."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session

from app.core.errors import ConflictError, InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law import outcomes as law
from app.law.sources import L241_3
from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.enums import Outcome
from app.steps.esiti.events import EsitoAdded
from app.steps.esiti.forms import MOST
from app.steps.esiti.models import Esito, NodeEsito
from app.steps.esiti.queries import Asked, list_chosen, list_nodes_named, mark_of
from app.steps.plans.queries import find_item
from app.steps.procedures.queries import Here
from app.steps.synthesis.models import Node

NONE_CHOSEN = "Scegliete almeno un contributo di questo procedimento."


def split_chosen(chosen: Iterable[str]) -> dict[str, str]:
    """Public id → the mark that was on the page, empty where none was; chosen twice is once."""
    pairs = (one.partition(":") for one in chosen)
    return {ref: mark for ref, _, mark in pairs}


def chosen_rows(session: Session, here: Here, chosen: Iterable[str]) -> list[SynthesisRow]:
    """The contributions chosen, by number. Raises InvalidFormError for none or a stranger."""
    wanted = split_chosen(chosen)
    found = list_chosen(session, here.procedure.pk, refs=wanted) if wanted else []
    if not found or len(found) != len(wanted):
        raise InvalidFormError({"chosen": NONE_CHOSEN})
    return found


def all_rows(session: Session, here: Here, asked: Asked) -> list[SynthesisRow]:
    """All contributions of a filter. Raises InvalidFormError for none, or too many at once."""
    found = list_chosen(session, here.procedure.pk, asked=asked)
    if not found:
        raise InvalidFormError({"chosen": "Con questi filtri non c'è nessun contributo."})
    if len(found) > MOST:
        raise InvalidFormError(
            {"chosen": f"Sono {len(found)}: al massimo {MOST} per volta. Restringete i filtri."}
        )
    return found


def refuse_changed(
    rows: Sequence[SynthesisRow], chosen: Iterable[str], standing: dict[int, Esito]
) -> None:
    """Raises ConflictError where somebody else wrote an esito since the page was made."""
    marks = split_chosen(chosen)
    changed = [
        str(row.number)
        for row in rows
        if marks[row.public_id] and marks[row.public_id] != mark_of(standing.get(row.id))
    ]
    if changed:
        raise ConflictError(
            f"Nel frattempo qualcuno ha scritto l'esito dei contributi n. {', '.join(changed)}.",
            remedy="Guardate che cosa c'è adesso, poi decidete se riscriverlo.",
        )


def chosen_nodes(session: Session, here: Here, chosen: Iterable[str]) -> list[Node]:
    """The nodes chosen, in order. Raises InvalidFormError for none, or one that is not there."""
    wanted = split_chosen(chosen)
    found = list_nodes_named(session, here.procedure.pk, wanted)
    if not found or len(found) != len(wanted):
        raise InvalidFormError({"chosen": "Scegliete almeno un nodo della sintesi."})
    return found


def refuse_changed_nodes(
    nodes: Sequence[Node], chosen: Iterable[str], standing: dict[int, NodeEsito]
) -> None:
    """Raises ConflictError where somebody else wrote a node's esito since the page was made."""
    marks = split_chosen(chosen)
    changed = [
        node.code
        for node in nodes
        if marks[node.public_id] and marks[node.public_id] != mark_of(standing.get(node.pk))
    ]
    if changed:
        raise ConflictError(
            f"Nel frattempo qualcuno ha scritto l'esito di {', '.join(changed)}.",
            remedy="Guardate che cosa c'è adesso, poi decidete se riscriverlo.",
        )


def check_reason(reason: str, count: int = 1) -> None:
    """Refuse a blank reason, an unknown placeholder, a common text that names nothing.

    Raises InvalidFormError (L. 241/1990, art. 3).
    """
    if not reason:
        raise _reason(f"Scrivete la ragione: ogni esito è motivato ({L241_3.label}).")
    if unknown := law.unknown_placeholders(reason):
        raise _reason(
            f"«{{{unknown[0]}}}» non si può riempire: scrivete {{titolo}}, {{numero}} o {{ente}}."
        )
    if count > 1 and not law.names_each(reason):
        raise _reason(
            f"Il testo vale per {count} esiti: nominate ognuno, con {{titolo}}, {{numero}} o "
            f"{{ente}}. Ogni esito ha la sua ragione ({L241_3.label})."
        )


def check_node_reason(reason: str) -> None:
    """A node has no body to be named by. Raises InvalidFormError."""
    if "{ente}" in reason:
        raise _reason("Un nodo non è di un ente: scrivete {titolo} o {numero}.")


def filled_for_node(node: Node, reason: str) -> str:
    """The reason with the node's title and, as its number, its code."""
    return law.fill(reason, titolo=node.title, numero=node.code)


def _reason(words: str) -> InvalidFormError:
    return InvalidFormError({"reason": words})


def filled(row: SynthesisRow, reason: str) -> str:
    """The reason with its placeholders filled in; one not published has only its number."""
    title = row.title if row.title and not row.withheld else f"contributo n. {row.number}"
    body = "un ente" if row.withheld else row.body_name
    return law.fill(reason, titolo=title, numero=str(row.number), ente=body)


def refuse_passing_to_nobody(outcome: Outcome, passed_to: str) -> None:
    """Raises InvalidFormError where it is passed on and nobody is named."""
    if outcome is Outcome.PASSED_ON and not passed_to:
        raise InvalidFormError({"passed_to": "Dite a quale ente lo trasmettete."})


def plan_item_of(session: Session, here: Here, typed: str) -> int | None:
    """The key of the plan's item chosen, None for none. Raises InvalidFormError for a stranger."""
    if not typed:
        return None
    item = find_item(session, here.procedure.pk, typed)
    if item is None:
        raise InvalidFormError({"item": "Questa voce non è nel piano: sceglietene un'altra."})
    return item.pk


def refuse_unless_rdp(actor: Actor, here: Here) -> None:
    """What is published is updated by the responsible officer only. Raises RuleError."""
    if "rdp" not in actor.roles_in(here.authority.slug):
        raise RuleError("Gli esiti sono pubblicati: li aggiorna il responsabile del procedimento.")


def announce_added(
    session: Session, actor: Actor, here: Here, row: SynthesisRow, esito: Esito
) -> None:
    """Say in the register that an esito was added to the published ones."""
    emit(
        session,
        EsitoAdded(
            **here.openly_about(actor, esito),
            contribution=row.public_id,
            step=esito.step.value,
            sequence=esito.sequence,
            outcome=esito.outcome.value,
        ),
    )


def copied(source: Any) -> dict[str, Any]:
    """What a contribution inherits of a node's esito, to the word."""
    names = ("outcome", "reason", "passed_to", "plan_item", "plan_item_id", "decided_by_id")
    return {name: getattr(source, name) for name in names}
