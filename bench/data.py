"""The data under the bench: the demonstration's whole procedure, made through its actions.

It has 160 contributions, with synthesis, esiti and verbali, beside a procedure whose avviso is
open, where the bench begins some domande. The copy with ten times the contributions is grown by
inserting rows: for size only, outside the actions and so outside the register of events.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from sqlmodel import Session, col, func, select, update

from app.assembly import assemble
from app.core.clock import wall_now
from app.core.jobs.models import Job
from app.core.jobs.queue import enqueue
from app.core.store.migrate import upgrade
from app.core.store.session import Store
from app.demo.applications import OFFLINE, email_of
from app.demo.bodies import BODIES
from app.demo.livorno import OPEN_PROCEDURE, PROCEDURE, SLUG
from app.demo.load import load_demo
from app.main import make_store
from app.outlets.search.jobs import MEND
from app.people.accounts.actions.sign_in import Caller, open_sign_in
from app.people.accounts.queries import find_account
from app.people.ets.actors import actor_of
from app.people.ets.models import Ets
from app.settings import Settings
from app.steps.contributions.actions.tally import count_all_again
from app.steps.contributions.models import Contribution
from app.steps.domande.actions import start_domanda
from app.steps.domande.queries.area import list_live
from app.steps.esiti.actions import count_again
from app.steps.esiti.models import Esito
from app.steps.procedures.models import OfProcedure
from app.steps.procedures.queries import get_public
from app.steps.synthesis.models import Node, NodeLink, NodeSource

SMALL = "small.sqlite3"
PUBLIC = f"/{SLUG}/{PROCEDURE}"
R = TypeVar("R", bound=OfProcedure)


@dataclass(frozen=True, slots=True)
class Applicant:
    """A person signed in with `token`, and the public id of its body's draft."""

    token: str
    domanda: str


def open_store(folder: Path, database: str) -> Store:
    """The store of a file of `folder` or of an address, as the application opens it."""
    address = database if "://" in database else f"sqlite:///{folder / database}"
    return make_store(Settings(database_url=address, blob_url=str(folder / "blobs")))


def make_small(folder: Path, applicants: int) -> list[Applicant]:
    """Migrate, load the demonstration, and begin a domanda for each of `applicants` bodies."""
    assemble()
    store = open_store(folder, SMALL)
    upgrade(store.engines)
    load_demo(store)
    with store.writing() as session:
        here = get_public(session, SLUG, OPEN_PROCEDURE)
        online = [body for body in BODIES if body.number not in OFFLINE]
        begun = (_begin(session, here, email_of(body)) for body in online)
        made = list(islice((one for one in begun if one is not None), applicants))
        put_off_jobs(session)
    store.engines.dispose()
    return made


def put_off_jobs(session: Session) -> None:
    """What waits (mails, a fascicolo, the index of the search) is not to run beside what is
    measured: in a process with a server it takes a share of every page.
    """
    tomorrow = wall_now() + timedelta(days=1)
    enqueue(session, MEND, key=f"every:{MEND}", run_at=tomorrow)
    session.exec(update(Job).values(run_at=tomorrow))


def _begin(session: Session, here: Any, email: str) -> Applicant | None:
    """None for a body that has a domanda there already."""
    account = find_account(session, email)
    assert account is not None
    actor = actor_of(session, account, strong=False)
    body = session.get_one(Ets, next(iter(actor.bodies)))
    if list_live(session, here.procedure.pk, body.pk):
        return None
    draft = start_domanda(session, actor, here, body)
    return Applicant(open_sign_in(session, account, Caller("127.0.0.1", "bench")), draft.public_id)


def make_sized(folder: Path, database: str, size: int) -> int:
    """A copy of the small database grown to `size` contributions, with their synthesis and esiti.

    Gives how many there are: the small one has 160 already.
    """
    shutil.copy(folder / SMALL, folder / database)
    store = open_store(folder, database)
    with store.writing() as session:
        key = get_public(session, SLUG, PROCEDURE).procedure.pk
        held = _held(session)
        first = [row for row in _rows(session, Contribution, key) if row.number]
        nodes, links = _rows(session, Node, key), _rows(session, NodeLink, key)
        sources, esiti = _rows(session, NodeSource, key), _rows(session, Esito, key)
        rest = (nodes, links, sources, esiti)
        for turn in range(1, -(-size // held)):
            _grow(session, turn, held, first[: size - turn * held], rest)
        count_all_again(session, key)
        count_again(session, key, get_public(session, SLUG, PROCEDURE).authority.pk)
        made = _held(session)
    store.engines.dispose()
    return made


def _held(session: Session) -> int:
    key = get_public(session, SLUG, PROCEDURE).procedure.pk
    query = select(func.count()).select_from(Contribution)
    numbered = col(Contribution.number).is_not(None)
    return session.exec(query.where(Contribution.procedure_id == key, numbered)).one()


def _grow(
    session: Session,
    turn: int,
    held: int,
    originals: list[Contribution],
    rest: tuple[list[Node], list[NodeLink], list[NodeSource], list[Esito]],
) -> None:
    """One more copy of some contributions and of all that hangs on them."""

    def contribution(row: Contribution) -> dict[str, Any]:
        return {"number": (row.number or 0) + turn * held, "replaces_id": None}

    def node(row: Node) -> dict[str, Any]:
        return {"code": f"{row.code}.{turn}"}

    contributions = _copy(session, Contribution, originals, contribution)
    nodes_before, links_before, sources_before, esiti_before = rest
    sources = [row for row in sources_before if row.contribution_id in contributions]
    drawn = {row.node_id for row in sources}
    nodes = _copy(session, Node, [row for row in nodes_before if row.pk in drawn], node)

    def source(row: NodeSource) -> dict[str, Any]:
        return {
            "node_id": nodes[row.node_id],
            "contribution_id": contributions[row.contribution_id],
        }

    def link(row: NodeLink) -> dict[str, Any]:
        return {"from_node_id": nodes[row.from_node_id], "to_node_id": nodes[row.to_node_id]}

    def esito(row: Esito) -> dict[str, Any]:
        inherited = nodes.get(row.node_id) if row.node_id is not None else None
        return {"contribution_id": contributions[row.contribution_id], "node_id": inherited}

    links = [row for row in links_before if row.from_node_id in nodes and row.to_node_id in nodes]
    esiti = [row for row in esiti_before if row.contribution_id in contributions]
    _copy(session, NodeSource, sources, source)
    _copy(session, NodeLink, links, link)
    _copy(session, Esito, esiti, esito)


def _rows(session: Session, model: type[R], procedure: int) -> list[R]:
    return list(session.exec(select(model).where(col(model.procedure_id) == procedure)).all())


def _copy(
    session: Session, model: type[R], rows: list[R], changed: Callable[[R], dict[str, Any]]
) -> dict[int, int]:
    """Insert each row again with what is `changed`; gives the old key → the new one."""
    own = {"id", "public_id"}
    copies = [model(**(row.model_dump(exclude=own) | changed(row))) for row in rows]
    session.add_all(copies)
    session.flush()
    for copy in copies:
        session.expunge(copy)
    return {old.pk: new.pk for old, new in zip(rows, copies, strict=True)}  # type: ignore[attr-defined]
