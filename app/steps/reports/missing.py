"""What is missing before the report can be approved, each with the place to mend it."""

from dataclasses import dataclass

from sqlmodel import Session

from app.law.phases import Phase
from app.law.source import Source
from app.law.sources import LR65_10_E
from app.steps.procedures.queries import Here
from app.steps.reports.enums import SECTIONS
from app.steps.reports.models import Report
from app.steps.reports.queries import list_written

READY = frozenset({Phase.RESTITUTION, Phase.CONCLUDED})


@dataclass(frozen=True, slots=True)
class Missing:
    """A thing to be done before approval. `path` is below the procedure's office pages."""

    words: str
    remedy: str
    path: str
    source: Source = LR65_10_E


def list_missing(session: Session, here: Here, report: Report | None) -> list[Missing]:
    """All that is missing, in the order in which it is done."""
    found = []
    if here.procedure.phase not in READY:
        found.append(
            Missing(
                "La relazione si approva dopo la restituzione degli esiti.",
                "Pubblicate prima gli esiti di tutti i contributi.",
                "/esiti",
            )
        )
    written = list_written(session, report.pk) if report else {}
    for section in SECTIONS:
        done = section.code in written and written[section.code].text.strip()
        if section.mandatory and not done:
            found.append(
                Missing(
                    f"Manca una parte obbligatoria: {section.title}.",
                    "Scrivetela, poi approvate.",
                    f"/relazione/sezioni/{section.code}",
                )
            )
    return found
