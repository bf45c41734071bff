"""The digest of a whole domanda: the version it was filed under, answers, files, members."""

import hashlib
from collections.abc import Sequence
from typing import Any

from app.core.events import canonical
from app.steps.avvisi.models import AvvisoVersion
from app.steps.domande.members import said_of_members
from app.steps.domande.queries.area import HeldFile
from app.steps.domande.queries.completeness import Answers
from app.steps.domande.queries.members import MemberRow


def digest_of(
    version: AvvisoVersion,
    answers: Answers,
    files: list[HeldFile],
    members: Sequence[MemberRow] = (),
) -> str:
    """SHA-256 over the canonical form; the same domanda gives the same digest for ever."""
    said: dict[str, Any] = {
        "avviso": version.content_sha256,
        "answers": {code: dict(part) for code, part in answers.items()},
        "files": [
            {"role": file.role, "label": file.label, "name": file.name, "sha256": file.sha256}
            for file in files
        ],
    }
    if members:
        said["members"] = said_of_members(members)
    return hashlib.sha256(canonical(said).encode()).hexdigest()
