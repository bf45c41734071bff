"""The draft is shared with all participants, who observe within its window and get answers."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.core.clock import legal_now, legal_today
from app.core.errors import InvalidFormError, NotFoundError, RuleError
from app.core.jobs.outbox import list_messages
from app.law.phases import Phase
from app.steps.synthesis.actions import answer_observation, edit_node, share_draft
from app.steps.synthesis.facts import synthesis_facts
from app.steps.synthesis.forms import AnswerForm, EditNodeForm, ShareForm
from app.steps.synthesis.queries import get_own_draft, list_own_drafts, list_own_observations
from tests.conftest import Clock
from tests.factories.contributions import make_submitted
from tests.factories.people import make_account
from tests.factories.synthesis import make_heard, make_need, make_observation, make_shared
from tests.support.browserless import actor_of


def test_sharing_opens_the_synthesis_and_writes_to_every_participant(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard, heard.first)
    draft = make_shared(session, heard)
    assert heard.desk.here.procedure.phase is Phase.SYNTHESIS
    sent = list_messages(session, kind="synthesis/draft_shared")
    assert {mail.recipient for mail in sent} == {heard.guest.ets.email, heard.other.ets.email}
    assert all(f"/area-personale/sintesi/{draft.public_id}" in mail.body for mail in sent)


def test_the_first_draft_waits_for_the_contributions_to_be_examined(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard)
    make_submitted(session, heard.guest, "Ancora da leggere")
    with pytest.raises(RuleError, match="non ancora esaminati") as refusal:
        make_shared(session, heard)
    assert refusal.value.source is not None


def test_an_empty_synthesis_is_not_shared(session: Session, clock: Clock) -> None:
    with pytest.raises(RuleError, match="vuota"):
        make_shared(session, make_heard(session, clock))


def test_the_window_has_a_few_days_at_least(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard)
    form = ShareForm(observations_until=legal_today() + timedelta(days=2))
    with pytest.raises(InvalidFormError, match="almeno 3 giorni"):
        share_draft(session, heard.desk.actor, heard.desk.here, form)


def test_what_was_shared_stays_as_it_was(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    need = make_need(session, heard, heard.first)
    draft = make_shared(session, heard)
    form = EditNodeForm(title="Altro titolo", edition=need.edition)
    edit_node(session, heard.desk.actor, heard.desk.here, need, form)
    session.refresh(draft)
    node = draft.content["groups"][0]["nodes"][0]
    assert node["title"] == "Muoversi senza auto"
    assert node["sources"] == ["n. 1 «Trasporti per chi non guida», Associazione Presente"]


def test_an_observation_is_taken_until_the_last_second_and_not_one_later(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard)
    draft = make_shared(session, heard)
    clock.move_to(draft.observations_until)
    make_observation(session, heard, draft)
    clock.move_to(draft.observations_until + timedelta(seconds=33))
    with pytest.raises(RuleError, match="in ritardo di 33 secondi"):
        make_observation(session, heard, draft)


def test_a_newer_draft_takes_the_observations(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard)
    first = make_shared(session, heard)
    second = make_shared(session, heard, days=9)
    assert second.number == 2
    with pytest.raises(RuleError, match="più recente"):
        make_observation(session, heard, first)
    assert synthesis_facts(session, heard.desk.here)["observations_open_until"] == (
        second.observations_until
    )


def test_the_office_answers_once_and_says_what_changed(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard)
    draft = make_shared(session, heard)
    observation = make_observation(session, heard, draft)
    facts = synthesis_facts(session, heard.desk.here)
    assert facts["observations_unanswered"] == 1
    answer = AnswerForm(answer="Avete ragione.", changed="Il treno è in B1.")
    answer_observation(session, heard.desk.actor, heard.desk.here, observation, answer)
    assert synthesis_facts(session, heard.desk.here)["observations_unanswered"] == 0
    mail = list_messages(session, kind="synthesis/observation_answered")[0]
    assert mail.recipient == heard.guest.account.email
    assert "Il treno è in B1." in mail.body
    with pytest.raises(RuleError, match="già risposto"):
        answer_observation(session, heard.desk.actor, heard.desk.here, observation, answer)


def test_only_participants_read_the_draft_and_only_their_own_observations(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard)
    draft = make_shared(session, heard)
    make_observation(session, heard, draft)
    stranger = actor_of(session, make_account(session))
    assert list_own_drafts(session, stranger) == []
    with pytest.raises(NotFoundError):
        get_own_draft(session, stranger, draft.public_id)
    assert len(list_own_observations(session, heard.guest.actor, draft.pk)) == 1
    assert list_own_observations(session, heard.other.actor, draft.pk) == []


def test_a_suspended_procedure_takes_no_observations(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard)
    draft = make_shared(session, heard)
    heard.desk.here.procedure.phase = Phase.SUSPENDED
    assert draft.observations_until > legal_now()
    with pytest.raises(RuleError, match="Sospeso"):
        make_observation(session, heard, draft)
