"""One authority with everything in it at once: what permissions are tried against."""

from sqlmodel import Session, select

from app.core.clock import legal_now, legal_today
from app.law.changes import ChangeKind
from app.law.registers import RegisterPlace
from app.outlets.archive.actions import ask_fascicolo
from app.outlets.archive.forms import AskForm, FascicoloKind
from app.people.accounts.models import Account
from app.people.authorities.actions import invite_staff
from app.people.authorities.enums import OfficeRole
from app.people.authorities.forms import InviteStaffForm
from app.people.authorities.models import Authority
from app.people.ets.actions import Offer, send_invitation
from app.people.ets.enums import MembershipKind
from app.people.runts.models import RegisterExtract
from app.steps.avvisi.actions import save_template
from app.steps.avvisi.definition import SHORT_DEFAULT
from app.steps.avvisi.forms import TemplateForm
from app.steps.contributions.actions import add_files, publish_contribution, submit_contribution
from app.steps.contributions.forms import PressForm, PublishForm
from app.steps.examination.models import Commission
from app.steps.istanze.actions import add_files as add_istanza_files
from app.steps.istanze.actions import present_istanza, start_istanza
from app.steps.istanze.forms import NewIstanzaForm
from app.steps.laboratories.actions import send_correction
from app.steps.laboratories.forms import CorrectionForm
from app.steps.procedures.enums import ActKind
from app.steps.publication.actions import record_register
from app.steps.publication.forms import RegisterForm
from app.steps.publication.models import SlotEntry
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
from tests.factories.retention import make_due_list, make_removal_request
from tests.factories.synthesis import Heard, make_heard, make_need, make_observation
from tests.factories.synthesis import make_shared as share_draft


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
    """A letter, an untied receipt, a fascicolo under way, what is due for removal, a request."""
    make_letter(session, desk)
    ask_fascicolo(session, desk.actor, desk.here, AskForm(kind=FascicoloKind.WHOLE))
    hand_in(session, desk, "avvenuta-consegna", "<sconosciuto@esempio.it>")
    make_due_list(session, desk)
    make_removal_request(session, desk)


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
