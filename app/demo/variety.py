"""In the open procedure: a domanda replaced, one filed together, an attorney's, a trade union's."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from app.core.documents.typst import render_pdf
from app.demo.applications import draft_with, email_of, identity_scan, ready, sign_and_file
from app.demo.bodies import BODIES, DemoBody, tax_code_of
from app.demo.stage import Stage, at
from app.people.accounts.actions.register import create_account
from app.people.ets.actions import create_body
from app.people.ets.enums import MembershipKind, RuntsState
from app.people.ets.forms import NewBodyForm
from app.steps.avvisi.definition import FIXED_DECLARATIONS, SHORT_DEFAULT
from app.steps.avvisi.forms import DefinitionForm
from app.steps.domande.actions import amend_domanda, save_part
from app.steps.domande.actions.members import add_member, ask_member
from app.steps.domande.actions.membership import confirm_member
from app.steps.domande.forms import MemberForm
from app.steps.domande.forms_members import ConfirmForm
from app.steps.domande.queries.area import get_answers, get_own
from app.steps.protocol.actions import record_return, show_return
from app.steps.protocol.queries import list_received
from app.steps.protocol.reading import ReturnedRow

FORM = DefinitionForm(parts=list(SHORT_DEFAULT.parts), joint=True, other_subjects=True)
ALONE = {"form": {"form": "alone"}}
REPLACED, LEAD, MEMBER, ATTORNEY = (BODIES[place] for place in (4, 8, 12, 16))
INVITED, ASKING = BODIES[0], BODIES[20]
UNION = DemoBody(
    90, "Sindacato Esempio Bilancia", "Organizzazione sindacale", "", tax_code_of(90), "", "Livorno",
    (0,), "sindacato@esempio.it",
)  # fmt: skip


def file(stage: Stage, day: date, digest: str) -> None:
    """Each files in its own way, a day after the avviso; two get their protocol number."""
    _file_and_replace(stage, day)
    _file_together(stage, day)
    _file_as_attorney(stage, day)
    _file_as_union(stage, day, digest)
    at(day + timedelta(days=1), "09:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        received = list_received(session, here.procedure.pk, only_missing=True)[:2]
        rows = [
            ReturnedRow(line, one.register_number, f"{day.year}/{810 + line}", f"{day:%d/%m/%Y}")
            for line, one in enumerate(received, start=2)
        ]
        shown = show_return(session, actor, here, "domande.csv", "0" * 64, rows)
        record_return(session, actor, here, shown)


def _file(stage: Stage, body: DemoBody, more: dict[str, dict[str, Any]]) -> str:
    with stage.act() as session:
        draft = draft_with(stage, session, body, more)
    sign_and_file(stage, draft, render_pdf(draft.document))
    return draft.public_id


def _file_and_replace(stage: Stage, day: date) -> None:
    at(day, "10:05")
    filed = _file(stage, REPLACED, ALONE)
    at(day, "16:40")
    with stage.act() as session:
        actor = stage.person(session, email_of(REPLACED))
        amending = amend_domanda(session, actor, filed).public_id
        words = "Abbiamo aggiunto il pasto insieme del giovedì: chi vive solo lo chiede da tempo."
        save_part(session, actor, amending, "needs", {"needs": words})
        draft = ready(session, actor, REPLACED, amending)
    sign_and_file(stage, draft, render_pdf(draft.document))


def _file_together(stage: Stage, day: date) -> None:
    """The lead's other member has confirmed; the visitor's body is asked in another draft."""
    at(day, "11:20")
    with stage.act() as session:
        draft = draft_with(stage, session, LEAD, {"form": {"form": "joint"}})
        member = _member(stage, session, draft.public_id, MEMBER)
        other = stage.person(session, email_of(MEMBER))
        confirm_member(session, other, member, ConfirmForm(declared=list(FIXED_DECLARATIONS)))
        draft = ready(session, stage.person(session, email_of(LEAD)), LEAD, draft.public_id)
    sign_and_file(stage, draft, render_pdf(draft.document))
    with stage.act() as session:
        waiting = draft_with(stage, session, ASKING, {"form": {"form": "joint"}})
        _member(stage, session, waiting.public_id, INVITED, lead=ASKING)


def _member(
    stage: Stage, session: Session, public_id: str, body: DemoBody, lead: DemoBody = LEAD
) -> str:
    actor = stage.person(session, email_of(lead))
    form = MemberForm(name=body.name, tax_code=body.tax_code, runts_state=RuntsState.REGISTERED)
    member = add_member(session, actor, public_id, form, None)
    ask_member(session, actor, public_id, member.public_id)
    return member.public_id


def _file_as_attorney(stage: Stage, day: date) -> None:
    at(day, "12:10")
    procura = stage.keep(identity_scan(), "procura.pdf")
    with stage.act() as session:
        draft = draft_with(stage, session, ATTORNEY, ALONE)
        actor = stage.person(session, email_of(ATTORNEY))
        own = get_own(session, actor, draft.public_id)
        said = get_answers(session, own.pk)["signatory"] | {
            "capacity": "attorney",
            "attorney_date": (day - timedelta(days=60)).isoformat(),
            "attorney_from": "Rappresentante Esempio",
        }
        kept = {"attorney_file": procura}
        errors = save_part(session, actor, draft.public_id, "signatory", said, kept)
        assert not errors, errors
        draft = ready(session, actor, ATTORNEY, draft.public_id)
    sign_and_file(stage, draft, render_pdf(draft.document))


def _file_as_union(stage: Stage, day: date, digest: str) -> None:
    """A trade union says why what it brings is connected and essential."""
    at(day, "15:00")
    with stage.act() as session:
        create_account(
            session,
            email=UNION.email,
            given_name="Segretaria",
            family_name="Esempio Bilancia",
            password_hash=digest,
        )
        actor = stage.person(session, UNION.email)
        form = NewBodyForm(
            name=UNION.name,
            legal_form=UNION.legal_form,
            tax_code=UNION.tax_code,
            runts_state=RuntsState.NOT_ETS,
            street="Piazza degli Esempi 3",
            postcode=stage.place.postcode,
            municipality=UNION.municipality,
            province=stage.place.province,
            email=UNION.email,
            phone=f"{stage.place.phone_prefix} 000090",
            acting=MembershipKind.LEGAL_REPRESENTATIVE,
        )
        create_body(session, actor, form, None)
    more = {
        **ALONE,
        "other_subject": {
            "kind": "union",
            "connection": "Ai nostri sportelli arrivano le persone anziane sole e chi le assiste.",
            "essential": "Conosciamo i pensionati che nessun ente del Terzo settore incontra.",
        },
    }
    _file(stage, UNION, more)
