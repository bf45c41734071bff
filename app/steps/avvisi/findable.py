"""What can be found of an avviso: each version that was published, the one in force by its page."""

from collections.abc import Collection, Iterator

from sqlmodel import Session

from app.core.findable import Findable, Finder, everything, from_day, without_marks
from app.core.text import sentence
from app.law.avviso import AVVISO_SECTIONS
from app.steps.avvisi.events import (
    AvvisoExtended,
    AvvisoPublished,
    AvvisoRectified,
    AvvisoReopened,
    AvvisoRevoked,
)
from app.steps.avvisi.queries import Published, get_avviso, list_published
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here


def _avvisi(
    session: Session, here: Here, refs: Collection[str] | None = None
) -> Iterator[Findable]:
    avviso = get_avviso(session, here.procedure.pk)
    if avviso is None or avviso.published_at is None:
        return
    for published in list_published(session, avviso):
        yield _version(here, published, in_force=published.version.number == avviso.version)


def _version(here: Here, published: Published, *, in_force: bool) -> Findable:
    version, change = published.version, published.change
    page = "/avviso" if in_force else f"/avviso/versioni/{version.number}"
    title = f"Avviso: {here.procedure.title}"
    words = [
        without_marks(version.sections[section.code])
        for section in AVVISO_SECTIONS
        if version.sections.get(section.code)
    ]
    if change is not None:
        words.insert(0, f"{sentence(change.kind.label)}: {change.reason}")
    return Findable(
        ref=version.public_id,
        title=title if in_force else f"{title} (versione {version.number}, superata)",
        text="\n".join(words),
        address=public_address(here, page),
        day=from_day(version.published_at),
    )


FINDERS = (
    Finder(
        "avviso",
        "Avvisi",
        _avvisi,
        events=dict.fromkeys(
            (AvvisoPublished, AvvisoRectified, AvvisoExtended, AvvisoReopened, AvvisoRevoked),
            everything,
        ),
    ),
)
