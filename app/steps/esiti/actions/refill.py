"""A contribution whose public words change is named in its esiti as it is named everywhere."""

from sqlmodel import Session, col, select

from app.core.events import emit
from app.steps.contributions.models import Contribution
from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.actions.wording import filled
from app.steps.esiti.events import EsitiRetold
from app.steps.esiti.models import Esito, NodeEsito
from app.steps.esiti.queries import list_rows_of
from app.steps.procedures.queries import Here
from app.steps.synthesis.models import Node


def refill_reasons(session: Session, procedure_id: int, contribution: int) -> None:
    """Fill in again the reasons that name a contribution by title or body.

    What was withheld or redacted must not be read in the words of its esito. Outcome, reason and
    date stay: only what the placeholders stand for is what is public now.
    """
    rows: list[SynthesisRow] = list_rows_of(session, procedure_id, [contribution])
    esiti = session.exec(
        select(Esito).where(
            Esito.contribution_id == contribution,
            col(Esito.node_id).is_(None),
            col(Esito.template) != "",
        )
    ).all()
    for row in rows:
        for esito in esiti:
            esito.reason = filled(row, esito.template)
            session.add(esito)
    session.flush()


def forget_title(session: Session, actor_ref: str, here: Here, node: Node) -> None:
    """Call a node by its code in the reasons that name it by title, its own and the inherited.

    Its title may say the words of a contribution that is public no more. `actor_ref` is the
    pseudonym of who decided that.
    """
    own = session.exec(select(NodeEsito).where(NodeEsito.node_id == node.pk)).all()
    for answer in own:
        answer.reason = answer.reason.replace(node.title, node.code)
        session.add(answer)
    inherited = session.exec(select(Esito).where(Esito.node_id == node.pk)).all()
    for esito in inherited:
        esito.reason = esito.template = esito.reason.replace(node.title, node.code)
        session.add(esito)
    session.flush()
    keys = sorted({esito.contribution_id for esito in inherited})
    refs = select(Contribution.public_id).where(col(Contribution.id).in_(keys))
    told = tuple(session.exec(refs.order_by(col(Contribution.number))).all())
    about = here.openly_about(actor_ref, node)
    emit(session, EsitiRetold(**about, node=node.code, contributions=told))
