"""A receipt is given with the number: in the same transaction, once, from what is on record."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlmodel import Session, delete, select

from app.core.store.session import Store
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda
from app.steps.receipts.jobs import HANDLERS, MISSING
from app.steps.receipts.models import DomandaReceipt
from app.steps.receipts.queries import get_receipt
from tests.factories.domande import (
    file_draft,
    make_applicant,
    make_filed_domanda,
    make_signed_draft,
)
from tests.factories.examination import body_tax_code, make_arrival
from tests.factories.procedures import Desk
from tests.integration.steps.receipts.test_signature_check import check_again

MOST_OF_A_FILING = 20
"""Statements of a filing that waits for nobody: who comes next waits for each of them."""


@contextmanager
def statements_of(session: Session) -> Iterator[list[str]]:
    """What the session's engine is asked meanwhile."""
    said: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    engine = session.connection().engine
    event.listen(engine, "before_cursor_execute", hear)
    yield said
    event.remove(engine, "before_cursor_execute", hear)


def test_a_filing_that_fails_leaves_neither_number_nor_receipt(
    store: Store, session: Session, open_desk: Desk
) -> None:
    applicant = make_applicant(session)
    draft = make_signed_draft(session, open_desk, applicant)
    store.finish(session)

    def file_and_fail() -> None:
        with store.writing() as other:
            assert get_receipt(other, file_draft(other, applicant, draft).pk)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        file_and_fail()
    with store.reading() as reader:
        assert reader.exec(select(DomandaReceipt.code)).all() == []
        assert reader.exec(select(Domanda.state)).all() == [DomandaState.DRAFT]


def test_a_filing_with_its_receipt_asks_the_database_little(
    store: Store, session: Session, open_desk: Desk
) -> None:
    applicant = make_applicant(session)
    draft = make_signed_draft(session, open_desk, applicant)
    store.finish(session)
    with store.writing() as other, statements_of(other) as said:
        file_draft(other, applicant, draft)
    assert len(said) <= MOST_OF_A_FILING, "\n".join(said)


def test_the_daily_job_gives_what_would_have_been_given_at_once(
    store: Store, session: Session, open_desk: Desk
) -> None:
    filed = make_filed_domanda(session, open_desk)
    make_arrival(session, open_desk)
    check_again(session, open_desk, filed)
    given = session.exec(select(DomandaReceipt.domanda_id, DomandaReceipt.sha256)).all()
    session.exec(delete(DomandaReceipt))
    store.finish(session)
    HANDLERS[MISSING](store, {})
    with store.reading() as reader:
        again = reader.exec(select(DomandaReceipt.domanda_id, DomandaReceipt.sha256)).all()
    assert len(given) == 2
    assert set(again) == set(given)


def test_what_the_office_registers_in_the_place_of_another_says_which(
    session: Session, open_desk: Desk
) -> None:
    code = body_tax_code(880)
    first = make_arrival(session, open_desk, tax_code=code)
    again = make_arrival(session, open_desk, tax_code=code, replaces=True)
    assert get_receipt(session, again.pk).content["domanda"]["replaces"] == first.register_number
