"""The board of a procedure, and what each examiner may see and do."""

from dataclasses import dataclass, field

from sqlmodel import Session, col, or_, select

from app.core.clock import legal_today
from app.core.errors import NotFoundError
from app.core.security.actor import Actor
from app.core.security.tokens import token_hash
from app.people.authorities.enums import OfficeRole
from app.steps.domande.models import Domanda
from app.steps.domande.queries.parties import domande_of
from app.steps.examination.models import Assignment, Commission, CommissionMember
from app.steps.examination.queries.conflicts import in_conflict
from app.steps.procedures.enums import ActKind
from app.steps.procedures.models import Act
from app.steps.procedures.queries import Here, find_here, get_by_id

_EXAMINES = frozenset({OfficeRole.RDP.value, OfficeRole.OFFICER.value})


@dataclass(frozen=True, slots=True)
class Examiner:
    """Who looks at the domande of a procedure: of the office, of its board, or both.

    `board` says whether there is one; `seats` are all that the person ever had, `member` the one
    of today. `own` are the domande of bodies for which the person acts, `conflicts` those with a
    body that they declared a conflict with, by key.
    """

    office: bool
    board: bool
    member: CommissionMember | None = None
    seats: tuple[CommissionMember, ...] = ()
    own: frozenset[int] = field(default_factory=frozenset)
    conflicts: frozenset[int] = field(default_factory=frozenset)

    @property
    def declared(self) -> bool:
        """Whether nothing keeps the domande closed: who never had a seat declares what there is.

        A seat that ended frees nobody from the declaration it asked for.
        """
        return all(seat.declared_at is not None for seat in self.seats)

    def abstains(self, domanda: Domanda) -> bool:
        return self.keeps_out(domanda.pk)

    def keeps_out(self, domanda_id: int) -> bool:
        """As `abstains`, by the key."""
        return domanda_id in self.own or domanda_id in self.conflicts

    def why_not(self, domanda: Domanda) -> str:
        """Why the person keeps out of this domanda, empty where nothing is known."""
        if domanda.pk in self.own:
            return "Rappresentate un ente di questa domanda: non potete esaminarla."
        if domanda.pk in self.conflicts:
            return "Avete dichiarato un conflitto con un ente di questa domanda: vi astenete."
        return ""

    def sees(self, domanda: Domanda) -> bool:
        """Whether a domanda opens to this person: its answers, files, checklist and decision."""
        return self.declared and not self.abstains(domanda)

    def shares_notes(self, domanda: Domanda) -> bool:
        """Notes are for the members; where there is no board, for the office that examines."""
        seated = self.member is not None if self.board else self.office
        return seated and self.sees(domanda)


def get_commission(session: Session, procedure_id: int) -> tuple[Commission, Act] | None:
    """The board with the act that appointed it."""
    return session.exec(
        select(Commission, Act)
        .join(Act, col(Commission.act_id) == col(Act.id))
        .where(Commission.procedure_id == procedure_id)
    ).first()


def list_board_acts(session: Session, procedure_id: int) -> list[Act]:
    """The recorded acts that can appoint a board, by date."""
    query = select(Act).where(Act.procedure_id == procedure_id, Act.kind == ActKind.BOARD)
    return list(session.exec(query.order_by(col(Act.adopted_on), col(Act.id))).all())


def list_members(session: Session, procedure_id: int) -> list[CommissionMember]:
    """Everybody who is or was of the board, in the order they came."""
    query = select(CommissionMember).where(CommissionMember.procedure_id == procedure_id)
    return list(session.exec(query.order_by(col(CommissionMember.id))).all())


def list_sitting(session: Session, procedure_id: int) -> list[CommissionMember]:
    """The members of today who have taken their seat."""
    return [one for one in list_members(session, procedure_id) if is_sitting(one)]


def is_sitting(member: CommissionMember) -> bool:
    today = legal_today()
    return (
        member.account_id is not None
        and member.ended_at is None
        and member.since <= today
        and (member.until is None or today <= member.until)
    )


def get_member(session: Session, procedure_id: int, public_id: str) -> CommissionMember:
    """A member of this procedure's board. Raises NotFoundError."""
    found = session.exec(
        select(CommissionMember).where(
            CommissionMember.procedure_id == procedure_id, CommissionMember.public_id == public_id
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def examiner_of(session: Session, actor: Actor, here: Here) -> Examiner:
    """What the actor is to this examination; four queries at most."""
    members = list_members(session, here.procedure.pk)
    seats = tuple(one for one in members if one.account_id == actor.account_id)
    return Examiner(
        office=bool(actor.roles_in(here.authority.slug) & _EXAMINES),
        board=bool(members),
        member=next((one for one in seats if is_sitting(one)), None),
        seats=seats,
        own=domande_of(session, here.procedure.pk, actor.bodies, ()),
        conflicts=in_conflict(session, here.procedure.pk, actor.account_id),
    )


def get_for_examiner(
    session: Session, actor: Actor, authority: str, procedure: str, *, lock: bool = False
) -> tuple[Here, Examiner]:
    """A procedure whose domande the actor may examine, as office or board. Raises NotFoundError."""
    here = find_here(session, authority, procedure, lock=lock)
    if here is None:
        raise NotFoundError
    examiner = examiner_of(session, actor, here)
    if not examiner.office and examiner.member is None:
        raise NotFoundError
    return here, examiner


def find_seat(
    session: Session, token: str, *, lock: bool = False
) -> tuple[CommissionMember, Here] | None:
    """The open invitation to a board behind a link."""
    query = select(CommissionMember).where(
        CommissionMember.token_hash == token_hash(token),
        col(CommissionMember.account_id).is_(None),
        col(CommissionMember.ended_at).is_(None),
        or_(col(CommissionMember.until).is_(None), col(CommissionMember.until) >= legal_today()),
    )
    found = session.exec(query.with_for_update() if lock else query).first()
    return (found, get_by_id(session, found.procedure_id)) if found is not None else None


def list_own_seats(session: Session, actor: Actor) -> list[tuple[CommissionMember, Here]]:
    """The boards on which the actor sits today."""
    rows = session.exec(
        select(CommissionMember).where(CommissionMember.account_id == actor.account_id)
    ).all()
    return [(row, get_by_id(session, row.procedure_id)) for row in rows if is_sitting(row)]


def list_assigned(session: Session, procedure_id: int) -> dict[int, CommissionMember]:
    """Domanda → the member who looks at it first."""
    rows = session.exec(
        select(Assignment.domanda_id, CommissionMember)
        .join(CommissionMember, col(Assignment.member_id) == col(CommissionMember.id))
        .where(Assignment.procedure_id == procedure_id)
    ).all()
    return dict(rows)
