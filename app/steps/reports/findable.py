"""What can be found of the report: the sections of the version that is published, one by one."""

import re
from collections.abc import Collection, Iterator

from sqlmodel import Session

from app.core.errors import NotFoundError
from app.core.findable import Findable, Finder, everything, from_day, without_tags
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here
from app.steps.reports.events import ReportPublished
from app.steps.reports.queries import get_published

LONGEST = 20_000
_SECTION = re.compile(r'<h2(?:[^>]*\bid="([^"]*)")?[^>]*>(.*?)</h2>', re.S)


def _sections(
    session: Session, here: Here, refs: Collection[str] | None = None
) -> Iterator[Findable]:
    try:
        version = get_published(session, here).version
    except NotFoundError:
        return
    assert version.published_at is not None
    heads = list(_SECTION.finditer(version.html))
    for place, head in enumerate(heads):
        until = heads[place + 1].start() if place + 1 < len(heads) else len(version.html)
        anchor = f"#{head.group(1)}" if head.group(1) else ""
        yield Findable(
            ref=f"{version.public_id}:{place}",
            title=f"Relazione: {' '.join(without_tags(head.group(2)).split())}",
            text=" ".join(without_tags(version.html[head.end() : until]).split())[:LONGEST],
            address=public_address(here, f"/relazione{anchor}"),
            day=from_day(version.published_at),
        )


FINDERS = (Finder("report", "Relazione", _sections, events={ReportPublished: everything}),)
