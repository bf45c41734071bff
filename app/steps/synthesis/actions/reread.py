"""When a contribution is withheld or redacted after it entered a node: the node is reread."""

from sqlmodel import Session, select

from app.core.errors import ConflictError
from app.core.security.actor import Actor
from app.people.accounts.models import Account
from app.steps.procedures.queries import Here
from app.steps.synthesis.actions.steps import record_step
from app.steps.synthesis.enums import Step
from app.steps.synthesis.forms import WhyForm
from app.steps.synthesis.models import Node
from app.steps.synthesis.queries import is_rereading, list_nodes_of


def mark_for_rereading(
    session: Session, actor_ref: str, here: Here, contribution: str, target: str
) -> list[Node]:
    """Write into every node drawn from `contribution` that its words are public no more.

    `actor_ref` is the pseudonym of who decided, `target` the state it came to. Gives the nodes.
    """
    account = session.exec(select(Account).where(Account.public_id == actor_ref)).one()
    actor = Actor(account.pk, account.public_id, account.name, account.email)
    nodes = list_nodes_of(session, here.procedure.pk, contribution)
    for node in nodes:
        record_step(
            session,
            actor,
            here,
            node,
            Step.SOURCE_CHANGED,
            sources={contribution: ""},
            target=target,
        )
    return nodes


def reread_node(session: Session, actor: Actor, here: Here, node: Node, form: WhyForm) -> None:
    """The words of a node may stay. Raises ConflictError where it does not wait for this."""
    if not is_rereading(session, node):
        raise ConflictError(f"{node.code} non aspetta di essere riletto.")
    record_step(session, actor, here, node, Step.REREAD, why=form.why)
