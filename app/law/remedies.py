"""Where and within when a decision can be appealed (L. 241/1990, art. 3 c. 4)."""

from __future__ import annotations

from app.law.words import counted


def remedies_sentence(court: str, days: int) -> str:
    """The sentence that stands under a decision; empty where no authority for appeal is named."""
    if not court:
        return ""
    within = counted(days, "giorno", "giorni")
    return f"Contro il provvedimento si può ricorrere a: {court}, entro {within}."
