"""Storing what is published: a version, with the hash of all that its reader sees."""

import hashlib
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.core.events import canonical
from app.core.files.models import StoredFile
from app.steps.avvisi.models import Avviso, AvvisoVersion
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
        content_sha256="",
    )
    version.content_sha256 = content_hash(here, version, act, file, change)
    session.add(version)
    session.flush()
    return version


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
        "act": [act.organ, act.number, act.adopted_on, file.sha256 if file else ""],
    }
    if change is not None:
        content["change"] = change
    return hashlib.sha256(canonical(content).encode()).hexdigest()
