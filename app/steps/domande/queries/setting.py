"""What stands around a domanda: its procedure, the avviso in force and the form it asks."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from app.core.errors import NotFoundError
from app.law.changes import COUNTED_ANEW
from app.law.phases import Phase
from app.steps.avvisi.definition import FormDefinition
from app.steps.avvisi.models import Avviso, AvvisoVersion
from app.steps.avvisi.queries import get_avviso, get_version, is_open, list_changes_since
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda
from app.steps.procedures.queries import Here, get_by_id

STOPPED = frozenset({Phase.SUSPENDED, Phase.REVOKED})


@dataclass(frozen=True, slots=True)
class Setting:
    """`version` is the one in force for a draft, the one it was filed under afterwards."""

    here: Here
    avviso: Avviso
    version: AvvisoVersion

    @property
    def definition(self) -> FormDefinition:
        return FormDefinition.model_validate(self.version.definition)

    @property
    def deadline(self) -> datetime:
        """The deadline in force (UTC)."""
        return self.avviso.closes_at or self.version.closes_at

    @property
    def stopped(self) -> bool:
        """Whether an act suspended or revoked the procedure, or revoked the avviso."""
        return self.here.procedure.phase in STOPPED or self.avviso.revoked_at is not None

    def takes_domande(self, now: datetime) -> bool:
        """Whether domande may be filed at `now` (an aware instant)."""
        return is_open(self.avviso, now) and not self.stopped


def setting_in(
    session: Session, here: Here, *, lock: bool = False, shared: bool = False
) -> Setting:
    """The avviso in force in a procedure. Raises NotFoundError before it is published."""
    avviso = get_avviso(session, here.procedure.pk, lock=lock, shared=shared)
    if avviso is None or avviso.published_at is None:
        raise NotFoundError
    return Setting(here, avviso, get_version(session, avviso))


def setting_of(session: Session, domanda: Domanda) -> Setting:
    """What stands around a domanda that was loaded for who may see it."""
    setting = setting_in(session, get_by_id(session, domanda.procedure_id))
    if domanda.state is DomandaState.DRAFT:
        return setting
    filed_under = session.exec(
        select(AvvisoVersion).where(AvvisoVersion.id == domanda.avviso_version_id)
    ).one()
    return Setting(setting.here, setting.avviso, filed_under)


def locked_setting(session: Session, procedure_id: int, *, shared: bool = False) -> Setting:
    """Locks the procedure, then the avviso; the domanda is locked after them.

    With `shared` locks those who file do not wait for each other until they take a number; who
    changes the procedure or the avviso waits for all of them, and they for that.
    """
    here = get_by_id(session, procedure_id, lock=True, shared=shared)
    return setting_in(session, here, lock=True, shared=shared)


def asks_anew(session: Session, setting: Setting, domanda: Domanda) -> bool:
    """Whether a rettifica, or a new avviso, came after the version a draft was made under.

    A proroga, a reopening and an errata corrige leave a signed PDF as good as it was.
    """
    if domanda.avviso_version_id == setting.version.pk:
        return False
    since = list_changes_since(session, domanda.avviso_version_id)
    return any(change.kind in COUNTED_ANEW for _, change in since)
