"""What an address can name: path parameter → the table of the thing."""

from sqlmodel import Session, col, select

from app.core.files.models import StoredFile
from app.core.jobs.models import Message
from app.core.store.base import Entity
from app.outlets.archive.models import Fascicolo
from app.outlets.communications.models import PecReceipt
from app.outlets.retention.models import RemovalRequest, RetentionItem, RetentionList
from app.people.accounts.models import SignIn
from app.people.authorities.models import Organ, StaffInvitation, StaffRole
from app.people.ets.models import Ets, Invitation, Membership
from app.people.runts.models import RegisterExtract
from app.steps.arrivals.models import ArrivalBatch
from app.steps.avvisi.models import FormTemplate
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.contributions.models import Contribution, ContributionFile
from app.steps.coverage.models import PlanLink
from app.steps.domande.models import Domanda, DomandaFile, DomandaMember
from app.steps.examination.models import CommissionMember, ExaminationVerbale
from app.steps.istanze.models import Istanza, IstanzaBody, IstanzaFile
from app.steps.laboratories.models import Seat, Verbale, VerbaleCorrection
from app.steps.monitoring.models import (
    GivenReading,
    Indicator,
    IndicatorImport,
    ReadingInvitation,
    YearlyAccount,
)
from app.steps.plans.models import PlanAct, PlanImport, PlanItem, PlanPartner
from app.steps.priorities.models import Ballot
from app.steps.procedures.models import Act, Tavolo
from app.steps.protocol.models import ProtocolPack, ProtocolReturn
from app.steps.publication.models import RegisterRecord, SlotEntry
from app.steps.questions.models import Question
from app.steps.synthesis.models import Node, Observation, SharedDraft

NOTHING = "0" * 20
TABLES: dict[str, type[Entity]] = {
    "act": Act,
    "asked": RemovalRequest,
    "body": Ets,
    "ballot": Ballot,
    "batch": ArrivalBatch,
    "contribution": Contribution,
    "correction": VerbaleCorrection,
    "domanda": Domanda,
    "draft": SharedDraft,
    "due": RetentionList,
    "entry": SlotEntry,
    "extract": RegisterExtract,
    "fascicolo": Fascicolo,
    "file": DomandaFile,
    "given": GivenReading,
    "held": MeetingSession,
    "indicator": Indicator,
    "invitation": Invitation,
    "istanza": Istanza,
    "istanza_file": IstanzaFile,
    "joined": IstanzaBody,
    "meeting": Meeting,
    "member": DomandaMember,
    "message": Message,
    "membership": Membership,
    "minutes": ExaminationVerbale,
    "node": Node,
    "observation": Observation,
    "opened": SignIn,
    "item": PlanItem,
    "link": PlanLink,
    "partner": PlanPartner,
    "plan_act": PlanAct,
    "plan_import": PlanImport,
    "pack": ProtocolPack,
    "returned": ProtocolReturn,
    "question": Question,
    "record": RegisterRecord,
    "reader": ReadingInvitation,
    "reading": ReadingInvitation,
    "receipt": PecReceipt,
    "organ": Organ,
    "seat": Seat,
    "seated": CommissionMember,
    "staff": StaffRole,
    "staff_invitation": StaffInvitation,
    "table": IndicatorImport,
    "tavolo": Tavolo,
    "template": FormTemplate,
    "thing": RetentionItem,
    "verbale": Verbale,
}


def ids_of(session: Session) -> dict[str, list[str]]:
    """Every thing that an address can name."""
    found = {
        name: list(session.exec(select(col(table.public_id))).all())
        for name, table in TABLES.items()
    }
    attached = select(StoredFile.public_id).join(
        ContributionFile, col(ContributionFile.file_id) == col(StoredFile.id)
    )
    found["file"] += session.exec(attached).all()
    found["year"] = [str(year) for year in session.exec(select(YearlyAccount.year)).all()]
    return {name: refs or [NOTHING] for name, refs in found.items()}
