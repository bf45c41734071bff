"""Who is no body of the third sector: admitted only where its part is connected and essential."""

from html import unescape

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.documents.document import Facts
from app.core.errors import InvalidFormError, RuleError
from app.core.store.session import Store
from app.law.sources import L241_3, LR65_10_B
from app.people.ets.enums import RuntsState
from app.steps.avvisi.definition import SHORT_DEFAULT
from app.steps.domande.enums import ExaminationState
from app.steps.domande.models import Domanda
from app.steps.examination.actions.batch import decide_batch
from app.steps.examination.actions.check import mark_checks
from app.steps.examination.actions.decide import decide
from app.steps.examination.checklist import ESSENTIAL, checklist_of
from app.steps.examination.documents import minutes_document
from app.steps.examination.enums import CheckMark
from app.steps.examination.forms import BatchForm, ChecksForm, DecisionForm
from app.steps.examination.queries.minutes import content_of
from app.steps.examination.queries.one import get_unpublished_decision
from tests.factories.examination import make_arrival, make_decided, make_minutes
from tests.factories.procedures import Desk
from tests.integration.steps.domande.conftest import AFTER
from tests.support.browserless import SignedIn

ADMITTED = ExaminationState.ADMITTED
RESERVED = ExaminationState.ADMITTED_WITH_RESERVATION
LIST = "/ufficio/zona-esempio/prova/domande"
WHY = "Nessun ETS incontra i pensionati soli."


@pytest.fixture
def union(session: Session, desk: Desk) -> Domanda:
    """A trade union's domanda, which came in time."""
    return make_arrival(
        session,
        desk,
        body_name="Sindacato Esempio",
        arrived=AFTER.replace(day=10),
        runts_state=RuntsState.NOT_ETS,
    )


def say(session: Session, desk: Desk, domanda: Domanda, mark: CheckMark, why: str = WHY) -> None:
    lines = checklist_of({}, SHORT_DEFAULT, domanda, {}, other=True)
    form = ChecksForm(code=[ESSENTIAL], mark=[mark.value], why=[why])
    mark_checks(session, desk.actor, desk.here, domanda, lines, form)


def admit(
    session: Session, desk: Desk, domanda: Domanda, outcome: ExaminationState, reason: str = ""
) -> None:
    form = DecisionForm(outcome=outcome, reason=reason)
    decide(session, desk.actor, desk.here, domanda, form)


@pytest.mark.parametrize("outcome", [ADMITTED, RESERVED])
def test_nobody_admits_it_before_an_examiner_has_said_so(
    session: Session, desk: Desk, union: Domanda, outcome: ExaminationState
) -> None:
    with pytest.raises(RuleError, match="prima di ammetterlo") as refused:
        admit(session, desk, union, outcome, "Ha tutto.")
    assert refused.value.source is LR65_10_B
    assert "lista di controllo" in refused.value.remedy
    form = BatchForm(outcome=outcome, domanda=[union.public_id], reason="Ha tutto.")
    (line,) = decide_batch(session, desk.actor, desk.here, form)
    assert "prima di ammetterlo" in line.refused


def test_where_it_is_not_so_it_is_not_admitted(
    session: Session, desk: Desk, union: Domanda
) -> None:
    say(session, desk, union, CheckMark.WRONG, "Lo fanno già tre associazioni.")
    with pytest.raises(RuleError, match="non risulta direttamente connesso"):
        admit(session, desk, union, ADMITTED, "Ha tutto.")
    make_decided(session, desk, union, ExaminationState.NOT_ADMITTED)


@pytest.mark.parametrize(("reason", "kept"), [("", WHY), ("Ha tutto.", "Ha tutto.")])
def test_the_reason_said_is_the_one_of_the_decision_that_has_no_other(
    session: Session, desk: Desk, union: Domanda, reason: str, kept: str
) -> None:
    say(session, desk, union, CheckMark.RIGHT)
    admit(session, desk, union, ADMITTED, reason)
    decision = get_unpublished_decision(session, union.pk)
    assert decision is not None
    assert decision.reason == kept


@pytest.mark.parametrize("mark", [CheckMark.RIGHT, CheckMark.WRONG])
def test_it_is_said_with_its_reason(
    session: Session, desk: Desk, union: Domanda, mark: CheckMark
) -> None:
    with pytest.raises(InvalidFormError) as refused:
        say(session, desk, union, mark, "")
    assert ("why" in refused.value.errors, refused.value.source) == (True, L241_3)


def test_it_cannot_be_said_that_it_does_not_matter(
    session: Session, desk: Desk, union: Domanda
) -> None:
    with pytest.raises(InvalidFormError, match="dite se è così o no"):
        say(session, desk, union, CheckMark.NOT_DUE)


def test_a_changed_mind_takes_back_the_admission_that_no_list_published(
    session: Session, desk: Desk, union: Domanda
) -> None:
    say(session, desk, union, CheckMark.RIGHT)
    admit(session, desk, union, ADMITTED)
    say(session, desk, union, CheckMark.RIGHT, "Detto meglio.")
    assert get_unpublished_decision(session, union.pk) is not None
    say(session, desk, union, CheckMark.WRONG, "Lo fanno già tre associazioni.")
    assert get_unpublished_decision(session, union.pk) is None


def test_the_verbale_says_it_with_the_reason_and_the_public_one_does_not(
    session: Session, desk: Desk, union: Domanda
) -> None:
    say(session, desk, union, CheckMark.RIGHT)
    admit(session, desk, union, ADMITTED, "Ha tutto.")
    make_decided(session, desk, make_arrival(session, desk), ADMITTED, "Scusabile.")
    minutes = make_minutes(session, desk)
    content = content_of(session, desk.here.procedure.pk)
    said = {one["body"]: one["essential"] for one in content["domande"]}
    assert said == {"Sindacato Esempio": f"sì. {WHY}", "Associazione Esempio": ""}
    draft = minutes_document(desk.here, minutes, content)
    pairs = [pair for block in draft.blocks if isinstance(block, Facts) for pair in block.pairs]
    assert pairs.count(("Apporto connesso ed essenziale", f"sì. {WHY}")) == 1
    assert WHY not in repr(minutes_document(desk.here, minutes, content, public=True))


def test_the_pages_ask_for_it_and_then_show_it(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    union: Domanda,
    sign_in_as: SignedIn,
) -> None:
    ets = make_arrival(session, desk)
    store.finish(session)
    sign_in_as(desk.rdp)
    one = f"{LIST}/{union.public_id}"
    assert "per ammetterlo prima dite" in client.get(one).text
    answer = client.post(f"{one}/decidi", data={"outcome": "admitted"})
    assert answer.status_code == 422
    assert "prima di ammetterlo" in answer.text
    form = client.get(f"{one}/controlli").text
    place = form.index(f'id="mark-{ESSENTIAL}"')
    assert "not_due" not in form[place : form.index("</select>", place)]
    typed = {"code": ESSENTIAL, "mark": "right", "why": WHY}
    assert client.post(f"{one}/controlli", data=typed).status_code == 303
    assert WHY in client.get(one).text
    assert client.post(f"{one}/decidi", data={"outcome": "admitted"}).status_code == 303
    assert ESSENTIAL not in unescape(client.get(f"{LIST}/{ets.public_id}/controlli").text)
