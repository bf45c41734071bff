"""A refused decision of the law, as the error that a page shows."""

from app.core.errors import RuleError
from app.law.decisions import Decision


def refuse_unless_allowed(decision: Decision) -> None:
    """Raises RuleError with every reason."""
    if not decision.allowed:
        raise decision_error(decision)


def decision_error(decision: Decision) -> RuleError:
    """All reasons, each with its source; the first one's remedy."""
    first = decision.refusals[0]
    others = [f"{refusal.reason} ({refusal.source.label})" for refusal in decision.refusals[1:]]
    return RuleError(" ".join([first.reason, *others]), remedy=first.remedy, source=first.source)
