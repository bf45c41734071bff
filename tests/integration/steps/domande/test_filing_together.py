"""Many file at once: they meet at the register's number, and nothing changes around them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session

from app.core.store.session import Store
from app.steps.domande.queries.setting import locked_setting
from app.steps.procedures.queries import get_by_id
from tests.factories.domande import file_draft, make_applicant, make_signed_draft
from tests.factories.procedures import Desk
from tests.integration.steps.domande.test_two_people import wait_until_blocked


@pytest.fixture(autouse=True)
def several_writers(store: Store) -> None:
    if store.dialect == "sqlite":
        pytest.skip("one writes at a time")


def test_who_files_does_not_wait_for_another_that_has_no_number_yet(
    store: Store, session: Session, open_desk: Desk
) -> None:
    applicant = make_applicant(session)
    draft = make_signed_draft(session, open_desk, applicant)
    store.finish(session)

    def press() -> str:
        with store.writing() as mine:
            return file_draft(mine, applicant, draft).register_number

    with ThreadPoolExecutor(1) as pool, store.writing() as other:
        locked_setting(other, draft.procedure_id, shared=True)
        assert pool.submit(press).result(timeout=20) == "1/2025"


def test_who_changes_the_procedure_waits_for_those_who_file(
    store: Store, session: Session, open_desk: Desk
) -> None:
    procedure = open_desk.here.procedure.pk
    store.finish(session)

    def change() -> str:
        with store.writing() as office:
            return get_by_id(office, procedure, lock=True).procedure.title

    with ThreadPoolExecutor(1) as pool:
        with store.writing() as filing:
            locked_setting(filing, procedure, shared=True)
            changed = pool.submit(change)
            wait_until_blocked(store, 1)
            assert not changed.done()
        assert changed.result(timeout=20)
