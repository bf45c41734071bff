"""A receipt as its page shows it, with the domanda that it answers for."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlmodel import Session

from app.core.clock import legal_now
from app.law.phases import ENDED
from app.steps.domande.enums import PENDING, DomandaState
from app.steps.domande.models import Domanda
from app.steps.domande.queries.area import (
    HeldFile,
    find_draft,
    get_amended,
    get_answers,
    get_successor,
    list_files,
    split_filed,
)
from app.steps.domande.queries.members import is_joint, list_members
from app.steps.domande.queries.received import who_typed
from app.steps.domande.queries.setting import Setting, setting_of
from app.steps.domande.queries.signature import Checked, checked_of, find_check_at_filing
from app.steps.domande.views import PartView, members_view, part_views, with_members
from app.steps.procedures.queries import list_tavoli
from app.steps.receipts.models import DomandaReceipt
from app.steps.receipts.queries import find_receipt


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A received domanda with all that its receipt's page shows.

    `filed` are the files it was filed with, `later` those that came afterwards, `check` what was
    found of its signature by then. `earlier` is the domanda that it replaced, `successor` the
    one that replaced it, `amending` the draft that would. `receipt` is None until the daily job
    has given one that was missing.
    """

    domanda: Domanda
    setting: Setting
    receipt: DomandaReceipt | None
    filed: Sequence[HeldFile]
    later: Sequence[HeldFile]
    check: Checked | None
    answers: Sequence[PartView]
    typed_by: str
    earlier: Domanda | None
    successor: Domanda | None
    amending: Domanda | None

    @property
    def can_withdraw(self) -> bool:
        """Whether the page offers it; the action decides again."""
        ended = self.setting.here.procedure.phase in ENDED
        return self.domanda.state is DomandaState.FILED and not ended

    @property
    def can_amend(self) -> bool:
        """Whether the page offers it; the action decides again."""
        pending = self.can_withdraw and self.domanda.examination in PENDING
        return pending and self.setting.takes_domande(legal_now())


def receipt_view(session: Session, domanda: Domanda) -> ReceiptView:
    """What the page of a domanda shows that was received, loaded for who may see it."""
    setting, files = setting_of(session, domanda), list_files(session, domanda.pk)
    check = find_check_at_filing(session, domanda)
    filed, later = split_filed(files)
    return ReceiptView(
        domanda=domanda,
        setting=setting,
        receipt=find_receipt(session, domanda.pk),
        filed=filed,
        later=later,
        check=checked_of(check) if check else None,
        answers=_answers(session, domanda, setting, files),
        typed_by=who_typed(session, domanda),
        earlier=get_amended(session, domanda),
        successor=get_successor(session, domanda),
        amending=_amending(session, domanda),
    )


def _answers(
    session: Session, domanda: Domanda, setting: Setting, files: list[HeldFile]
) -> list[PartView]:
    answers = get_answers(session, domanda.pk)
    tavoli = list_tavoli(session, domanda.procedure_id)
    views = part_views(domanda.public_id, setting.definition, answers, files, tavoli)
    if not is_joint(answers):
        return views
    members = list_members(session, domanda.pk)
    return with_members(views, members_view(domanda.public_id, setting.definition, members))


def _amending(session: Session, domanda: Domanda) -> Domanda | None:
    if domanda.ets_id is None:
        return None
    draft = find_draft(session, domanda.procedure_id, domanda.ets_id)
    return draft if draft is not None and draft.amends_id == domanda.pk else None


def check_address(number: str, code: str) -> str:
    """The page where anyone checks a receipt, with its number and code written in."""
    return f"/ricevuta?{urlencode({'numero': number, 'codice': code})}"
