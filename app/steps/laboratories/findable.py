"""What can be found of the laboratories: the published verbali, without the people in them."""

from collections.abc import Collection, Iterator

from sqlmodel import Session

from app.core.findable import Findable, Finder, everything
from app.steps.laboratories.events import VerbalePublished
from app.steps.laboratories.queries import get_published_verbale, list_verbali
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here


def _verbali(
    session: Session, here: Here, refs: Collection[str] | None = None
) -> Iterator[Findable]:
    for row in list_verbali(session, here.procedure.pk, published=True):
        verbale = get_published_verbale(session, here.procedure.pk, row.public_id)
        said = [f"{item.get('item', '')}: {item.get('text', '')}" for item in verbale.synthesis]
        positions = [position["text"] for position in verbale.positions]
        yield Findable(
            ref=row.public_id,
            title=f"Verbale: {row.title}",
            text="\n".join(
                part
                for part in (*said, verbale.unitary_proposal, *positions, verbale.agenda)
                if part
            ),
            more=f"{row.meeting} {row.tavolo}",
            address=public_address(here, f"/verbali/{row.public_id}"),
            day=row.held_on,
            tavolo_id=row.tavolo_id,
        )


FINDERS = (Finder("verbale", "Verbali", _verbali, events={VerbalePublished: everything}),)
