"""Reads of avvisi and of their versions."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.core.clock import legal_now
from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.law.changes import COUNTED_ANEW, Standing
from app.law.deadlines import is_open as is_open_between
from app.law.phases import Phase
from app.people.authorities.models import Authority
from app.steps.avvisi.definition import FormDefinition
from app.steps.avvisi.models import (
    Avviso,
    AvvisoChange,
    AvvisoRevision,
    AvvisoVersion,
    FormTemplate,
)
from app.steps.procedures.models import Act, Procedure
from app.steps.procedures.queries import Here

_STOPPED = (Phase.SUSPENDED, Phase.REVOKED)


@dataclass(frozen=True, slots=True)
class Published:
    """A version with the act it rests on; `change` says why it stands, from the second one on."""

    version: AvvisoVersion
    change: AvvisoChange | None
    act: Act
    file: StoredFile | None

    @property
    def counts_anew(self) -> bool:
        """Whether at least twenty days run from its publication."""
        return self.change is None or self.change.kind in COUNTED_ANEW


def get_avviso(
    session: Session, procedure_id: int, *, lock: bool = False, shared: bool = False
) -> Avviso | None:
    """The avviso of a procedure, drafted or published; lock its procedure before it.

    A `shared` lock keeps the avviso as it is, and lets others hold one too.
    """
    query = select(Avviso).where(Avviso.procedure_id == procedure_id)
    if lock:
        query = query.with_for_update(read=shared).execution_options(populate_existing=True)
    return session.exec(query).first()


def get_version(session: Session, avviso: Avviso, number: int | None = None) -> AvvisoVersion:
    """A published version, the one in force where no number is given. Raises NotFoundError."""
    found = session.exec(
        select(AvvisoVersion).where(
            AvvisoVersion.avviso_id == avviso.pk,
            AvvisoVersion.number == (avviso.version if number is None else number),
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def is_open(avviso: Avviso | None, now: datetime) -> bool:
    """Whether domande may be filed at `now` (an aware instant): derived, never stored.

    A procedure that is suspended or revoked takes none, which is not known here.
    """
    if avviso is None or avviso.revoked_at is not None:
        return False
    return is_open_between(avviso.published_at, avviso.closes_at, now)


def list_open(session: Session) -> list[tuple[Here, Avviso]]:
    """The avvisi open now, the nearest deadline first; suspended and revoked ones left out."""
    now = legal_now()
    rows = session.exec(
        select(Authority, Procedure, Avviso)
        .join(Procedure, col(Procedure.authority_id) == col(Authority.id))
        .join(Avviso, col(Avviso.procedure_id) == col(Procedure.id))
        .where(
            col(Avviso.published_at) <= now,
            col(Avviso.closes_at) >= now.replace(microsecond=0),
            col(Procedure.phase).not_in(_STOPPED),
            col(Avviso.revoked_at).is_(None),
        )
        .order_by(col(Avviso.closes_at), col(Avviso.id))
    ).all()
    return [(Here(a, p), avviso) for a, p, avviso in rows if is_open(avviso, now)]


def standing_of(here: Here, avviso: Avviso) -> Standing:
    """How the avviso stands now, as the law asks it."""
    return Standing(
        phase=here.procedure.phase,
        published=avviso.published_at,
        closes=avviso.closes_at,
        revoked=avviso.revoked_at is not None,
        now=legal_now(),
    )


def list_published(session: Session, avviso: Avviso) -> list[Published]:
    """Every version, the first one first, with its change, its act and the act's file."""
    rows = session.exec(
        select(AvvisoVersion, AvvisoChange, Act, StoredFile)
        .join(Act, col(AvvisoVersion.act_id) == col(Act.id))
        .outerjoin(AvvisoChange, col(AvvisoChange.version_id) == col(AvvisoVersion.id))
        .outerjoin(StoredFile, col(Act.file_id) == col(StoredFile.id))
        .where(AvvisoVersion.avviso_id == avviso.pk)
        .order_by(col(AvvisoVersion.number))
    ).all()
    return [Published(*row) for row in rows]


def list_changes_since(
    session: Session, version_id: int
) -> list[tuple[AvvisoVersion, AvvisoChange]]:
    """What was published after a version of the same avviso, oldest first."""
    older = session.get_one(AvvisoVersion, version_id)
    rows = session.exec(
        select(AvvisoVersion, AvvisoChange)
        .join(AvvisoChange, col(AvvisoChange.version_id) == col(AvvisoVersion.id))
        .where(AvvisoVersion.avviso_id == older.avviso_id, col(AvvisoVersion.number) > older.number)
        .order_by(col(AvvisoVersion.number))
    ).all()
    return [(version, change) for version, change in rows]


def get_change(session: Session, avviso: Avviso, number: int) -> AvvisoChange:
    """Why the version `number` stands. Raises NotFoundError, also for the first one."""
    found = session.exec(
        select(AvvisoChange)
        .join(AvvisoVersion, col(AvvisoChange.version_id) == col(AvvisoVersion.id))
        .where(AvvisoVersion.avviso_id == avviso.pk, AvvisoVersion.number == number)
    ).first()
    if found is None:
        raise NotFoundError
    return found


def get_revision(
    session: Session, avviso: Avviso | None, *, lock: bool = False
) -> AvvisoRevision | None:
    """The draft of the next version, where the office has begun one."""
    if avviso is None:
        return None
    query = select(AvvisoRevision).where(AvvisoRevision.avviso_id == avviso.pk)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(query).first()


def list_definitions(session: Session, avviso: Avviso | None) -> list[FormDefinition]:
    """The forms of the domanda of every published version, oldest first."""
    if avviso is None or not avviso.version:
        return []
    rows = session.exec(
        select(AvvisoVersion.definition)
        .where(AvvisoVersion.avviso_id == avviso.pk)
        .order_by(col(AvvisoVersion.number))
    ).all()
    return [FormDefinition.model_validate(row) for row in rows]


def list_templates(session: Session, authority_id: int) -> list[FormTemplate]:
    """The forms that an authority keeps, by name."""
    query = select(FormTemplate).where(FormTemplate.authority_id == authority_id)
    return list(session.exec(query.order_by(col(FormTemplate.name_key))).all())


def get_template(session: Session, authority_id: int, public_id: str) -> FormTemplate:
    """One of the authority's own. Raises NotFoundError."""
    found = session.exec(
        select(FormTemplate).where(
            FormTemplate.authority_id == authority_id, FormTemplate.public_id == public_id
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found
