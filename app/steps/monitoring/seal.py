"""The seal of a given reading: what was answered, on which account, by which committee. Pure."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from app.core.events import canonical
from app.steps.monitoring.definition import QUESTIONS, Scale


def answers_of(values: Mapping[str, Any]) -> list[dict[str, str]]:
    """Each question with its words and what was answered: later questions change none of it."""
    return [
        {
            "code": one.code,
            "title": one.title,
            "question": one.words,
            "scale": Scale(values[one.code]).label if values.get(one.code) else "",
            "text": str(values.get(f"{one.code}_text") or ""),
        }
        for one in QUESTIONS
    ]


def missing_of(values: Mapping[str, Any]) -> dict[str, str]:
    """What still has to be answered before a reading is given, by field."""
    missing = {}
    for one in QUESTIONS:
        if one.scaled and not values.get(one.code):
            missing[one.code] = f"«{one.title}»: scegliete una risposta."
        if one.text_needed and not values.get(f"{one.code}_text"):
            missing[f"{one.code}_text"] = f"«{one.title}»: scrivete qualcosa."
    return missing


def seal_of(
    *, account: str, content: str, committee: str, answers: Sequence[Any], given_at: datetime
) -> str:
    """SHA-256 over the one spelling of it all: `content` is the digest of the account's version.

    No name of a person is under the seal, so that erasing one breaks nothing.
    """
    said = {
        "account": account,
        "content": content,
        "committee": committee,
        "answers": list(answers),
        "given_at": given_at.astimezone(UTC).isoformat(timespec="seconds"),
    }
    return hashlib.sha256(canonical(said).encode()).hexdigest()
