"""A filed domanda can be replaced while the avviso is open; both stay on record."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.clock import from_rome
from app.core.errors import RuleError
from app.core.jobs.models import Message
from app.core.store.session import Store
from app.steps.domande.actions import (
    amend_domanda,
    attach_files,
    discard_draft,
    remind_drafts,
    remove_file,
    save_part,
    start_domanda,
    withdraw_domanda,
)
from app.steps.domande.enums import DomandaState, ExaminationState
from app.steps.domande.models import Domanda
from app.steps.domande.queries.area import get_answers, list_files, list_live, list_own
from app.steps.domande.queries.received import get_provenance
from app.steps.examination.queries.office import DomandaFilter, list_domande
from tests.conftest import Clock
from tests.factories.changes import reopen
from tests.factories.domande import (
    SIGNATORY,
    Applicant,
    file_draft,
    make_amended,
    make_applicant,
    make_complete_draft,
    make_filed_domanda,
    sign_draft,
)
from tests.factories.ets import give_mandate
from tests.factories.examination import make_admission, make_decided
from tests.factories.files import keep_pdf
from tests.factories.people import make_account
from tests.factories.procedures import Desk
from tests.integration.steps.domande.conftest import CLOSES
from tests.support.browserless import SignedIn, actor_of


@pytest.fixture
def applicant(session: Session, open_desk: Desk) -> Applicant:
    return make_applicant(session)


def file_with_statute(session: Session, desk: Desk, applicant: Applicant) -> Domanda:
    draft = make_complete_draft(session, desk, applicant)
    statute = [keep_pdf(session, "statuto.pdf")]
    attach_files(session, applicant.actor, draft.public_id, statute, "Statuto")
    return file_draft(session, applicant, sign_draft(session, applicant, draft))


def test_the_new_filing_takes_the_place_of_the_old_one(
    store: Store, session: Session, open_desk: Desk, applicant: Applicant
) -> None:
    first = file_with_statute(session, open_desk, applicant)
    digest = first.digest
    draft = amend_domanda(session, applicant.actor, first.public_id)
    assert (first.state, draft.state) == (DomandaState.FILED, DomandaState.DRAFT)
    assert get_answers(session, draft.pk)["signatory"].items() >= SIGNATORY.items()
    assert [file.label for file in list_files(session, draft.pk)] == ["Statuto"]
    changed = {**SIGNATORY, "first_name": "Altra"}
    save_part(session, applicant.actor, draft.public_id, "signatory", changed)
    second = file_draft(session, applicant, sign_draft(session, applicant, draft))
    assert (first.number, second.number) == (1, 2)
    assert first.state is DomandaState.SUPERSEDED
    assert first.examination is ExaminationState.SUPERSEDED
    assert (first.digest, get_answers(session, first.pk)["signatory"]["first_name"]) == (
        digest,
        "Prova",
    )
    chain = get_provenance(session, first), get_provenance(session, second)
    assert (chain[0].later, chain[1].earlier) == (second, first)
    counts = list_domande(session, open_desk.here.procedure.pk, DomandaFilter()).counts
    assert (counts["received"], counts["superseded"]) == (1, 1)
    mails = session.exec(select(Message.body).where(Message.kind == "domande/filed")).all()
    assert sum("Sostituisce la domanda n. 1/2025" in body for body in mails) == 2
    store.finish(session)
    with store.reading() as reader:
        row = reader.exec(select(EventRow).where(EventRow.kind == "domande.superseded")).one()
    assert (row.subject, second.public_id in row.payload) == (first.public_id, True)


def test_taking_a_carried_file_out_of_the_draft_leaves_the_filed_one_whole(
    session: Session, open_desk: Desk, applicant: Applicant
) -> None:
    filed = file_with_statute(session, open_desk, applicant)
    before = [(file.name, file.sha256) for file in list_files(session, filed.pk)]
    draft = amend_domanda(session, applicant.actor, filed.public_id)
    carried = list_files(session, draft.pk)[0]
    remove_file(session, applicant.actor, draft.public_id, carried.public_id)
    assert list_files(session, draft.pk) == []
    discard_draft(session, applicant.actor, draft.public_id)
    assert [(file.name, file.sha256) for file in list_files(session, filed.pk)] == before
    assert filed.state is DomandaState.FILED


def test_two_people_who_amend_at_once_work_at_one_draft(
    store: Store, session: Session, open_desk: Desk, applicant: Applicant
) -> None:
    filed = make_filed_domanda(session, open_desk, applicant)
    colleague = make_account(session, "Collega")
    give_mandate(session, applicant.body, colleague)
    actors = (applicant.actor, actor_of(session, colleague))
    public_id, ets_id, procedure_id = filed.public_id, applicant.body.pk, filed.procedure_id
    store.finish(session)
    ready, made = Barrier(2), list[str]()

    def amend(place: int) -> None:
        ready.wait()
        with store.writing() as other:
            made.append(amend_domanda(other, actors[place], public_id).public_id)

    threads = [Thread(target=amend, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as reader:
        states = [one.state for one in list_live(reader, procedure_id, ets_id)]
    assert len(made) == 2
    assert len(set(made)) == 1
    assert states == [DomandaState.DRAFT, DomandaState.FILED]


def test_after_the_deadline_the_filed_one_holds(
    session: Session, open_desk: Desk, applicant: Applicant, clock: Clock
) -> None:
    filed = make_filed_domanda(session, open_desk, applicant)
    draft = sign_draft(session, applicant, amend_domanda(session, applicant.actor, filed.public_id))
    clock.move_to(CLOSES + timedelta(seconds=1))
    with pytest.raises(RuleError) as late:
        file_draft(session, applicant, draft)
    assert "già inviato resta valida" in late.value.remedy
    assert (filed.state, draft.state) == (DomandaState.FILED, DomandaState.DRAFT)
    discard_draft(session, applicant.actor, draft.public_id)
    with pytest.raises(RuleError, match="termini dell'avviso sono chiusi"):
        amend_domanda(session, applicant.actor, filed.public_id)


def test_what_a_published_list_settled_is_not_replaced_after_a_reopening(
    session: Session, open_desk: Desk, applicant: Applicant, clock: Clock
) -> None:
    filed = make_filed_domanda(session, open_desk, applicant)
    draft = sign_draft(session, applicant, amend_domanda(session, applicant.actor, filed.public_id))
    make_decided(session, open_desk, filed)
    clock.move_to(CLOSES + timedelta(seconds=1))
    make_admission(session, open_desk)
    reopen(session, open_desk, CLOSES + timedelta(days=7))
    with pytest.raises(RuleError, match="già pubblicato l'esito"):
        file_draft(session, applicant, draft)
    assert (filed.state, draft.state) == (DomandaState.FILED, DomandaState.DRAFT)


def test_withdrawing_the_filed_one_leaves_its_amendment_an_ordinary_draft(
    session: Session, open_desk: Desk, applicant: Applicant
) -> None:
    filed = make_filed_domanda(session, open_desk, applicant)
    draft = amend_domanda(session, applicant.actor, filed.public_id)
    withdraw_domanda(session, applicant.actor, filed.public_id)
    assert draft.amends_id is None
    second = file_draft(session, applicant, sign_draft(session, applicant, draft))
    assert (filed.state, second.number) == (DomandaState.WITHDRAWN, 2)


def test_an_amendment_is_reminded_in_its_own_words(
    session: Session, open_desk: Desk, applicant: Applicant, clock: Clock
) -> None:
    filed = make_filed_domanda(session, open_desk, applicant)
    amend_domanda(session, applicant.actor, filed.public_id)
    clock.move_to(CLOSES - timedelta(hours=40))
    assert remind_drafts(session) == 1
    mail = session.exec(select(Message).where(Message.kind == "domande/draft_reminder")).one()
    assert mail.subject.startswith("Modifica non ancora inviata")
    assert "La domanda n. 1/2025 già inviata resta valida" in mail.body
    assert "lunedì 15 dicembre 2025, ore 12:30" in mail.body


def test_the_pages_say_which_one_is_in_force(
    client: TestClient,
    store: Store,
    session: Session,
    open_desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    filed = make_filed_domanda(session, open_desk, applicant)
    store.finish(session)
    area = "/area-personale/domande"
    sign_in_as(applicant.account)
    assert "Modificate e inviate di nuovo" in client.get(f"{area}/{filed.public_id}/ricevuta").text
    sent = client.post(f"{area}/{filed.public_id}/modifica")
    assert sent.status_code == 303
    summary = client.get(sent.headers["location"]).text
    assert "State modificando una domanda già inviata" in summary
    receipt = client.get(f"{area}/{filed.public_id}/ricevuta").text
    assert "una modifica non ancora inviata" in receipt
    assert "Modificate e inviate di nuovo" not in receipt
    assert "Modifica la domanda n. 1/2025" in client.get(area).text


def test_who_filed_and_on_which_mandate_stays_written(
    session: Session, open_desk: Desk, applicant: Applicant
) -> None:
    colleague = make_account(session, "Collega")
    until = from_rome(CLOSES.date(), 12).date()
    give_mandate(session, applicant.body, colleague, until=until)
    other = Applicant(applicant.body, colleague, actor_of(session, colleague))
    draft = start_domanda(session, applicant.actor, open_desk.here, applicant.body)
    make_complete_draft(session, open_desk, other)
    filed = file_draft(session, other, sign_draft(session, other, draft))
    said = get_provenance(session, filed)
    assert said.filed_by == colleague.name
    assert said.ground == "persona con delega dal 24/11/2025 al 15/12/2025"
    assert [row.public_id for row in list_own(session, other.actor)] == [filed.public_id]
    assert make_amended(session, applicant, filed).ground["kind"] == "legal_representative"
