"""What happens to a published avviso: each change is an act and a version beside the others."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.core.clock import from_rome
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.text import sentence
from app.core.web.uploads import KeptFile
from app.law.changes import ChangeKind, check_change, check_new_closing, check_reason
from app.steps.avvisi.actions.freeze import freeze_version
from app.steps.avvisi.actions.refuse import refuse_unless_allowed
from app.steps.avvisi.events import AvvisoExtended, AvvisoReopened, AvvisoRevoked
from app.steps.avvisi.forms import ChangeForm, TermForm
from app.steps.avvisi.models import Avviso, AvvisoChange, AvvisoRevision, AvvisoVersion
from app.steps.avvisi.queries import get_avviso, standing_of
from app.steps.avvisi.readiness import patron_of
from app.steps.procedures.actions import record_act
from app.steps.procedures.enums import ActKind
from app.steps.procedures.forms import ActForm
from app.steps.procedures.models import Act
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here, get_act
from app.steps.publication.actions import publish_in_slot

SLOT = "avviso"
_OF_THE_ACT = {"organ", "number", "adopted_on", "subject"}
ACTS = {
    ChangeKind.CORRECTION: ActKind.AVVISO_RECTIFICATION,
    ChangeKind.RECTIFICATION: ActKind.AVVISO_RECTIFICATION,
    ChangeKind.EXTENSION: ActKind.AVVISO_EXTENSION,
    ChangeKind.REOPENING: ActKind.AVVISO_REOPENING,
    ChangeKind.REVOCATION: ActKind.AVVISO_REVOCATION,
    ChangeKind.RENEWAL: ActKind.AVVISO,
}


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of the avviso. `closes_at` is None where the term stays; see `AvvisoChange`.

    `text` is the draft that becomes what the avviso says; None where no word changes.
    """

    kind: ChangeKind
    form: ChangeForm
    closes_at: datetime | None = None
    changed: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    text: AvvisoRevision | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The new version and the act it rests on."""

    version: AvvisoVersion
    act: Act
    was_closing: datetime


def extend_avviso(
    session: Session, actor: Actor, here: Here, form: TermForm, file: KeptFile | None
) -> AvvisoVersion:
    """Move the deadline of an open avviso later (*proroga*).

    Raises RuleError with the law's reasons, InvalidFormError as `record_act` does.
    """
    avviso = locked_avviso(session, here)
    change = Change(ChangeKind.EXTENSION, form, closing_of(form))
    made = make_version(session, actor, here, avviso, change, file)
    emit(
        session,
        AvvisoExtended(
            **here.openly_about(actor, avviso),
            **said_of(made),
            was=made.was_closing.isoformat(),
        ),
    )
    return made.version


def reopen_avviso(
    session: Session, actor: Actor, here: Here, form: TermForm, file: KeptFile | None
) -> AvvisoVersion:
    """Open an avviso again after its deadline, with a term of its own. Raises as the proroga."""
    avviso = locked_avviso(session, here)
    change = Change(ChangeKind.REOPENING, form, closing_of(form))
    made = make_version(session, actor, here, avviso, change, file)
    emit(
        session,
        AvvisoReopened(
            **here.openly_about(actor, avviso),
            **said_of(made),
            was=made.was_closing.isoformat(),
        ),
    )
    return made.version


def revoke_avviso(
    session: Session, actor: Actor, here: Here, form: ChangeForm, file: KeptFile | None
) -> AvvisoVersion:
    """End the avviso for a reason: no domanda comes in until another avviso follows it.

    The procedure goes on, and is revoked only by an act of its own. Source: L. 241/1990, art.
    21-quinquies. Raises as the proroga.
    """
    avviso = locked_avviso(session, here)
    made = make_version(session, actor, here, avviso, Change(ChangeKind.REVOCATION, form), file)
    emit(session, AvvisoRevoked(**here.openly_about(actor, avviso), **said_of(made)))
    return made.version


def locked_avviso(session: Session, here: Here) -> Avviso:
    """The avviso, locked after its procedure. Raises RuleError where none was ever drafted."""
    avviso = get_avviso(session, here.procedure.pk, lock=True)
    if avviso is None:
        raise RuleError("L'avviso non è ancora pubblicato.")
    return avviso


def closing_of(form: TermForm) -> datetime:
    """The instant (UTC) of a closing typed as day and hour in Rome."""
    clock = form.closes_at
    return from_rome(form.closes_on, clock.hour, clock.minute, clock.second)


def make_version(
    session: Session,
    actor: Actor,
    here: Here,
    avviso: Avviso,
    change: Change,
    file: KeptFile | None,
) -> Made:
    """Record the act and store the next version of what `avviso` now says.

    Raises RuleError when the law refuses the change, InvalidFormError as `record_act` does.
    """
    standing = standing_of(here, avviso)
    refuse_unless_allowed(
        check_change(change.kind, standing).also(check_reason(change.form.reason))
    )
    refuse_unless_allowed(
        check_new_closing(
            change.kind,
            standing,
            change.closes_at,
            patron=patron_of(here.authority),
            saturday=here.authority.saturday_moves,
        )
    )
    told = change.form.model_dump(include=_OF_THE_ACT)
    recorded = record_act(session, actor, here, ActForm(kind=ACTS[change.kind], **told), file)
    act, stored = get_act(session, here.procedure.pk, recorded.public_id)
    assert avviso.closes_at is not None
    was_closing = avviso.closes_at
    avviso.closes_at = change.closes_at or was_closing
    if change.text is not None:
        avviso.sections, avviso.definition = change.text.sections, change.text.definition
    version = freeze_version(session, here, avviso, act, stored, standing.now, _why(change))
    _apply(avviso, change.kind, version)
    session.add(avviso)
    session.add(_row(here, change, version, was_closing))
    session.flush()
    _publish(session, actor, here, change.kind, version)
    return Made(version, act, was_closing)


def _row(here: Here, change: Change, version: AvvisoVersion, was_closing: datetime) -> AvvisoChange:
    return AvvisoChange(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        version_id=version.pk,
        kind=change.kind,
        reason=change.form.reason,
        changed=list(change.changed),
        was_closing=was_closing,
        proof=list(change.proof),
    )


def _why(change: Change) -> dict[str, object]:
    """What of the change stands under the version's hash."""
    return {
        "kind": change.kind,
        "reason": change.form.reason,
        "changed": list(change.changed),
        "proof": list(change.proof),
    }


def _apply(avviso: Avviso, kind: ChangeKind, version: AvvisoVersion) -> None:
    avviso.version = version.number
    if kind is ChangeKind.REVOCATION:
        avviso.revoked_at = version.published_at
    elif kind is ChangeKind.RENEWAL:
        avviso.revoked_at, avviso.published_at = None, version.published_at


def _publish(
    session: Session, actor: Actor, here: Here, kind: ChangeKind, version: AvvisoVersion
) -> None:
    label = sentence(kind.label)
    publish_in_slot(
        session,
        actor,
        here,
        SLOT,
        f"{label}: versione {version.number} dell'avviso",
        address=public_address(here, f"/avviso/versioni/{version.number}"),
        sha256=version.content_sha256,
    )


def said_of(made: Made) -> dict[str, Any]:
    """What every event of a change says."""
    return {
        "number": made.version.number,
        "closes_at": made.version.closes_at.isoformat(),
        "act": made.act.public_id,
        "content_sha256": made.version.content_sha256,
    }
