"""Reads of one domanda under examination: what the office sees before it decides."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.core.audit.models import EventRow
from app.people.accounts.models import Account
from app.people.ets.models import Ets
from app.steps.domande.enums import FileRole
from app.steps.domande.models import Domanda, DomandaTavolo
from app.steps.domande.queries.area import HeldFile, get_answers, list_files
from app.steps.domande.queries.completeness import Answers
from app.steps.domande.queries.members import MemberRow, list_members
from app.steps.domande.queries.received import Provenance, get_provenance, list_seats
from app.steps.domande.queries.setting import Setting, setting_of
from app.steps.domande.queries.signature import Checked, declaration_checks
from app.steps.domande.queries.twice import Twice, list_twice
from app.steps.examination.models import Completion, Decision, HindranceNotice
from app.steps.examination.queries.office import UNPUBLISHED
from app.steps.procedures.queries import Here


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of a domanda's history; `who` is empty where the system acted."""

    kind: str
    legal_at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class OneDomanda:
    """Everything the office reads of one domanda; the lists are in their order.

    `declarations` has what was found in those of the members, by the file's public id.
    """

    domanda: Domanda
    body: Ets | None
    typed_by: str
    provenance: Provenance
    setting: Setting
    answers: Answers
    seats: tuple[tuple[DomandaTavolo, str], ...]
    files: tuple[HeldFile, ...]
    members: tuple[MemberRow, ...]
    declarations: dict[str, Checked]
    twice: tuple[Twice, ...]
    completions: tuple[Completion, ...]
    decisions: tuple[tuple[Decision, str], ...]
    history: tuple[Happened, ...]
    notice: HindranceNotice | None

    @property
    def standing(self) -> Decision | None:
        """What was decided and no list has published yet."""
        found = (one for one, _ in self.decisions if not one.replaced_at and not one.admission_id)
        return next(found, None)

    @property
    def generated(self) -> HeldFile | None:
        """The PDF that was to be signed."""
        return self._file_of(FileRole.GENERATED)

    @property
    def signed(self) -> HeldFile | None:
        """What came back signed."""
        return self._file_of(FileRole.SIGNED)

    def _file_of(self, role: FileRole) -> HeldFile | None:
        return next((file for file in reversed(self.files) if file.role is role), None)

    @property
    def open_completion(self) -> Completion | None:
        """The request that the office has not closed yet."""
        return next((one for one in self.completions if one.outcome is None), None)


def read_domanda(session: Session, here: Here, domanda: Domanda) -> OneDomanda:
    """One domanda with its answers, seats, files, requests, decisions and history."""
    pk = domanda.pk
    typed_by = session.get(Account, domanda.typed_by_id) if domanda.typed_by_id else None
    files, members = list_files(session, pk), list_members(session, pk)
    return OneDomanda(
        domanda=domanda,
        body=session.get(Ets, domanda.ets_id) if domanda.ets_id else None,
        typed_by=typed_by.name if typed_by else "",
        provenance=get_provenance(session, domanda),
        setting=setting_of(session, domanda),
        answers=get_answers(session, pk),
        seats=tuple(list_seats(session, pk)),
        files=tuple(files),
        members=tuple(members),
        declarations=declaration_checks(session, domanda, files, members),
        twice=tuple(list_twice(session, domanda)),
        completions=tuple(list_completions(session, pk)),
        decisions=tuple(_decisions(session, pk)),
        history=tuple(_history(session, here.procedure.public_id, domanda.public_id)),
        notice=get_notice(session, pk),
    )


def list_completions(session: Session, domanda_id: int) -> list[Completion]:
    """The requests to complete a domanda, oldest first."""
    query = select(Completion).where(Completion.domanda_id == domanda_id)
    return list(session.exec(query.order_by(col(Completion.id))).all())


def get_open_completion(session: Session, domanda_id: int) -> Completion | None:
    """The request that the office has not closed yet; there is one at most."""
    return session.exec(
        select(Completion).where(
            Completion.domanda_id == domanda_id, col(Completion.outcome).is_(None)
        )
    ).first()


def get_notice(session: Session, domanda_id: int) -> HindranceNotice | None:
    """The reasons that were sent before a refusal, if they were."""
    return session.exec(
        select(HindranceNotice).where(HindranceNotice.domanda_id == domanda_id)
    ).first()


def get_unpublished_decision(session: Session, domanda_id: int) -> Decision | None:
    """What was decided and no list has published yet."""
    return session.exec(
        select(Decision).where(Decision.domanda_id == domanda_id, UNPUBLISHED)
    ).first()


def _decisions(session: Session, domanda_id: int) -> list[tuple[Decision, str]]:
    rows = session.exec(
        select(Decision, Account)
        .join(Account, col(Decision.decided_by_id) == col(Account.id))
        .where(Decision.domanda_id == domanda_id)
        .order_by(col(Decision.id))
    ).all()
    return [(decision, account.name) for decision, account in rows]


def _history(session: Session, chain: str, subject: str) -> list[Happened]:
    rows = session.exec(
        select(EventRow.kind, EventRow.legal_at, Account)
        .outerjoin(Account, col(EventRow.actor_ref) == col(Account.public_id))
        .where(EventRow.chain == chain, EventRow.subject == subject)
        .order_by(col(EventRow.id))
    ).all()
    return [Happened(kind, at, account.name if account else "") for kind, at, account in rows]
