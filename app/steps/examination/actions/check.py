"""Ticking the checklist of a domanda: who said what of each line, and why."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import InvalidFormError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.sources import L241_3
from app.steps.domande.models import Domanda
from app.steps.examination.actions.examine import check_examiner, drop_decision
from app.steps.examination.checklist import ESSENTIAL, CheckLine
from app.steps.examination.enums import TAKES_PART, CheckMark
from app.steps.examination.events import ChecklistMarked
from app.steps.examination.forms import ChecksForm
from app.steps.examination.models import Check
from app.steps.examination.queries.checks import list_checks
from app.steps.examination.queries.one import get_unpublished_decision
from app.steps.procedures.queries import Here


def mark_checks(
    session: Session,
    actor: Actor,
    here: Here,
    domanda: Domanda,
    lines: tuple[CheckLine, ...],
    form: ChecksForm,
) -> int:
    """Write what changed; an earlier word stays beside the new one. Gives how many changed.

    Where the part of another subject is not connected and essential any more, an admission that
    no list has published falls. Raises InvalidFormError for a line that is wrong or not due, or
    reasoned, without its reason.
    """
    check_examiner(session, actor, here, domanda)
    said = _read(lines, form)
    standing = {check.code: check for check, _ in list_checks(session, domanda.pk)}
    changed = []
    for code, mark, why in said:
        earlier = standing.get(code)
        if earlier is not None and (earlier.mark, earlier.reason) == (mark, why):
            continue
        if earlier is not None:
            earlier.replaced_at = legal_now()
            session.add(earlier)
        session.add(_check(actor, here, domanda, code, mark, why))
        changed.append(code)
        if code == ESSENTIAL and mark is not CheckMark.RIGHT:
            _drop_admission(session, domanda)
    session.flush()
    if changed:
        emit(session, ChecklistMarked(**here.about(actor, domanda), codes=tuple(changed)))
    return len(changed)


def _check(
    actor: Actor, here: Here, domanda: Domanda, code: str, mark: CheckMark, why: str
) -> Check:
    return Check(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        domanda_id=domanda.pk,
        code=code,
        mark=mark,
        reason=why,
        made_by_id=actor.account_id,
        made_at=legal_now(),
    )


def _drop_admission(session: Session, domanda: Domanda) -> None:
    decision = get_unpublished_decision(session, domanda.pk)
    if decision is not None and decision.outcome in TAKES_PART:
        drop_decision(session, domanda)


def _read(lines: tuple[CheckLine, ...], form: ChecksForm) -> list[tuple[str, CheckMark, str]]:
    known = {line.code: line for line in lines}
    said, unexplained = [], []
    for place, (code, mark) in enumerate(zip(form.code, form.mark, strict=False)):
        if not mark:
            continue
        if code not in known or mark not in set(CheckMark):
            raise InvalidFormError({"mark": "Scegliete le voci dall'elenco."})
        line = known[code]
        if line.reasoned and CheckMark(mark) is CheckMark.NOT_DUE:
            raise InvalidFormError(
                {"mark": f"«{line.words}»: dite se è così o no ({line.source.label})."}
            )
        why = form.why[place] if place < len(form.why) else ""
        if (line.reasoned or CheckMark(mark) is not CheckMark.RIGHT) and not why:
            unexplained.append(line.words)
        said.append((code, CheckMark(mark), why))
    if unexplained:
        words = "; ".join(unexplained)
        raise InvalidFormError({"why": f"Scrivete perché: {words}."}, source=L241_3)
    return said
