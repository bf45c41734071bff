"""Storing what is published: a version, with the hash of all that its reader sees."""

import hashlib
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.core.events import canonical
from app.core.files.models import StoredFile
from app.law.changes import ChangeKind
from app.steps.avvisi.models import Avviso, AvvisoVersion
from app.steps.avvisi.queries import get_version
from app.steps.procedures.models import Act
from app.steps.procedures.queries import Here


def freeze_version(
    session: Session,
    here: Here,
    avviso: Avviso,
    act: Act,
    file: StoredFile | None,
    now: datetime,
    change: dict[str, Any] | None = None,
) -> AvvisoVersion:
    """Store what `avviso` says as its next version; `change` is why, from the second one on.

    The avviso has its closing already; its own number is moved by the caller.
    """
    if avviso.closes_at is None:
        raise RuntimeError("what has no closing is not published")
    number = avviso.version + 1
    days, rule = _conclusion(session, here, avviso, change)
    version = AvvisoVersion(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        avviso_id=avviso.pk,
        number=number,
        sections=avviso.sections,
        definition=avviso.definition,
        published_at=now,
        closes_at=avviso.closes_at,
        act_id=act.pk,
        conclusion_days=days,
        conclusion_rule=rule,
        content_sha256="",
    )
    version.content_sha256 = content_hash(here, version, act, file, change)
    session.add(version)
    session.flush()
    return version


def _conclusion(
    session: Session, here: Here, avviso: Avviso, change: dict[str, Any] | None
) -> tuple[int, str]:
    """The term to decide the domande: it stays that of the first version until a new avviso."""
    if change is None or change["kind"] is ChangeKind.RENEWAL:
        return here.authority.conclusion_days, here.authority.conclusion_rule
    before = get_version(session, avviso)
    return before.conclusion_days, before.conclusion_rule


def content_hash(
    here: Here,
    version: AvvisoVersion,
    act: Act,
    file: StoredFile | None,
    change: dict[str, Any] | None = None,
) -> str:
    """SHA-256 over the canonical form of everything a reader sees of a version."""
    content: dict[str, Any] = {
        "authority": here.authority.name,
        "procedure": here.procedure.title,
        "number": version.number,
        "sections": version.sections,
        "definition": version.definition,
        "published_at": version.published_at,
        "closes_at": version.closes_at,
        "conclusion": [version.conclusion_days, version.conclusion_rule],
        "act": [act.organ, act.number, act.adopted_on, file.sha256 if file else ""],
    }
    if change is not None:
        content["change"] = change
    return hashlib.sha256(canonical(content).encode()).hexdigest()
