"""Writing down what a tavolo put first, and the office's words where it sees it otherwise."""

from sqlmodel import Session, col, delete, select

from app.core.clock import legal_now
from app.core.errors import ConflictError, InvalidFormError, NotFoundError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.priorities import APART, BallotRule, check_ballot
from app.steps.calendar.models import MeetingSession
from app.steps.calendar.queries import get_session
from app.steps.priorities.events import BallotRecorded, BallotWithdrawn, DivergenceExplained
from app.steps.priorities.forms import BallotForm, DivergenceForm, WithdrawForm
from app.steps.priorities.models import Ballot, BallotResult, DivergenceNote
from app.steps.priorities.queries import get_ballot, list_priorities
from app.steps.procedures.queries import Here, get_tavolo
from app.steps.synthesis.actions.steps import refuse_unless_writable
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.models import Node
from app.steps.synthesis.queries import load_picture

MEASURED = frozenset({BallotRule.DOTS, BallotRule.RANKING})
"""Rules that have a number of their own."""


def record_ballot(session: Session, actor: Actor, here: Here, form: BallotForm) -> Ballot:
    """Write down a result with its rule, session and bodies, checked against the rule.

    Raises InvalidFormError for what is missing or does not add up (`law.priorities`).
    """
    refuse_unless_writable(here)
    held = _held(session, here, form)
    values = _values(session, here, form)
    ballot = Ballot(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        session_id=held.pk,
        kind=form.kind,
        rule=form.rule,
        bodies=form.bodies,
        reason=form.reason,
        by_id=actor.account_id,
        recorded_at=legal_now(),
    )
    _write(session, actor, here, ballot, form, held, values)
    return ballot


def edit_ballot(
    session: Session, actor: Actor, here: Here, ballot: Ballot, form: BallotForm
) -> None:
    """Put right what was typed. Raises ConflictError when somebody else did meanwhile."""
    refuse_unless_writable(here)
    if form.edition != ballot.edition:
        raise ConflictError(
            "Nel frattempo qualcuno ha cambiato questo risultato.",
            remedy="Aprite di nuovo la pagina e guardate che cosa è cambiato.",
        )
    held = _held(session, here, form)
    values = _values(session, here, form)
    session.exec(delete(BallotResult).where(col(BallotResult.ballot_id) == ballot.pk))
    ballot.edition += 1
    ballot.kind, ballot.rule = form.kind, form.rule
    ballot.bodies, ballot.reason = form.bodies, form.reason
    ballot.session_id = held.pk
    ballot.by_id, ballot.recorded_at = actor.account_id, legal_now()
    _write(session, actor, here, ballot, form, held, values)


def withdraw_ballot(
    session: Session, actor: Actor, here: Here, ballot: Ballot, form: WithdrawForm
) -> None:
    """Take a result out of the comparison, with the reason; it stays on record."""
    refuse_unless_writable(here)
    if not form.why:
        raise InvalidFormError({"why": "Scrivete perché lo togliete."})
    ballot.withdrawn_at, ballot.withdrawn_why = legal_now(), form.why
    session.add(ballot)
    session.flush()
    emit(session, BallotWithdrawn(**here.about(actor, ballot)))


def explain_divergence(
    session: Session, actor: Actor, here: Here, node: Node, form: DivergenceForm
) -> None:
    """The office's words where it sees a node otherwise than a tavolo; they never change either.

    Raises InvalidFormError without words, or where the two do not differ.
    """
    refuse_unless_writable(here)
    ballot = get_ballot(session, here.procedure.pk, form.ballot)
    if not form.words:
        raise InvalidFormError({"words": "Scrivete perché l'ufficio la vede diversamente."})
    apart = list_priorities(session, here.procedure.pk).of(*APART)
    if not any((each.ballot, each.node) == (ballot.pk, node.pk) for each in apart):
        raise InvalidFormError({"words": "Qui il tavolo e l'ufficio non si discostano."})
    note = session.exec(
        select(DivergenceNote).where(
            DivergenceNote.ballot_id == ballot.pk, DivergenceNote.node_id == node.pk
        )
    ).first() or DivergenceNote(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        ballot_id=ballot.pk,
        node_id=node.pk,
        words="",
        by_id=actor.account_id,
        at=legal_now(),
    )
    note.words, note.by_id, note.at = form.words, actor.account_id, legal_now()
    session.add(note)
    session.flush()
    emit(session, DivergenceExplained(**here.about(actor, ballot), code=node.code))


def _write(
    session: Session,
    actor: Actor,
    here: Here,
    ballot: Ballot,
    form: BallotForm,
    held: MeetingSession,
    values: list[tuple[int, int, str]],
) -> None:
    ballot.tavolo_id = _tavolo_id(session, here, form, held)
    ballot.measure = form.measure if form.rule in MEASURED else None
    ballot.rule_words = form.rule_words
    session.add(ballot)
    session.flush()
    session.add_all(
        BallotResult(
            procedure_id=here.procedure.pk,
            authority_id=here.authority.pk,
            ballot_id=ballot.pk,
            node_id=node,
            value=value,
            note=note,
        )
        for node, value, note in values
    )
    session.flush()
    emit(
        session,
        BallotRecorded(
            **here.about(actor, ballot),
            rule=ballot.rule.value,
            bodies=ballot.bodies,
            nodes=len(values),
            edition=ballot.edition,
        ),
    )


def _held(session: Session, here: Here, form: BallotForm) -> MeetingSession:
    """The session named, once the rule and the reason are all there."""
    errors = {}
    if form.rule in MEASURED and not form.measure:
        errors["measure"] = "Scrivete il numero della regola."
    if form.rule is BallotRule.OTHER and not form.rule_words:
        errors["rule_words"] = "Dite con parole vostre quale regola si è usata."
    if not form.reason:
        errors["reason"] = "Scrivete come il tavolo ha motivato il risultato."
    try:
        held = get_session(session, here.procedure.pk, form.held)
    except NotFoundError:
        errors["held"] = "Scegliete la sessione in cui si è votato."
    if errors:
        raise InvalidFormError(errors)
    return held


def _tavolo_id(session: Session, here: Here, form: BallotForm, held: MeetingSession) -> int | None:
    """A session of one tavolo says it; in a plenary one a tavolo may have voted by itself."""
    if held.tavolo_id is not None or not form.tavolo:
        return held.tavolo_id
    try:
        return get_tavolo(session, here.procedure.pk, form.tavolo).pk
    except NotFoundError as error:
        raise InvalidFormError({"tavolo": "Scegliete uno dei tavoli."}) from error


def _values(session: Session, here: Here, form: BallotForm) -> list[tuple[int, int, str]]:
    """(node key, number, note) of each node put to the vote, checked against the rule."""
    picture = load_picture(session, here.procedure.pk)
    nodes = {node.public_id: node for node in picture.of_kind(NodeKind(form.kind))}
    notes = [*form.note, *[""] * len(form.node)]
    found = []
    for ref, typed, note in zip(form.node, form.value, notes, strict=False):
        if not typed:
            continue
        if ref not in nodes:
            raise InvalidFormError({"value": "Un nodo non è più nella sintesi: ricaricate."})
        if not (typed.isascii() and typed.isdigit() and len(typed) < 6):
            code = nodes[ref].code
            raise InvalidFormError({"value": f"{code}: serve un numero intero, da zero in su."})
        found.append((nodes[ref].id, int(typed), note))
    if len({node for node, *_ in found}) < len(found):
        raise InvalidFormError({"value": "Un nodo compare due volte."})
    errors = check_ballot(form.rule, form.measure, form.bodies, [value for _, value, _ in found])
    if errors:
        raise InvalidFormError({"value": " ".join(errors)})
    return found
