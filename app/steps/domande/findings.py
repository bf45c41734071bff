"""What a check of a signature says: findings, each with its weight and a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.steps.domande.enums import Tone


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, in a sentence; `remedy` says what to do where it is refused."""

    tone: Tone
    what: str
    sentence: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who the domanda says will sign: name and tax code, upper case."""

    name: str
    tax_code: str


def refusals(findings: Iterable[Finding]) -> list[Finding]:
    """The findings for which the file is not taken."""
    return [one for one in findings if one.tone is Tone.REFUSED]
