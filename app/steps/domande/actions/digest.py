"""The digest of a whole domanda: the version it was filed under, its answers, every file."""

import hashlib

from app.core.events import canonical
from app.steps.avvisi.models import AvvisoVersion
from app.steps.domande.queries.area import HeldFile
from app.steps.domande.queries.completeness import Answers


def digest_of(version: AvvisoVersion, answers: Answers, files: list[HeldFile]) -> str:
    """SHA-256 over the canonical form; the same domanda gives the same digest for ever."""
    said = {
        "avviso": version.content_sha256,
        "answers": {code: dict(part) for code, part in answers.items()},
        "files": [
            {"role": file.role, "label": file.label, "name": file.name, "sha256": file.sha256}
            for file in files
        ],
    }
    return hashlib.sha256(canonical(said).encode()).hexdigest()
