"""Everything the report tells, read in a constant number of queries."""

from dataclasses import dataclass, field
from functools import cached_property

from sqlmodel import Session, col, select

from app.core.files.models import StoredFile
from app.people.ets.enums import PUBLIC_SIDE
from app.steps.avvisi.models import Avviso
from app.steps.avvisi.queries import get_avviso
from app.steps.calendar.models import Meeting
from app.steps.calendar.queries import list_meetings
from app.steps.contributions.enums import FOR_SYNTHESIS
from app.steps.contributions.models import Contribution, ContributionFile
from app.steps.coverage.queries import LinkRow, list_links
from app.steps.esiti.enums import EsitoStep, Outcome
from app.steps.esiti.models import Esito
from app.steps.esiti.queries import EsitoRow, list_node_esiti
from app.steps.examination.queries.admitted import PublishedList, list_published
from app.steps.laboratories.queries.seats import Participant, list_participants
from app.steps.plans.models import PlanItem
from app.steps.plans.queries import list_items
from app.steps.priorities.queries import Priorities, list_priorities
from app.steps.procedures.models import Act, Tavolo
from app.steps.procedures.queries import (
    Here,
    get_responsible_officer,
    list_acts,
    list_tavoli,
)
from app.steps.reports.content.contributions import Told, read_contributions
from app.steps.reports.content.sessions import HeldSession, read_sessions
from app.steps.reports.enums import Annexing
from app.steps.reports.queries import Written, find_report, list_written
from app.steps.synthesis.picture import Picture


@dataclass(frozen=True, slots=True)
class GivenEsito:
    """The newest word of one step on one contribution."""

    outcome: Outcome
    reason: str
    passed_to: str
    plan_item: str


@dataclass(frozen=True, slots=True)
class AnnexedFile:
    """A file that is annexed by its hash: whose it is (an act, `n. 12`), its name."""

    of: str
    name: str
    sha256: str
    public: bool


@dataclass(frozen=True)
class ReportData:
    """`reserved` says that what only the organs read is among it; `written` is by section."""

    here: Here
    officer: str
    tavoli: tuple[Tavolo, ...]
    acts: tuple[Act, ...]
    avviso: Avviso | None
    meetings: tuple[Meeting, ...]
    lists: tuple[PublishedList, ...]
    participants: tuple[Participant, ...]
    sessions: tuple[HeldSession, ...]
    contributions: tuple[Told, ...]
    picture: Picture
    esiti: dict[tuple[int, EsitoStep], GivenEsito]
    files: tuple[AnnexedFile, ...]
    priorities: Priorities
    node_esiti: tuple[EsitoRow, ...]
    plan_items: tuple[PlanItem, ...]
    plan_links: tuple[LinkRow, ...]
    written: dict[str, Written] = field(default_factory=dict)
    annexing: Annexing = Annexing.APART
    reserved: bool = True

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Contribution key → its number."""
        return {row.id: row.number for row in self.contributions}

    @cached_property
    def by_tavolo(self) -> dict[int, list[Told]]:
        """Tavolo key → its contributions by number."""
        found: dict[int, list[Told]] = {tavolo.pk: [] for tavolo in self.tavoli}
        for row in self.contributions:
            found.setdefault(row.tavolo_id, []).append(row)
        return found

    def esito(self, contribution_id: int, step: EsitoStep) -> GivenEsito | None:
        return self.esiti.get((contribution_id, step))

    def public_side(self) -> list[Participant]:
        """The services and units that sat without a domanda."""
        return [body for body in self.participants if body.kind in PUBLIC_SIDE]


def read_data(session: Session, here: Here) -> ReportData:
    """All the report needs, as it stands in this transaction: the complete data."""
    key = here.procedure.pk
    officer = get_responsible_officer(session, here.procedure)
    report = find_report(session, key)
    acts = list_acts(session, key)
    priorities = list_priorities(session, key)
    return ReportData(
        here=here,
        officer=officer.name if officer else "",
        tavoli=tuple(list_tavoli(session, key)),
        acts=tuple(act for act, _ in acts),
        avviso=get_avviso(session, key),
        meetings=tuple(list_meetings(session, key)),
        lists=tuple(list_published(session, key)),
        participants=tuple(list_participants(session, key)),
        sessions=read_sessions(session, key),
        contributions=read_contributions(session, key),
        picture=priorities.picture,
        esiti=_esiti(session, key),
        priorities=priorities,
        node_esiti=tuple(list_node_esiti(session, key, published=True)),
        plan_items=tuple(list_items(session, key)),
        plan_links=tuple(list_links(session, key)),
        files=(*_of_acts(acts), *_of_contributions(session, key)),
        written=list_written(session, report.pk) if report else {},
        annexing=report.annexing if report else Annexing.APART,
    )


def _of_acts(acts: list[tuple[Act, StoredFile | None]]) -> list[AnnexedFile]:
    return [
        AnnexedFile(f"{act.kind.label.capitalize()}, n. {act.number}", file.name, file.sha256, True)
        for act, file in acts
        if file is not None
    ]


def _of_contributions(session: Session, procedure_id: int) -> list[AnnexedFile]:
    rows = session.exec(
        select(Contribution.number, StoredFile.name, StoredFile.sha256, ContributionFile.public)
        .join(ContributionFile, col(ContributionFile.contribution_id) == col(Contribution.id))
        .join(StoredFile, col(ContributionFile.file_id) == col(StoredFile.id))
        .where(
            Contribution.procedure_id == procedure_id, col(Contribution.state).in_(FOR_SYNTHESIS)
        )
        .order_by(col(Contribution.number), col(ContributionFile.position))
    ).all()
    return [
        AnnexedFile(f"Contributo n. {number}", name, sha256, public)
        for number, name, sha256, public in rows
    ]


def _esiti(session: Session, procedure_id: int) -> dict[tuple[int, EsitoStep], GivenEsito]:
    rows = session.exec(
        select(  # type: ignore[call-overload]
            Esito.contribution_id,
            Esito.step,
            Esito.outcome,
            Esito.reason,
            Esito.passed_to,
            Esito.plan_item,
            PlanItem.code,
            PlanItem.title,
        )
        .outerjoin(PlanItem, col(Esito.plan_item_id) == col(PlanItem.id))
        .where(Esito.procedure_id == procedure_id, col(Esito.published_at).is_not(None))
        .order_by(col(Esito.sequence))
    ).all()
    found = {}
    for key, step, outcome, reason, passed_to, typed, code, title in rows:
        item = f"{code} {title}" if code else typed
        found[key, step] = GivenEsito(outcome, reason, passed_to, item)
    return found
