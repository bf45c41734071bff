"""What a verbale says: one of the two outcomes, and the seal over it all. Pure."""

import hashlib
from collections.abc import Iterable

from app.core.events import canonical
from app.law.decisions import ALLOWED, Decision, Refusal
from app.law.sources import DM72_2_VERBALI
from app.steps.laboratories.enums import VerbaleOutcome
from app.steps.laboratories.models import Attendance, Verbale

_SAID = (
    "public_id",
    "session_id",
    "held_on",
    "place",
    "starts_at",
    "ends_at",
    "chair",
    "minute_taker",
    "agenda",
    "synthesis",
    "outcome",
    "unitary_proposal",
    "positions",
)


def check_one_outcome(unitary_proposal: str, positions: int) -> Decision:
    """Refuse a verbale with both a unitary proposal and distinct positions (DM 72/2021 § 2)."""
    if unitary_proposal and positions:
        return _refuse(
            "Il verbale riporta la proposta unitaria oppure le posizioni distinte, non entrambe.",
            "Lasciate solo quella che corrisponde a come è finita la sessione.",
        )
    return ALLOWED


def check_complete(verbale: Verbale) -> Decision:
    """Refuse a verbale that cannot be shared or approved, saying what is missing."""
    both = check_one_outcome(verbale.unitary_proposal, len(verbale.positions))
    if not both.allowed:
        return both
    if verbale.outcome is None:
        return _refuse(
            "Manca l'esito della sessione.",
            "Scrivete la proposta unitaria, oppure le posizioni distinte con chi le sostiene.",
        )
    if verbale.outcome is VerbaleOutcome.UNITARY and not verbale.unitary_proposal:
        return _refuse("Manca il testo della proposta unitaria.", "Scrivetelo nel verbale.")
    if verbale.outcome is VerbaleOutcome.POSITIONS:
        return _check_positions(verbale)
    return ALLOWED


def _check_positions(verbale: Verbale) -> Decision:
    if len(verbale.positions) < 2:
        return _refuse(
            "Le posizioni distinte sono almeno due.",
            "Se tutti concordano, scrivete la proposta unitaria.",
        )
    if any(not position["bodies"] for position in verbale.positions):
        return _refuse(
            "Una posizione non dice chi la sostiene.",
            "Indicate almeno un ente per ogni posizione.",
        )
    return ALLOWED


def _refuse(reason: str, remedy: str) -> Decision:
    return Decision((Refusal("outcome", reason, remedy, DM72_2_VERBALI),))


def seal_of(verbale: Verbale, attendance: Iterable[Attendance]) -> str:
    """SHA-256, in hex, over the canonical content of a verbale and who was there."""
    present = sorted(
        [row.ets_id, row.person_name, row.status.value, _at(row.in_at), _at(row.out_at)]
        for row in attendance
    )
    said = {name: getattr(verbale, name) for name in _SAID}
    return hashlib.sha256(canonical([said, present]).encode()).hexdigest()


def _at(instant: object) -> str:
    return str(instant or "")
