"""What can be found of the report: the sections of the public edition in force, one by one."""

import re
from collections.abc import Collection, Iterator
from typing import cast

from sqlmodel import Session

from app.core.errors import NotFoundError
from app.core.files.blobs import BLOBS, BlobStore
from app.core.findable import Findable, Finder, everything, from_day, without_tags
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here
from app.steps.reports.enums import Audience, ReportPiece
from app.steps.reports.events import ReportPublished
from app.steps.reports.queries import get_published
from app.steps.reports.views import read_fragment

LONGEST = 20_000
_SECTION = re.compile(r'<h2(?:[^>]*\bid="([^"]*)")?[^>]*>(.*?)</h2>', re.S)


def _sections(
    session: Session, here: Here, refs: Collection[str] | None = None
) -> Iterator[Findable]:
    try:
        row = get_published(session, here)
    except NotFoundError:
        return
    version = row.version
    assert version.published_at is not None
    blobs = cast(BlobStore, session.info[BLOBS])
    page = read_fragment(blobs, row, Audience.PUBLIC, ReportPiece.REPORT)
    heads = list(_SECTION.finditer(page))
    for place, head in enumerate(heads):
        until = heads[place + 1].start() if place + 1 < len(heads) else len(page)
        anchor = f"#{head.group(1)}" if head.group(1) else ""
        found = Findable(
            ref=f"{version.public_id}:{place}",
            title=f"Relazione: {' '.join(without_tags(head.group(2)).split())}",
            text=" ".join(without_tags(page[head.end() : until]).split())[:LONGEST],
            address=public_address(here, f"/relazione{anchor}"),
            day=from_day(version.published_at),
        )
        if refs is None or found.ref in refs:
            yield found


def _refs(session: Session, here: Here) -> list[str]:
    return [section.ref for section in _sections(session, here)]


# With `refs` it is read by a job: its words stand in a file.
FINDERS = (Finder("report", "Relazione", _sections, _refs, events={ReportPublished: everything}),)
