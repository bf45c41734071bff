"""One authority with everything in it at once: what permissions are tried against."""

from datetime import date

from sqlmodel import Session, col, select

from app.core.clock import legal_now, legal_today
from app.core.files.models import StoredFile
from app.core.jobs.models import Message
from app.core.store.base import Entity
from app.law.changes import ChangeKind
from app.law.registers import RegisterPlace
from app.outlets.archive.actions import ask_fascicolo
from app.outlets.archive.forms import AskForm, FascicoloKind
from app.outlets.archive.models import Fascicolo
from app.outlets.communications.models import PecReceipt
from app.outlets.retention.models import RetentionItem, RetentionList
from app.people.accounts.models import Account, SignIn
from app.people.authorities.actions import invite_staff
from app.people.authorities.enums import OfficeRole
from app.people.authorities.forms import InviteStaffForm
from app.people.authorities.models import Authority, Organ, StaffInvitation, StaffRole
from app.people.ets.actions import Offer, send_invitation
from app.people.ets.enums import MembershipKind
from app.people.ets.models import Ets, Invitation, Membership
from app.people.runts.models import RegisterExtract
from app.steps.arrivals.models import ArrivalBatch
from app.steps.avvisi.actions import save_template
from app.steps.avvisi.definition import SHORT_DEFAULT
from app.steps.avvisi.forms import TemplateForm
from app.steps.avvisi.models import FormTemplate
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.contributions.actions import add_files, publish_contribution, submit_contribution
from app.steps.contributions.forms import PressForm, PublishForm
from app.steps.contributions.models import Contribution, ContributionFile
from app.steps.coverage.models import PlanLink
from app.steps.domande.models import Domanda, DomandaFile, DomandaMember
from app.steps.examination.models import Commission, CommissionMember, ExaminationVerbale
from app.steps.istanze.actions import add_files as add_istanza_files
from app.steps.istanze.actions import present_istanza, start_istanza
from app.steps.istanze.forms import NewIstanzaForm
from app.steps.istanze.models import Istanza, IstanzaBody, IstanzaFile
from app.steps.laboratories.actions import send_correction
from app.steps.laboratories.forms import CorrectionForm
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
from app.steps.procedures.enums import ActKind
from app.steps.procedures.models import Act, Tavolo
from app.steps.protocol.models import ProtocolPack, ProtocolReturn
from app.steps.publication.actions import record_register
from app.steps.publication.forms import RegisterForm
from app.steps.publication.models import RegisterRecord, SlotEntry
from app.steps.questions.models import Question
from app.steps.synthesis.models import Node, Observation, SharedDraft
from tests.conftest import Clock
from tests.factories.arrivals import make_batch, row
from tests.factories.avvisi import make_open_avviso
from tests.factories.calendar import DAY, make_laboratory, make_session
from tests.factories.changes import rectify
from tests.factories.communications import hand_in, make_letter
from tests.factories.contributions import first_tavolo
from tests.factories.contributions import make_draft as make_contribution
from tests.factories.domande import Applicant, make_applicant, make_draft, make_filed_domanda
from tests.factories.examination import make_member, make_minutes
from tests.factories.files import keep_pdf
from tests.factories.istanze import Asking, make_joined
from tests.factories.istanze import make_draft as make_istanza_draft
from tests.factories.laboratories import Lab, name_delegate
from tests.factories.laboratories import make_shared as share_verbale
from tests.factories.members import ALONE, JOINT, joint_draft, member_of
from tests.factories.monitoring import make_year_after
from tests.factories.people import make_account, make_authority, make_officer
from tests.factories.plans import make_covered
from tests.factories.priorities import vote
from tests.factories.procedures import Desk, make_act, make_started_desk
from tests.factories.protocol import make_pack, make_return
from tests.factories.questions import make_question
from tests.factories.synthesis import Heard, make_heard, make_need, make_observation
from tests.factories.synthesis import make_shared as share_draft

NOTHING = "0" * 20
TABLES: dict[str, type[Entity]] = {
    "act": Act,
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


def make_lab(session: Session, heard: Heard) -> Lab:
    """A session of the first tavolo in the procedure of `heard`."""
    meeting = make_laboratory(session, heard.desk, day=DAY, title="Secondo laboratorio")
    held = make_session(session, heard.desk, meeting, first_tavolo(session, heard.desk))
    name_delegate(heard.guest.seat, "Ada Delegata", "ada@esempio.it")
    return Lab(heard.desk, meeting, held, heard.guest, heard.other)


def make_filed_contribution(session: Session, heard: Heard) -> None:
    """A published contribution of the guest, with a file that the office reads."""
    actor = heard.guest.actor
    draft = make_contribution(session, heard.guest)
    add_files(session, actor, draft.public_id, [keep_pdf(session, "dati.pdf")])
    submit_contribution(session, actor, draft.public_id, PressForm())
    publish_contribution(session, heard.desk.actor, heard.desk.here, draft.public_id, PublishForm())


def make_corrected(session: Session, desk: Desk) -> None:
    """A second version of a recorded avviso, and a form of the domanda that is kept."""
    make_record(session, desk)
    save_template(session, desk.actor, desk.here, SHORT_DEFAULT, TemplateForm(name="Breve"))
    rectify(session, desk, {"contacts": "Altri contatti."}, kind=ChangeKind.CORRECTION)


def make_record(session: Session, desk: Desk) -> None:
    """The avviso as the authority's own register has it."""
    entry = session.exec(
        select(SlotEntry).where(
            SlotEntry.procedure_id == desk.here.procedure.pk, SlotEntry.slot == "avviso"
        )
    ).one()
    form = RegisterForm(place=RegisterPlace.ALBO, number="77/2025", begins=legal_today())
    record_register(session, desk.actor, desk.here, entry, form)


def make_asking(session: Session, authority: Authority) -> Asking:
    """A body with an istanza that waits and another one in draft, which a second body joined."""
    asking = make_istanza_draft(session, authority)
    make_joined(session, asking)
    add_istanza_files(session, asking.actor, asking.ref, [keep_pdf(session, "dati.pdf")])
    form = NewIstanzaForm(
        authority=authority.public_id, body=asking.body, subject="Chi esce dall'ospedale"
    )
    waiting = start_istanza(session, asking.actor, form).istanza
    add_istanza_files(session, asking.actor, waiting.public_id, [keep_pdf(session, "altri.pdf")])
    waiting.reason = waiting.concerns = "Nessuno li accompagna a casa."
    present_istanza(session, asking.actor, waiting.public_id, waiting.edition)
    return asking


def make_examination(session: Session, desk: Desk) -> None:
    """A board with a member, and a verbale of it; this procedure has no avviso that closed."""
    act = make_act(session, desk, ActKind.BOARD, number="70")
    session.add(
        Commission(
            procedure_id=desk.here.procedure.pk,
            authority_id=desk.authority.pk,
            act_id=act.pk,
            appointed_at=legal_now(),
        )
    )
    session.flush()
    make_member(session, desk, make_officer(session, desk.authority, OfficeRole.OFFICER))
    make_minutes(session, desk)


def make_papers(session: Session, desk: Desk) -> None:
    """A letter, a receipt that nobody has tied, a fascicolo under way, a list of what is due."""
    make_letter(session, desk)
    ask_fascicolo(session, desk.actor, desk.here, AskForm(kind=FascicoloKind.WHOLE))
    hand_in(session, desk, "avvenuta-consegna", "<sconosciuto@esempio.it>")
    listed = RetentionList(authority_id=desk.authority.pk, month=date(2025, 1, 1))
    session.add(listed)
    session.flush()
    session.add(
        RetentionItem(
            list_id=listed.pk,
            eraser="sign_ups",
            kept="sign_ups",
            row_id=0,
            chain=desk.here.procedure.public_id,
            title="Iscrizione di prova",
            since=date(2024, 1, 1),
            due_on=date(2024, 7, 1),
        )
    )


def make_protocol(session: Session, desk: Desk, applicant: Applicant) -> None:
    """A filed domanda on its way to the protocol and back."""
    make_filed_domanda(session, desk, applicant, answers=ALONE)
    make_pack(session, desk)
    lead = make_applicant(session)
    member_of(session, lead, joint_draft(session, desk, lead), applicant)
    make_return(session, desk)


def make_world(session: Session) -> dict[str, Account]:
    """Fill the database through the actions; who asks, by role."""
    clock = Clock()
    heard = make_heard(session, clock)
    desk, guest = heard.desk, heard.guest
    make_contribution(session, guest)
    make_filed_contribution(session, heard)
    make_covered(session, desk, need := make_need(session, heard, heard.first, heard.second))
    make_observation(session, heard, share_draft(session, heard))
    make_examination(session, desk)
    verbale = share_verbale(session, vote(session, heard, need, make_lab(session, heard)), clock)
    send_correction(session, guest.actor, desk.here, verbale, CorrectionForm(text="Manca un nome."))
    make_papers(session, desk)
    make_year_after(session, desk)
    offer = Offer(MembershipKind.MANDATE, since=legal_today())
    send_invitation(session, guest.actor, guest.ets, "collega@esempio.it", offer)
    started = make_started_desk(session, slug="aperta", authority=desk.authority)
    opened, _ = make_open_avviso(session, started, definition=JOINT)
    make_corrected(session, opened)
    applicant = make_applicant(session)
    make_protocol(session, opened, applicant)
    make_question(session, opened, applicant)
    drafting = make_applicant(session)
    make_draft(session, opened, drafting)
    asking = make_asking(session, desk.authority)
    invited = InviteStaffForm(email="nuovo@esempio.it", role=OfficeRole.OFFICER)
    invite_staff(session, desk.actor, desk.authority, invited)
    make_batch(session, opened, row())
    session.add(RegisterExtract(name="iscritti.csv", sha256="0" * 64, dated=legal_today()))
    return {
        "newcomer": make_account(session),
        "guest": guest.account,
        "applicant": applicant.account,
        "drafting": drafting.account,
        "asking": asking.account,
        "other office": make_officer(session, make_authority(session, "altra-zona")),
        "facilitator": make_officer(session, desk.authority, OfficeRole.FACILITATOR),
        "officer": make_officer(session, desk.authority, OfficeRole.OFFICER),
        "rdp": make_officer(session, desk.authority),
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
