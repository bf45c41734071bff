"""Changing a filed domanda while the avviso is open: a draft that replaces it once filed."""

from typing import Any

from sqlmodel import Session, col, select

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.security.actor import Actor
from app.law.sources import LR65_10_C
from app.people.ets.queries import get_ets
from app.steps.avvisi.definition import FieldKind, FormDefinition, fields_of
from app.steps.domande.actions.members import carry_members
from app.steps.domande.actions.start import answers_offered, keep_answers, open_draft
from app.steps.domande.actions.supersede import refuse_settled
from app.steps.domande.enums import FileRole
from app.steps.domande.models import Domanda, DomandaFile
from app.steps.domande.queries.area import (
    find_draft,
    get_answers,
    get_own,
    list_files,
    split_filed,
)
from app.steps.domande.queries.completeness import SEATS, SIGNATURE, TAVOLI, TAVOLO
from app.steps.domande.queries.setting import locked_setting
from app.steps.procedures.queries import list_tavoli


def amend_domanda(session: Session, actor: Actor, public_id: str) -> Domanda:
    """A draft with the answers and attachments of an own filed domanda.

    The filed one stays in force until the draft is filed in its turn. Signature and identity
    documents are asked anew. Two who amend at once get the same draft. Raises RuleError when
    the avviso is not open, or a published list has settled the domanda.
    """
    own = get_own(session, actor, public_id)
    setting = locked_setting(session, own.procedure_id)
    filed = get_own(session, actor, public_id, lock=True)
    refuse_settled(filed)
    assert filed.ets_id is not None
    standing = find_draft(session, filed.procedure_id, filed.ets_id)
    if standing is not None:
        return standing
    if not setting.takes_domande(legal_now()):
        raise RuleError(
            "I termini dell'avviso sono chiusi: la domanda inviata non si può più cambiare.",
            remedy="Se manca qualcosa, è l'ufficio che vi chiede di completarla.",
            source=LR65_10_C,
        )
    body = get_ets(session, filed.ets_id)
    draft = open_draft(session, actor, setting, body, amends=filed)
    carried = _carry_files(session, filed, draft)
    carry_members(session, filed, draft, carried)
    answers = get_answers(session, filed.pk)
    if answers:
        tavoli = {tavolo.public_id for tavolo in list_tavoli(session, filed.procedure_id)}
        keep_answers(session, draft, carry_answers(setting.definition, answers, carried, tavoli))
    else:
        keep_answers(session, draft, answers_offered(session, draft, setting.definition, body))
    return draft


def carry_answers(
    definition: FormDefinition,
    answers: dict[str, dict[str, Any]],
    carried: dict[str, str],
    tavoli: set[str],
) -> dict[str, dict[str, Any]]:
    """The answers that the form in force still asks, without the signature.

    `carried` gives the new public id of each file that came along; what did not is asked again.
    """
    kept: dict[str, dict[str, Any]] = {}
    for code in definition.parts:
        said = answers.get(code, {})
        if code == SIGNATURE or not said:
            continue
        if code == TAVOLI:
            seats = [seat for seat in said.get(SEATS, []) if seat.get(TAVOLO) in tavoli]
            kept[code] = {SEATS: seats}
            continue
        kept[code] = {
            field.name: carried.get(said[field.name], "")
            if field.kind is FieldKind.FILE
            else said[field.name]
            for field in fields_of(definition, code)
            if field.name in said
        }
    return kept


def _carry_files(session: Session, filed: Domanda, draft: Domanda) -> dict[str, str]:
    """Give the draft the attachments that the filed one was filed with; old id → new id.

    Both point to the same bytes. Signed and identity documents are made anew.
    """
    with_it = {held.public_id for held in split_filed(list_files(session, filed.pk))[0]}
    rows = session.exec(
        select(DomandaFile)
        .where(DomandaFile.domanda_id == filed.pk, DomandaFile.role == FileRole.ATTACHMENT)
        .order_by(col(DomandaFile.position))
    ).all()
    carried: dict[str, str] = {}
    for position, held in enumerate((one for one in rows if one.public_id in with_it), start=1):
        copy = DomandaFile(
            procedure_id=draft.procedure_id,
            authority_id=draft.authority_id,
            domanda_id=draft.pk,
            file_id=held.file_id,
            role=held.role,
            label=held.label,
            position=position,
        )
        session.add(copy)
        carried[held.public_id] = copy.public_id
    session.flush()
    return carried
