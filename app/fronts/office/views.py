"""The desk: duties, the count backwards, and the steps that can be taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.clock import legal_now, legal_today
from app.core.web.paging import PageOf, window
from app.fronts.office.notices import Notice
from app.fronts.office.queries import RegisterRow
from app.law.decisions import Refusal
from app.law.duties import Duty, DutyState, duties
from app.law.facts import ProcedureFacts
from app.law.phases import ENDED, Phase
from app.law.planning import BackwardPlan, backward_plan
from app.law.transitions import advance, find_transition
from app.steps.procedures.models import Procedure
from app.steps.procedures.navigation import office_address, office_pages
from app.steps.procedures.queries import Here

_PAGES = {
    "acts": "/atti",
    "tavoli": "/tavoli",
    "avviso": "/avviso",
    "domande": "/domande",
    "laboratories": "/calendario",
    "verbali": "/verbali",
    "contributions": "/contributi",
    "synthesis": "/sintesi",
    "esiti": "/esiti",
    "node_esiti": "/esiti/nodi",
    "report": "/relazione",
    "publication": "/pubblicazione",
}
_PAGES_BY_CODE = {
    "responsible_officer": "/dati",
    "observations_closed": "/sintesi/bozze",
    "observations_answered": "/sintesi/osservazioni",
}
_BY_ACT = frozenset({Phase.SUSPENDED, Phase.REVOKED, Phase.ARCHIVED})
_VERBS = {
    Phase.STARTED: "Avviate il procedimento",
    Phase.SUSPENDED: "Sospendete il procedimento",
    Phase.REVOKED: "Revocate il procedimento",
    Phase.ARCHIVED: "Archiviate il procedimento",
}


@dataclass(frozen=True, slots=True)
class DutyView:
    """One line of the checklist, as the component wants it."""

    title: str
    state: str
    blocked_by: str
    source_label: str
    source_sentence: str
    href: str | None


@dataclass(frozen=True, slots=True)
class StepView:
    """A step from the desk; `refusals` say why it cannot be taken yet."""

    target: Phase
    verb: str
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """The duties, split by when they count; `next_one` is what to do first."""

    now: tuple[DutyView, ...]
    done: tuple[DutyView, ...]
    later: tuple[DutyView, ...]

    @property
    def next_one(self) -> DutyView | None:
        due = (duty for duty in self.now if duty.state == DutyState.DUE)
        return next(due, self.now[0] if self.now else None)


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A procedure in the list of the office."""

    here: Here
    address: str
    ended: bool
    next_one: DutyView | None
    notices: tuple[Notice, ...]


def checklist(here: Here, facts: ProcedureFacts) -> Checklist:
    """The duties of a procedure now, each with the page that mends it where there is one."""
    views = [(duty.state, _duty_view(here, duty)) for duty in duties(facts, legal_now())]
    pressing = {DutyState.DUE, DutyState.BLOCKED}
    return Checklist(
        now=tuple(view for state, view in views if state in pressing),
        done=tuple(view for state, view in views if state is DutyState.DONE),
        later=tuple(view for state, view in views if state is DutyState.LATER),
    )


def _duty_view(here: Here, duty: Duty) -> DutyView:
    page = _PAGES_BY_CODE.get(duty.code) or _PAGES[duty.target]
    return DutyView(
        title=duty.title,
        state=duty.state.value,
        blocked_by=" ".join(duty.blocked_by),
        source_label=duty.source.label,
        source_sentence=duty.source.sentence,
        href=office_address(here, page) if page in office_pages() else None,
    )


def desk_line(here: Here, facts: ProcedureFacts, notices: tuple[Notice, ...]) -> DeskLine:
    """One procedure of the list with what to do first and what presses."""
    ended = here.procedure.phase in ENDED
    return DeskLine(here, office_address(here), ended, checklist(here, facts).next_one, notices)


def desk_steps(procedure: Procedure) -> tuple[Phase, ...]:
    """Where the office may lead the procedure from its desk, once the law's facts hold."""
    if procedure.phase is Phase.DRAFT:
        return (Phase.STARTED,)
    wanted = _BY_ACT | ({procedure.suspended_from} if procedure.suspended_from else set())
    return tuple(
        target for target in Phase if target in wanted and find_transition(procedure.phase, target)
    )


def step_views(here: Here, facts: ProcedureFacts) -> tuple[StepView, ...]:
    """The steps from the desk, with what is still missing for each."""
    phase = here.procedure.phase
    return tuple(
        StepView(
            target,
            _verb(phase, target),
            advance(phase, target, facts).refusals,
        )
        for target in desk_steps(here.procedure)
    )


def _verb(phase: Phase, target: Phase) -> str:
    if phase is Phase.SUSPENDED and target not in _BY_ACT:
        return f"Riprendi da «{target.label}»"
    return _VERBS[target]


def plan_back(here: Here, first_laboratory: date | None) -> BackwardPlan | None:
    """The count backwards from the day of approval; None without one, or once it is behind.

    `first_laboratory` is a day in Rome, left out when it does not come before the approval.
    """
    approval = here.procedure.approval_day
    if approval is None or here.procedure.phase not in {Phase.DRAFT, Phase.STARTED}:
        return None
    if first_laboratory is not None and first_laboratory >= approval:
        first_laboratory = None
    return backward_plan(
        approval,
        first_laboratory=first_laboratory,
        patron=here.authority.patron,
        saturday=here.authority.saturday_moves,
    )


def plan_fits(plan: BackwardPlan | None) -> bool:
    """False once the latest safe day of publication has gone by in Rome."""
    return plan is None or plan.still_fits(legal_today())


def register_page(
    rows: Sequence[RegisterRow], number: int, total: int, size: int, path: str
) -> PageOf[RegisterRow]:
    """The rows of page `number` of the register with the addresses of its neighbours."""
    return window(rows, number, total, path, {}, size)
