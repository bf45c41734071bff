"""The report: built from the data, approved as it stands, sent, published; then the end."""

from datetime import timedelta

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import from_rome, legal_today
from app.core.documents.html import render_html
from app.core.errors import ConflictError, RuleError
from app.core.events import pending_events
from app.core.store.session import Store
from app.law.phases import Phase
from app.people.authorities.enums import OfficeRole
from app.steps.procedures.enums import ActKind
from app.steps.publication.queries import list_entries, list_proofs
from app.steps.reports.actions import (
    approve_report,
    conclude_procedure,
    publish_report,
    record_sending,
    reopen_report,
    write_part,
)
from app.steps.reports.content.data import read_data
from app.steps.reports.document import Frame, build_edition
from app.steps.reports.enums import ASSESSMENT, BY_CODE, Audience
from app.steps.reports.events import ReportReopened
from app.steps.reports.forms import SendingForm
from app.steps.reports.queries import list_versions
from tests.conftest import Clock
from tests.factories.esiti import make_restituted
from tests.factories.people import make_officer
from tests.factories.procedures import make_act
from tests.factories.reports import make_approved, make_report, write_mandatory
from tests.support.browserless import SignedIn, actor_of

ORGAN = "Conferenza zonale dei Sindaci integrata"


def test_equal_data_make_an_equal_report(session: Session, clock: Clock) -> None:
    heard = make_restituted(session, clock)
    first, second = make_report(session, heard.desk.here), make_report(session, heard.desk.here)
    assert first.content == second.content
    assert [file.kept.sha256 for file in first.files] == [file.kept.sha256 for file in second.files]


def test_it_tells_every_contribution_with_its_esito(session: Session, clock: Clock) -> None:
    heard = make_restituted(session, clock)
    data = read_data(session, heard.desk.here)
    documents = build_edition(data, Audience.PUBLIC, Frame(from_rome(legal_today())))
    html = "".join(str(render_html(document)) for document in documents.values())
    assert "Trasporti per chi non guida" in html
    assert "Già coperto." in html
    assert "Muoversi senza auto" in html


def test_without_its_mandatory_parts_it_is_not_approved(session: Session, clock: Clock) -> None:
    desk = make_restituted(session, clock).desk
    write_part(session, desk.actor, desk.here, BY_CODE["premise"], "Premessa.")
    with pytest.raises(RuleError, match="parte obbligatoria"):
        approve_report(session, desk.actor, desk.here, make_report(session, desk.here))


def test_only_the_responsible_officer_writes_the_assessment(session: Session, clock: Clock) -> None:
    desk = make_restituted(session, clock).desk
    officer = make_officer(session, desk.authority, OfficeRole.OFFICER)
    with pytest.raises(RuleError, match="responsabile del procedimento"):
        write_part(session, actor_of(session, officer), desk.here, BY_CODE[ASSESSMENT], "Bene.")


def test_what_changed_after_it_was_made_stops_the_approval(session: Session, clock: Clock) -> None:
    desk = make_restituted(session, clock).desk
    write_mandatory(session, desk.actor, desk.here)
    made = make_report(session, desk.here)
    write_part(session, desk.actor, desk.here, BY_CODE["premise"], "Un'altra premessa.")
    with pytest.raises(ConflictError):
        approve_report(session, desk.actor, desk.here, made)


def test_an_approved_report_is_not_written_any_more(session: Session, clock: Clock) -> None:
    desk = make_restituted(session, clock).desk
    make_approved(session, desk.actor, desk.here)
    with pytest.raises(RuleError, match="approvata"):
        write_part(session, desk.actor, desk.here, BY_CODE["premise"], "Tardi.")


def test_reopened_it_becomes_a_second_version_and_the_first_stays(
    session: Session, clock: Clock
) -> None:
    desk = make_restituted(session, clock).desk
    make_approved(session, desk.actor, desk.here)
    reopen_report(session, desk.actor, desk.here)
    make_approved(session, desk.actor, desk.here)
    versions = list_versions(session, desk.here.procedure.pk)
    assert [row.version.number for row in versions] == [2, 1]


def test_who_reopened_it_after_which_version_stands_in_the_register(
    session: Session, clock: Clock
) -> None:
    desk = make_restituted(session, clock).desk
    make_approved(session, desk.actor, desk.here)
    reopen_report(session, desk.actor, desk.here)
    told = [each for each in pending_events(session) if isinstance(each, ReportReopened)]
    assert [(each.actor_ref, each.number) for each in told] == [(desk.actor.ref, 1)]


def test_published_anyone_reads_it_as_page_and_pdf(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    desk = make_restituted(session, clock).desk
    store.finish(session)
    address = f"/{desk.here.scope}/relazione"
    assert "non è ancora pubblicata" in client.get(address).text
    assert client.get(f"{address}.pdf").status_code == 404
    version = make_approved(session, desk.actor, desk.here)
    publish_report(session, desk.actor, desk.here)
    sha256 = list_versions(session, desk.here.procedure.pk)[0].pdf(Audience.PUBLIC).sha256
    store.finish(session)
    assert version.published_at is not None
    assert sha256 in client.get(address).text
    assert client.get(f"{address}.pdf").headers["content-type"] == "application/pdf"


def test_a_published_report_tells_a_sending_as_soon_as_it_is_recorded(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    desk = make_restituted(session, clock).desk
    make_approved(session, desk.actor, desk.here)
    publish_report(session, desk.actor, desk.here)
    store.finish(session)
    address = f"/{desk.here.scope}/relazione"
    assert "Trasmessa a" not in client.get(address).text
    form = SendingForm(organ=ORGAN, sent_on=legal_today())
    record_sending(session, desk.actor, desk.here, form)
    store.finish(session)
    assert f"Trasmessa a: {ORGAN}" in client.get(address).text


def test_each_published_version_is_a_document_of_the_seventh_slot_witnessed_by_its_pdf(
    session: Session, clock: Clock
) -> None:
    desk = make_restituted(session, clock).desk
    make_approved(session, desk.actor, desk.here)
    publish_report(session, desk.actor, desk.here)
    reopen_report(session, desk.actor, desk.here)
    make_approved(session, desk.actor, desk.here)
    publish_report(session, desk.actor, desk.here)
    versions = {
        row.version.number: row.pdf(Audience.PUBLIC)
        for row in list_versions(session, desk.here.procedure.pk)
    }
    entries = [
        (entry, file)
        for entry, file in list_entries(session, desk.here.procedure.pk)
        if entry.slot == "final_document"
    ]
    assert {entry.title: file.pk if file else None for entry, file in entries} == {
        f"Relazione conclusiva, versione {number}": file.pk for number, file in versions.items()
    }
    for entry, file in entries:
        (proof,) = list_proofs(session, entry.pk)
        assert file is not None
        assert (proof.file_id, proof.sha256, proof.content) == (file.pk, file.sha256, "")


def test_it_does_not_conclude_while_something_is_missing(session: Session, clock: Clock) -> None:
    desk = make_restituted(session, clock).desk
    make_approved(session, desk.actor, desk.here)
    with pytest.raises(RuleError, match="trasmessa agli organi"):
        conclude_procedure(session, desk.actor, desk.here)
    assert desk.here.procedure.phase is Phase.RESTITUTION


def test_a_sending_is_never_in_the_future(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    desk = make_restituted(session, clock).desk
    make_approved(session, desk.actor, desk.here)
    store.finish(session)
    sign_in_as(desk.rdp)
    tomorrow = (legal_today() + timedelta(days=1)).isoformat()
    answer = client.post(
        f"/ufficio/{desk.here.scope}/relazione/trasmissioni",
        data={"organ": ORGAN, "sent_on": tomorrow},
    )
    assert answer.status_code == 422
    assert "nel futuro" in answer.text


def test_with_everything_in_place_it_concludes(session: Session, clock: Clock) -> None:
    desk = make_restituted(session, clock).desk
    make_approved(session, desk.actor, desk.here)
    make_act(session, desk, ActKind.CLOSING, number="9")
    sending = SendingForm(organ=ORGAN, sent_on=legal_today())
    record_sending(session, desk.actor, desk.here, sending)
    conclude_procedure(session, desk.actor, desk.here)
    assert desk.here.procedure.phase is Phase.CONCLUDED


def test_the_office_approves_from_its_page(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    desk = make_restituted(session, clock).desk
    write_mandatory(session, desk.actor, desk.here)
    store.finish(session)
    sign_in_as(desk.rdp)
    base = f"/ufficio/{desk.here.scope}/relazione"
    assert "solo dati" in client.get(base).text
    assert client.post(f"{base}/approva").status_code == 303
    pdf = client.get(f"{base}/versioni/1/organi/relazione.pdf")
    assert pdf.content.startswith(b"%PDF-")
