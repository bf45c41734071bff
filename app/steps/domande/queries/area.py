"""What the people of a body read of its domande; nobody else ever sees a draft."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from app.core.clock import from_rome, legal_today
from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.core.security.actor import Actor
from app.people.accounts.models import Account
from app.people.authorities.models import Authority
from app.people.ets.models import Membership
from app.steps.avvisi.models import Avviso
from app.steps.domande.enums import LIVE, DomandaState, ExaminationState, FileRole
from app.steps.domande.models import Domanda, DomandaFile, DomandaPart
from app.steps.procedures.models import Procedure

_LAST = frozenset({FileRole.GENERATED, FileRole.SIGNED, FileRole.IDENTITY, FileRole.ARRIVAL})


@dataclass(frozen=True, slots=True)
class OwnDomanda:
    """A line of the list of one's own domande. `closes_at` is the deadline in force (UTC)."""

    public_id: str
    state: DomandaState
    examination: ExaminationState
    number: int | None
    year: int | None
    filed_at: datetime | None
    body: str
    procedure: str
    authority: str
    closes_at: datetime | None
    amends: int | None
    amends_year: int | None


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file of a domanda as pages and digests show it."""

    public_id: str
    role: FileRole
    label: str
    name: str
    size: int
    sha256: str
    media_type: str
    position: int


def visible_to(actor: Actor) -> SelectOfScalar[Domanda]:
    """The domande of the bodies that the actor may act for today."""
    return select(Domanda).where(_visible_to(actor))


def _visible_to(actor: Actor) -> ColumnElement[bool]:
    return col(Domanda.ets_id).in_(sorted(actor.bodies))


def get_own(session: Session, actor: Actor, public_id: str, *, lock: bool = False) -> Domanda:
    """A domanda of the actor's own bodies. Raises NotFoundError."""
    query = visible_to(actor).where(Domanda.public_id == public_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.exec(query).first()
    if found is None:
        raise NotFoundError
    return found


def procedure_of_own(session: Session, actor: Actor, public_id: str) -> int:
    """The key of the procedure of an own domanda, to be locked before it. Raises NotFoundError."""
    found = session.exec(
        select(Domanda.procedure_id).where(_visible_to(actor), Domanda.public_id == public_id)
    ).first()
    if found is None:
        raise NotFoundError
    return found


def list_own(session: Session, actor: Actor) -> list[OwnDomanda]:
    """The domande of the actor's bodies: drafts first, by deadline, then the rest, newest first."""
    amended = aliased(Domanda)
    rows = session.exec(
        select(  # type: ignore[call-overload, misc]
            Domanda.public_id,
            Domanda.state,
            Domanda.examination,
            Domanda.number,
            Domanda.year,
            Domanda.filed_at,
            Domanda.body_name,
            Procedure.title,
            Authority.name,
            Avviso.closes_at,
            amended.number,
            amended.year,
        )
        .outerjoin(amended, col(Domanda.amends_id) == amended.id)
        .join(Procedure, col(Domanda.procedure_id) == col(Procedure.id))
        .join(Authority, col(Domanda.authority_id) == col(Authority.id))
        .join(Avviso, col(Avviso.procedure_id) == col(Procedure.id))
        .where(
            col(Domanda.ets_id).in_(sorted(actor.bodies)),
            or_(Domanda.state == DomandaState.DRAFT, col(Domanda.filed_at).is_not(None)),
        )
        .order_by(col(Domanda.id).desc())
    ).all()
    found = [OwnDomanda(*row) for row in rows]
    drafts = [row for row in found if row.state is DomandaState.DRAFT]
    drafts.sort(key=lambda row: row.closes_at.timestamp() if row.closes_at else 0.0)
    return drafts + [row for row in found if row.state is not DomandaState.DRAFT]


def list_live(session: Session, procedure_id: int, ets_id: int) -> list[Domanda]:
    """The draft and the filed domanda of a body in a procedure: at most one of each."""
    query = select(Domanda).where(
        Domanda.procedure_id == procedure_id,
        Domanda.ets_id == ets_id,
        col(Domanda.state).in_(LIVE),
    )
    return list(session.exec(query.order_by(col(Domanda.state))).all())


def find_former(session: Session, domanda: Domanda) -> str:
    """Who began a draft and acts for its body no more; empty where nobody need look again.

    It is empty once the part of the signatory was saved after their mandate ended.
    """
    if domanda.state is not DomandaState.DRAFT or domanda.ets_id is None:
        return ""
    held = session.exec(
        select(Membership).where(
            Membership.ets_id == domanda.ets_id, Membership.account_id == domanda.created_by_id
        )
    ).all()
    today = legal_today()
    if not held or any(one.ended_at is None and (one.until or today) >= today for one in held):
        return ""
    ended = max(one.ended_at or from_rome(one.until or today, 23, 59, 59) for one in held)
    saved = session.exec(
        select(DomandaPart.saved_at).where(
            DomandaPart.domanda_id == domanda.pk, DomandaPart.code == "signatory"
        )
    ).first()
    if saved is not None and saved > ended:
        return ""
    return session.get_one(Account, domanda.created_by_id).name


def find_live(session: Session, procedure_id: int, ets_id: int) -> Domanda | None:
    """What a body works at in a procedure: its draft, or else what it has filed."""
    return next(iter(list_live(session, procedure_id, ets_id)), None)


def find_draft(session: Session, procedure_id: int, ets_id: int) -> Domanda | None:
    """The draft of a body in a procedure."""
    live = list_live(session, procedure_id, ets_id)
    return next((one for one in live if one.state is DomandaState.DRAFT), None)


def get_amended(session: Session, domanda: Domanda) -> Domanda | None:
    """The filed domanda that this one replaces, or would replace."""
    return session.get(Domanda, domanda.amends_id) if domanda.amends_id is not None else None


def get_successor(session: Session, domanda: Domanda) -> Domanda | None:
    """The filing that took the place of this one; a draft that would is not told."""
    return session.exec(
        select(Domanda).where(Domanda.amends_id == domanda.pk, col(Domanda.filed_at).is_not(None))
    ).first()


def live_bodies(session: Session, actor: Actor, procedure_id: int) -> dict[int, str]:
    """Body → public id of what it works at in this procedure, for the actor's bodies."""
    rows = session.exec(
        select(Domanda.ets_id, Domanda.public_id)
        .where(
            Domanda.procedure_id == procedure_id,
            col(Domanda.ets_id).in_(sorted(actor.bodies)),
            col(Domanda.state).in_(LIVE),
        )
        .order_by(col(Domanda.state).desc())
    ).all()
    return {ets_id: public_id for ets_id, public_id in rows if ets_id is not None}


def get_answers(session: Session, domanda_id: int) -> dict[str, dict[str, Any]]:
    """The saved answers of a domanda by part; load the domanda through `visible_to` first."""
    rows = session.exec(
        select(DomandaPart.code, DomandaPart.answers).where(DomandaPart.domanda_id == domanda_id)
    ).all()
    return {code: dict(answers) for code, answers in rows}


def lead_code(session: Session, domanda: Domanda) -> str:
    """The tax code of the body that files, as its answers say it; else its profile's."""
    said = get_answers(session, domanda.pk).get("body", {}).get("tax_code", "")
    return str(said) or domanda.body_tax_code


def last_saved(session: Session, domanda: Domanda) -> datetime:
    """When the draft was last saved, by the legal clock."""
    rows = session.exec(
        select(DomandaPart.saved_at).where(DomandaPart.domanda_id == domanda.pk)
    ).all()
    return max(rows, default=domanda.created_at)


def list_files(session: Session, domanda_id: int) -> list[HeldFile]:
    """The files of a domanda in their order; load the domanda through `visible_to` first."""
    rows = session.exec(
        select(DomandaFile, StoredFile)
        .join(StoredFile, col(DomandaFile.file_id) == col(StoredFile.id))
        .where(DomandaFile.domanda_id == domanda_id)
        .order_by(col(DomandaFile.position), col(DomandaFile.id))
    ).all()
    return [
        HeldFile(
            public_id=held.public_id,
            role=held.role,
            label=held.label,
            name=file.name,
            size=file.size,
            sha256=file.sha256,
            media_type=file.media_type,
            position=held.position,
        )
        for held, file in rows
    ]


def split_filed(files: list[HeldFile]) -> tuple[list[HeldFile], list[HeldFile]]:
    """The files a domanda was filed with, which its digest covers, and those that came later.

    Nothing can be added between the signature and the filing, so that whatever stands after
    the signed domanda, its identity document or the arrival came later. Printed receipts are
    neither.
    """
    last = max((file.position for file in files if file.role in _LAST), default=0)
    return (
        [file for file in files if file.position <= last],
        [file for file in files if file.position > last and file.role is not FileRole.RECEIPT],
    )


def get_file(session: Session, domanda_id: int, public_id: str) -> tuple[DomandaFile, StoredFile]:
    """One file of this domanda. Raises NotFoundError."""
    row = session.exec(
        select(DomandaFile, StoredFile)
        .join(StoredFile, col(DomandaFile.file_id) == col(StoredFile.id))
        .where(DomandaFile.domanda_id == domanda_id, DomandaFile.public_id == public_id)
    ).first()
    if row is None:
        raise NotFoundError
    return row[0], row[1]


def get_previous_answers(session: Session, ets_id: int) -> dict[str, dict[str, Any]]:
    """What a body answered in the last domanda it filed anywhere: what it is offered again."""
    latest = session.exec(
        select(Domanda.id)
        .where(Domanda.ets_id == ets_id, col(Domanda.filed_at).is_not(None))
        .order_by(col(Domanda.filed_at).desc(), col(Domanda.id).desc())
        .limit(1)
    ).first()
    return {} if latest is None else get_answers(session, latest)
