"""The monthly list of removals, made and carried out as the office would."""

from sqlmodel import col, select

from app.core.audit.chain import verify_chains
from app.core.store.session import Store
from app.outlets.retention import jobs
from app.outlets.retention.actions import confirm_list, list_due
from app.outlets.retention.enums import ItemState
from app.outlets.retention.models import RetentionItem, RetentionList
from app.people.authorities.models import Authority
from tests.factories.procedures import Desk

MONTH = 1 / 12


def listed(store: Store, authority: Authority) -> dict[str, list[RetentionItem]]:
    """What this month's list holds, by eraser; nothing where there is none."""
    with store.writing() as session:
        list_due(session, session.get_one(Authority, authority.pk))
        items = session.exec(select(RetentionItem).order_by(col(RetentionItem.id))).all()
    codes = {one.eraser for one in items}
    return {code: [one for one in items if one.eraser == code] for code in codes}


def remove(store: Store) -> dict[str, set[ItemState]]:
    """The one list, confirmed and carried out; what became of its lines, and the chains hold."""
    with store.writing() as session:
        (found,) = session.exec(select(RetentionList)).all()
        confirm_list(session, None, found)
    jobs.remove_all(store, {"list": found.pk})
    with store.reading() as session:
        assert verify_chains(session) == []
        items = session.exec(select(RetentionItem)).all()
    return {
        code: {i.state for i in items if i.eraser == code} for code in {i.eraser for i in items}
    }


def erased(store: Store, desk: Desk) -> None:
    """Everything that is due now is removed, and the chains hold."""
    listed(store, desk.authority)
    remove(store)
