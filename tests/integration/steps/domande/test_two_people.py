"""Two people who may act for one body press «Invia» on the same draft at the same time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session, select, text
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.clock import wall_now
from app.core.store.session import Store
from app.people.accounts.models import Account
from app.steps.domande.actions import amend_domanda, file_domanda
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda
from app.steps.procedures.queries import get_by_id
from app.steps.receipts.models import DomandaReceipt
from tests.factories.domande import (
    Applicant,
    make_applicant,
    make_filed_domanda,
    make_signed_draft,
    sign_draft,
)
from tests.factories.ets import give_mandate
from tests.factories.people import make_account
from tests.factories.procedures import Desk
from tests.integration.steps.domande.test_area import AREA, sending
from tests.support.browserless import SignedIn, actor_of
from tests.support.waiting import wait_until


@pytest.fixture
def applicant(session: Session, open_desk: Desk) -> Applicant:
    return make_applicant(session)


@pytest.fixture
def colleague(session: Session, applicant: Applicant) -> Account:
    made = make_account(session, "Collega")
    give_mandate(session, applicant.body, made)
    return made


def draft_of(session: Session, desk: Desk, applicant: Applicant, *, amends: bool) -> Domanda:
    """A signed draft; with `amends` one that would replace what its body filed."""
    if not amends:
        return make_signed_draft(session, desk, applicant)
    first = make_filed_domanda(session, desk, applicant)
    return sign_draft(session, applicant, amend_domanda(session, applicant.actor, first.public_id))


def wait_until_blocked(store: Store, people: int) -> None:
    """Until so many transactions wait for a lock; SQLite lets nobody begin while one writes."""
    asked = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )

    def all_wait() -> bool:
        with store.reading() as reader:
            return bool(reader.connection().execute(asked).scalar_one() == people)

    if store.dialect == "postgresql":
        wait_until(all_wait)


@pytest.mark.parametrize("amends", [False, True], ids=["a first one", "one that amends"])
def test_both_get_the_one_domanda_with_one_number_and_one_receipt(
    store: Store,
    session: Session,
    open_desk: Desk,
    applicant: Applicant,
    colleague: Account,
    amends: bool,
) -> None:
    draft = draft_of(session, open_desk, applicant, amends=amends)
    actors = (applicant.actor, actor_of(session, colleague))
    public_id, edition, procedure = draft.public_id, draft.edition, draft.procedure_id
    store.finish(session)

    def press(who: int) -> tuple[str, str]:
        with store.writing() as mine:
            filed = file_domanda(mine, actors[who], public_id, edition, wall_now(), f"key-{who}")
            return filed.public_id, filed.register_number

    with ThreadPoolExecutor(2) as pool:
        with store.writing() as first_in_line:
            get_by_id(first_in_line, procedure, lock=True)
            pressed = [pool.submit(press, who) for who in (0, 1)]
            wait_until_blocked(store, 2)
        told = {one.result(timeout=30) for one in pressed}
    assert told == {(public_id, "2/2025" if amends else "1/2025")}
    with store.reading() as reader:
        filed = reader.exec(select(Domanda).where(Domanda.state == DomandaState.FILED)).one()
        receipts = reader.exec(
            select(DomandaReceipt.code).where(DomandaReceipt.domanda_id == filed.pk)
        ).all()
        events = reader.exec(
            select(EventRow.kind).where(
                EventRow.kind == "domande.filed", EventRow.subject == public_id
            )
        ).all()
    assert (filed.public_id, len(receipts), len(events)) == (public_id, 1, 1)


def test_both_pages_lead_to_the_same_receipt(
    client: TestClient,
    store: Store,
    session: Session,
    open_desk: Desk,
    applicant: Applicant,
    colleague: Account,
    sign_in_as: SignedIn,
) -> None:
    draft = make_signed_draft(session, open_desk, applicant).public_id
    store.finish(session)
    posts = []
    for person in (applicant.account, colleague):
        sign_in_as(person)
        cookie = f"sessione={client.cookies['sessione']}"
        posts.append((sending(client, draft), {"cookie": cookie}))
    sign_in_as(None)
    assert posts[0][0]["chiave"] != posts[1][0]["chiave"]
    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(
                lambda post: client.post(f"{AREA}/{draft}/invia", data=post[0], headers=post[1]),
                posts,
            )
        )
    assert [answer.status_code for answer in answers] == [303, 303]
    assert {answer.headers["location"] for answer in answers} == {f"{AREA}/{draft}/ricevuta"}
    for _, headers in posts:
        receipt = client.get(f"{AREA}/{draft}/ricevuta", headers=headers)
        assert "Ricevuta della domanda n. 1/2025" in receipt.text
