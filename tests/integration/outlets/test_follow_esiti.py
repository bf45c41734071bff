"""Esiti added together are told together: what that costs does not grow with how many they are."""

from sqlmodel import Session, col, func, select

from app.core.errors import RuleError
from app.core.jobs.models import Job
from app.core.store.session import Store
from app.core.web.forms import Bound
from app.outlets.follow.actions import TELL
from app.outlets.follow.models import FollowNotice
from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.forms import ReasonForm
from app.steps.contributions.queries import list_published_for_synthesis
from app.steps.esiti.actions import record_decisions, write_proposals
from app.steps.esiti.enums import Outcome
from app.steps.esiti.forms import DecisionForm, ProposalForm
from app.steps.procedures.enums import ActKind
from tests.conftest import Clock
from tests.factories.esiti import make_restituted
from tests.factories.procedures import make_act
from tests.factories.synthesis import Heard
from tests.support.queries import count_queries

MANY = 30


def make_many(session: Session, clock: Clock) -> tuple[Heard, list[str]]:
    """Esiti are published; the contributions of the first body, by number."""
    heard = make_restituted(session, clock, *(f"Proposta {number}" for number in range(MANY)))
    rows = list_published_for_synthesis(session, heard.desk.here.procedure.pk)
    return heard, [row.public_id for row in rows if row.ets_id == heard.guest.ets.pk]


def proposal(refs: list[str]) -> ProposalForm:
    return ProposalForm(chosen=refs, outcome=Outcome.PROPOSED, reason="{titolo} entra.")


def jobs(session: Session) -> int:
    """How many jobs wait to tell followers."""
    return session.exec(select(func.count()).select_from(Job).where(Job.kind == TELL)).one()


def asked(sent: list[str]) -> int:
    """The statements that are not of rows to write, which SQLite takes one by one."""
    return sum(not statement.startswith("INSERT") for statement in sent)


def told(session: Session) -> list[str]:
    """What the notices tell of, the last ones last."""
    query = select(FollowNotice.subject).where(FollowNotice.subject != "")
    return list(session.exec(query.order_by(col(FollowNotice.id))).all())


def test_many_proposals_cost_as_many_statements_and_jobs_as_few(
    store: Store, session: Session, clock: Clock
) -> None:
    heard, refs = make_many(session, clock)
    store.finish(session)
    costs = []
    for some in (refs[:3], refs[:MANY]):
        before = jobs(session)
        with count_queries(store, writing=True) as sent:
            write_proposals(session, heard.desk.actor, heard.desk.here, proposal(some))
            store.finish(session)
        assert told(session)[-len(some) :] == some
        costs.append((asked(sent), jobs(session) - before))
    assert costs == [(costs[0][0], 1)] * 2


def test_many_decisions_cost_as_many_statements_and_jobs_as_few(
    store: Store, session: Session, clock: Clock
) -> None:
    heard, refs = make_many(session, clock)
    act = make_act(session, heard.desk, ActKind.APPROVAL)
    store.finish(session)
    costs = []
    for some in (refs[:3], refs[:MANY]):
        before = jobs(session)
        form = DecisionForm(
            chosen=some, act=act.public_id, outcome=Outcome.TAKEN_UP, reason="{titolo}: sì."
        )
        with count_queries(store, writing=True) as sent:
            record_decisions(session, heard.desk.actor, heard.desk.here, form)
            store.finish(session)
        assert told(session)[-len(some) :] == some
        costs.append((asked(sent), jobs(session) - before))
    assert costs == [(costs[0][0], 1)] * 2


def test_an_esito_of_a_withheld_contribution_is_told_to_its_body_only(
    store: Store, session: Session, clock: Clock
) -> None:
    heard, refs = make_many(session, clock)
    form = ReasonForm(reason="Nomina una persona.")
    withhold_contribution(session, heard.desk.actor, heard.desk.here, refs[0], form)
    store.finish(session)
    write_proposals(session, heard.desk.actor, heard.desk.here, proposal(refs[:2]))
    store.finish(session)
    assert told(session)[-1:] == refs[1:2]
    assert refs[0] not in told(session)


def test_esiti_that_were_refused_are_told_to_nobody(
    store: Store, session: Session, clock: Clock
) -> None:
    heard, refs = make_many(session, clock)
    store.finish(session)
    before = (jobs(session), told(session))

    def write_and_refuse(form: ProposalForm) -> None:
        write_proposals(session, heard.desk.actor, heard.desk.here, form)
        raise RuleError("No.")

    Bound(ProposalForm, data=proposal(refs)).attempt(session, write_and_refuse)
    store.finish(session)
    assert (jobs(session), told(session)) == before
