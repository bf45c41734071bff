"""Two editions from the same data: what is reserved to the organs reaches nobody else."""

import io
import zipfile
from pathlib import Path

import pdfua
import pikepdf
import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import from_rome, legal_today
from app.core.documents.document import Document, Look
from app.core.documents.pdf_text import page_texts
from app.core.store.session import Store
from app.law.reserved import RESERVED, Reserved
from app.steps.calendar.queries import list_laboratories
from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.enums import ContributionKind
from app.steps.contributions.forms import ReasonForm
from app.steps.procedures.queries import Here
from app.steps.reports.actions import (
    choose_annexing,
    publish_report,
    record_sending,
    reopen_report,
    write_part,
)
from app.steps.reports.content.data import read_data
from app.steps.reports.document import Frame, build_edition
from app.steps.reports.enums import BY_CODE, Annexing, Audience, FileFormat, ReportPiece
from app.steps.reports.forms import SendingForm
from app.steps.reports.making import render
from app.steps.reports.queries import list_sendings, list_versions
from tests.conftest import Clock
from tests.factories.contributions import make_guest, make_submitted
from tests.factories.esiti import make_restituted
from tests.factories.files import png_bytes
from tests.factories.reports import make_approved, many
from tests.factories.synthesis import Heard, make_heard
from tests.support.browserless import SignedIn

CANARY = "canarino"
ORGAN = "Conferenza zonale dei Sindaci integrata"


def make_reserved(session: Session, clock: Clock) -> Heard:
    """A restituted procedure with something of each reserved kind, each with the canary."""
    heard = make_restituted(session, clock)
    write_part(
        session,
        heard.desk.actor,
        heard.desk.here,
        BY_CODE["premise"],
        "Premessa.",
        f"Nota {CANARY}.",
    )
    return heard


def documents(session: Session, here: Here, audience: Audience) -> dict[ReportPiece, Document]:
    return build_edition(read_data(session, here), audience, Frame(from_rome(legal_today())))


def words(document: Document) -> str:
    """All the words of a document, in every format but the PDF."""
    found = [render(document, one).decode() for one in (FileFormat.JSON, FileFormat.HTML)]
    with zipfile.ZipFile(io.BytesIO(render(document, FileFormat.DOCX))) as package:
        found += [package.read(name).decode(errors="replace") for name in package.namelist()]
    return "".join(found)


def test_every_reserved_kind_has_its_rule() -> None:
    assert [rule.what for rule in RESERVED] == list(Reserved)


def test_who_brought_what_is_not_published_and_why_stand_in_the_complete_edition_only(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    guest = make_guest(session, heard.desk, f"Associazione {CANARY}")
    sent = make_submitted(session, guest, f"Titolo {CANARY}")
    form = ReasonForm(reason="Nomina una persona assistita.")
    withhold_contribution(session, heard.desk.actor, heard.desk.here, sent.public_id, form)
    complete = documents(session, heard.desk.here, Audience.ORGANS)
    public = documents(session, heard.desk.here, Audience.PUBLIC)
    annex = render(complete[ReportPiece.CONTRIBUTIONS], FileFormat.HTML).decode()
    assert f"Associazione {CANARY}" in annex
    assert "Nomina una persona assistita." in annex
    assert f"Titolo {CANARY}" not in annex
    for document in public.values():
        told = render(document, FileFormat.HTML).decode()
        assert "Nomina una persona assistita." not in told
        assert "contributo non pubblicato" in told
    told = words(public[ReportPiece.CONTRIBUTIONS])
    assert CANARY not in told


def test_what_a_withheld_contribution_is_and_where_it_came_up_stand_in_the_complete_edition_only(
    session: Session, clock: Clock
) -> None:
    desk = make_heard(session, clock).desk
    (laboratory,) = list_laboratories(session, desk.here.procedure.pk)
    guest = make_guest(session, desk, "Associazione Riservata")
    sent = make_submitted(session, guest, "Il caso di una persona", kind=ContributionKind.OFFER)
    sent.meeting_id = laboratory.pk
    form = ReasonForm(reason="Nomina una persona assistita.")
    withhold_contribution(session, desk.actor, desk.here, sent.public_id, form)
    complete = documents(session, desk.here, Audience.ORGANS)
    public = documents(session, desk.here, Audience.PUBLIC)
    kind = ContributionKind.OFFER.label
    told = words(complete[ReportPiece.REPORT]) + words(complete[ReportPiece.CONTRIBUTIONS])
    assert kind in told
    assert kind.capitalize() in told
    told = words(public[ReportPiece.REPORT]) + words(public[ReportPiece.CONTRIBUTIONS])
    assert kind not in told
    assert kind.capitalize() not in told
    assert laboratory.title not in words(public[ReportPiece.CONTRIBUTIONS])
    assert "Non pubblicati" in words(public[ReportPiece.REPORT])


def test_a_reserved_note_is_read_by_the_organs_only(session: Session, clock: Clock) -> None:
    here = make_reserved(session, clock).desk.here
    assert CANARY in words(documents(session, here, Audience.ORGANS)[ReportPiece.REPORT])
    assert CANARY not in words(documents(session, here, Audience.PUBLIC)[ReportPiece.REPORT])


def test_nobody_outside_the_office_gets_the_complete_edition(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    desk = make_reserved(session, clock).desk
    for _ in range(2):
        make_approved(session, desk.actor, desk.here)
        publish_report(session, desk.actor, desk.here)
        reopen_report(session, desk.actor, desk.here)
    store.finish(session)
    base = f"/{desk.here.scope}/relazione"
    files = [f"{base}/versioni/1/{piece.path}.{one}" for piece in ReportPiece for one in FileFormat]
    pages = [base, f"{base}/versioni/1", f"{base}/differenze", f"/{desk.here.scope}/", "/"]
    for address in (*pages, *files):
        answer = client.get(address)
        assert CANARY.encode() not in answer.content, address
    assert client.get(f"{base}/versioni/1/organi/relazione.pdf").status_code == 404
    office = f"/ufficio{base}/versioni/1/organi/relazione.json"
    assert client.get(office, follow_redirects=False).status_code == 303


def test_the_office_takes_both_editions_away(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    desk = make_reserved(session, clock).desk
    make_approved(session, desk.actor, desk.here)
    store.finish(session)
    sign_in_as(desk.rdp)
    base = f"/ufficio/{desk.here.scope}/relazione/versioni/1"
    complete = client.get(f"{base}/organi/relazione.json").content
    public = client.get(f"{base}/pubblica/relazione.json").content
    assert CANARY.encode() in complete
    assert CANARY.encode() not in public
    assert client.get(f"{base}/altra/relazione.json").status_code == 404


def test_a_version_that_is_not_published_is_nobodys(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    desk = make_restituted(session, clock).desk
    make_approved(session, desk.actor, desk.here)
    store.finish(session)
    base = f"/{desk.here.scope}/relazione"
    assert client.get(f"{base}/versioni/1").status_code == 404
    assert client.get(f"{base}/versioni/1/relazione.pdf").status_code == 404


def test_a_sending_says_which_file_was_sent(session: Session, clock: Clock) -> None:
    desk = make_restituted(session, clock).desk
    make_approved(session, desk.actor, desk.here)
    record_sending(session, desk.actor, desk.here, SendingForm(organ=ORGAN, sent_on=legal_today()))
    (row,) = list_sendings(session, desk.here.procedure.pk)
    (version,) = list_versions(session, desk.here.procedure.pk)
    assert (row.number, row.sending.sha256) == (1, version.pdf(Audience.ORGANS).sha256)


def test_the_contributions_stand_apart_under_the_code_that_the_report_names(
    session: Session, clock: Clock
) -> None:
    here = make_restituted(session, clock).desk.here
    made = documents(session, here, Audience.PUBLIC)
    code = made[ReportPiece.CONTRIBUTIONS].footer_code
    assert code
    assert code in render(made[ReportPiece.REPORT], FileFormat.HTML).decode()


def test_the_contributions_stand_inside_where_the_office_says_so(
    session: Session, clock: Clock
) -> None:
    desk = make_restituted(session, clock).desk
    write_part(session, desk.actor, desk.here, BY_CODE["premise"], "Premessa.")
    choose_annexing(session, desk.actor, desk.here, Annexing.INSIDE)
    made = documents(session, desk.here, Audience.PUBLIC)
    assert list(made) == [ReportPiece.REPORT]
    assert "non passa l&#39;autobus" in render(made[ReportPiece.REPORT], FileFormat.HTML).decode()


@pytest.mark.parametrize("audience", Audience)
def test_the_pdf_is_accessible_with_its_figures_tables_and_annexes(
    session: Session, clock: Clock, tmp_path: Path, audience: Audience
) -> None:
    here = make_reserved(session, clock).desk.here
    look = Look(png_bytes(), "Logo di prova", "Ente superiore", ("Via di prova 1",))
    data = many(read_data(session, here), 20)
    for piece, document in build_edition(
        data, audience, Frame(from_rome(legal_today()), look)
    ).items():
        pdf = render(document, FileFormat.PDF)
        path = tmp_path / f"{piece}.pdf"
        path.write_bytes(pdf)
        report = pdfua.validate(str(path))
        assert (report.exit_code, report.findings) == (0, ())
        with pikepdf.open(path) as opened:
            told = "".join(page_texts(opened))
        assert (CANARY in told) == (audience is Audience.ORGANS and piece is ReportPiece.REPORT)
