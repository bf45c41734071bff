"""Rules by which a tavolo says what comes first, and how a result is read."""

from app.law.priorities import Agreement, BallotRule, Band

__all__ = ["Agreement", "BallotRule", "Band"]
