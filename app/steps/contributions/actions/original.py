"""The original of a contribution: its hash, and the one way in which its state moves."""

import hashlib

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import ConflictError
from app.core.events import canonical
from app.core.security.actor import Actor
from app.core.text import sort_key
from app.steps.contributions.actions.tally import count_again
from app.steps.contributions.enums import MOVES, PUBLIC, ContributionState
from app.steps.contributions.models import Contribution, ModerationStep
from app.steps.contributions.queries import Whole, list_files


def original_digest(session: Session, contribution: Contribution) -> str:
    """SHA-256 over what the body filed: kind, tavolo, words, details and its files' hashes."""
    said = [
        contribution.ets_id,
        contribution.tavolo_id,
        contribution.kind,
        contribution.title,
        contribution.text,
        contribution.details,
        [file.sha256 for _, file in list_files(session, contribution.pk)],
    ]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def search_key(*words: str) -> str:
    """What a text is found by: its words without accents, case or punctuation."""
    return " ".join(sort_key(word) for word in words)


def check_original(session: Session, contribution: Contribution) -> None:
    """Raises ConflictError when what was filed is no longer what is stored."""
    if original_digest(session, contribution) != contribution.original_sha256:
        raise ConflictError(
            "L'originale di questo contributo non corrisponde più alla sua impronta.",
            remedy="Non decidete: avvisate chi amministra il servizio.",
        )


def move(
    session: Session, actor: Actor, whole: Whole, target: ContributionState, reason: str = ""
) -> ContributionState:
    """Bring a contribution to `target` and log it; gives the state it had.

    Raises ConflictError for a move that the table does not have.
    """
    contribution = whole.contribution
    origin = contribution.state
    if target not in MOVES[origin]:
        raise ConflictError(
            f"Questo contributo è «{origin.label}»: il passo non è più possibile.",
            remedy="Ricaricate la pagina per vedere a che punto è.",
        )
    contribution.state = target
    contribution.edition += 1
    session.add(contribution)
    session.add(
        ModerationStep(
            contribution_id=contribution.pk,
            from_state=origin,
            to_state=target,
            reason=reason,
            by_id=actor.account_id,
            at=legal_now(),
        )
    )
    session.flush()
    if target in PUBLIC or origin in PUBLIC:
        count_again(session, contribution)
    return origin
