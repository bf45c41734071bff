"""What can be found of the synthesis: the shared nodes, once they are public."""

from collections.abc import Collection, Iterator

from sqlmodel import Session

from app.core.findable import Findable, Finder, everything, from_day
from app.law.phases import Phase
from app.steps.procedures.events import PhaseEntered
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here, list_phase_steps
from app.steps.synthesis.details import detail_words
from app.steps.synthesis.events import NodeChanged
from app.steps.synthesis.navigation import node_page
from app.steps.synthesis.queries import load_picture


def _nodes(session: Session, here: Here, refs: Collection[str] | None = None) -> Iterator[Findable]:
    steps = list_phase_steps(session, here.procedure.pk)
    public = [step.entered_at for step in steps if step.target is Phase.RESTITUTION]
    if not public:
        return
    for node in load_picture(session, here.procedure.pk).nodes:
        if node.rereading:
            continue
        words = [f"{label}: {said}" for label, said in detail_words(node.kind, node.details)]
        yield Findable(
            ref=node.public_id,
            title=f"{node.code} {node.title}",
            text="\n".join((node.text, *words)).strip(),
            more=node.tavolo_name,
            address=public_address(here, node_page(node.kind, node.public_id, node.code)),
            day=from_day(public[0]),
            tavolo_id=node.tavolo_id,
        )


FINDERS = (
    Finder(
        "node",
        "Bisogni, obiettivi e interventi",
        _nodes,
        events={NodeChanged: everything, PhaseEntered: everything},
    ),
)
