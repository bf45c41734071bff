"""Proofs of what was published when, and the authority's own registers."""

import hashlib
import io
from datetime import timedelta

import pikepdf
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.clock import legal_now
from app.core.documents.pdf_text import page_texts
from app.core.store.session import Store
from app.steps.publication.actions import (
    mark_due_again,
    mark_not_due,
    publish_document,
    publish_in_slot,
    withdraw_document,
)
from app.steps.publication.contents import digest_now
from app.steps.publication.forms import DueAgainForm, NotDueForm, UploadForm, WithdrawForm
from app.steps.publication.models import PublicationProof, SlotEntry
from app.steps.publication.queries import list_entries, list_not_due, list_proofs
from app.steps.publication.views import spans_of
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.files import keep_pdf, pdf_bytes
from tests.factories.procedures import Desk, make_started_desk
from tests.support.browserless import SignedIn

PUBLIC = "/zona-esempio/prova/documenti"
OFFICE = "/ufficio/zona-esempio/prova/pubblicazione"


def _avviso_entry(session: Session, desk: Desk) -> SlotEntry:
    entries = [entry for entry, _ in list_entries(session, desk.here.procedure.pk)]
    return next(entry for entry in entries if entry.slot == "avviso")


def test_the_avviso_is_kept_word_by_word_and_the_register_holds_its_hash(
    store: Store, session: Session
) -> None:
    desk, version = make_open_avviso(session)
    (proof,) = list_proofs(session, _avviso_entry(session, desk).pk)
    assert "Testo di prova: oggetto." in proof.content
    assert version.content_sha256 in proof.content
    assert proof.sha256 == hashlib.sha256(proof.content.encode()).hexdigest()
    store.finish(session)
    with store.reading() as reader:
        said = reader.exec(
            select(EventRow.payload).where(EventRow.kind == "publication.document_published")
        ).all()
    assert any(proof.sha256 in payload for payload in said)


def test_a_file_is_witnessed_by_its_bytes_from_publication_to_withdrawal(
    session: Session, clock: Clock
) -> None:
    desk = make_started_desk(session)
    form = UploadForm(slot="board", title="Nomina")
    entry = publish_document(session, desk.actor, desk.here, form, keep_pdf(session))
    clock.move_to(legal_now() + timedelta(days=2))
    withdraw_document(session, desk.actor, desk.here, entry, WithdrawForm(why="Errore"))
    (span,) = spans_of(list_proofs(session, entry.pk))
    assert span.sha == hashlib.sha256(pdf_bytes()).hexdigest()
    assert span.until is not None
    assert span.until - span.since >= timedelta(days=2)


def test_a_page_that_says_something_else_gets_a_new_proof_and_ends_the_old_one(
    session: Session,
) -> None:
    desk = make_started_desk(session)
    for sha256 in ("a" * 64, "a" * 64, "b" * 64):
        entry = publish_in_slot(
            session, desk.actor, desk.here, "board", "Nomina", address="/x", sha256=sha256
        )
    first, second = spans_of(list_proofs(session, entry.pk))
    assert (first.sha, first.until) == ("a" * 64, second.since)
    assert (second.sha, second.until) == ("b" * 64, None)


def test_the_database_itself_refuses_to_alter_a_proof(store: Store, session: Session) -> None:
    make_started_desk(session)
    store.finish(session)
    for change in ("UPDATE publication_proof SET sha256 = 'x'", "DELETE FROM publication_proof"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            store.engines.write.begin() as direct,
        ):
            direct.execute(text(change))


def test_anyone_reads_the_proof_and_whether_it_still_holds(
    client: TestClient, store: Store, session: Session
) -> None:
    desk, _ = make_open_avviso(session)
    entry = _avviso_entry(session, desk)
    held = list_proofs(session, entry.pk)[0].sha256
    store.finish(session)
    address = f"{PUBLIC}/{entry.public_id}/prova"
    assert address in client.get(PUBLIC).text
    page = client.get(address)
    assert held in page.text
    assert "Il contenuto di oggi è quello della prova" in page.text
    assert page.headers["cache-control"] == "no-store"
    with store.writing() as changing:
        changing.get_one(SlotEntry, entry.id).sha256 = "0" * 64
    assert "non è quello della prova" in client.get(address).text


def test_what_is_missing_on_the_registers_stands_out_until_it_is_noted(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk, _ = make_open_avviso(session)
    entry = _avviso_entry(session, desk)
    store.finish(session)
    sign_in_as(desk.rdp)
    assert "Manca: albo pretorio" in client.get(OFFICE).text
    address = f"{OFFICE}/{entry.public_id}"
    albo = {"place": "albo", "begins": "2025-11-17", "ends": "2025-12-15"}
    bad = client.post(f"{address}/registri", data={**albo, "link": "javascript:alert(1)"})
    assert bad.status_code == 422
    assert client.post(f"{address}/registri", data=albo).status_code == 422
    noted = {**albo, "number": "77/2025", "link": "https://albo.esempio.it/77"}
    assert client.post(f"{address}/registri", data=noted).status_code == 303
    why_not = {"place": "transparency", "why_not": "La sezione è in costruzione."}
    assert client.post(f"{address}/registri", data=why_not).status_code == 303
    page = client.get(address).text
    assert "Manca:" not in page
    sign_in_as(None)
    public = client.get(PUBLIC).text
    assert 'href="https://albo.esempio.it/77"' in public
    assert "n. 77/2025, dal 17/11/2025 al 15/12/2025" in public
    assert "La sezione è in costruzione." in public
    assert desk.rdp.family_name not in public


def test_a_note_written_by_mistake_is_taken_away(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk, _ = make_open_avviso(session)
    entry = _avviso_entry(session, desk)
    store.finish(session)
    sign_in_as(desk.rdp)
    address = f"{OFFICE}/{entry.public_id}"
    client.post(f"{address}/registri", data={"place": "other", "number": "1", "begins": "2026-1-1"})
    typed = {"place": "other", "number": "1", "begins": "2026-01-01"}
    client.post(f"{address}/registri", data=typed)
    page = client.get(address).text
    taking = page.split('action="')
    remove = next(part.split('"')[0] for part in taking if "/togli" in part.split('"')[0])
    assert client.post(remove).status_code == 303
    assert "/togli" not in client.get(address).text
    assert client.post(remove).status_code == 404


def test_the_attestation_says_when_what_and_where(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk, _ = make_open_avviso(session)
    entry = _avviso_entry(session, desk)
    held = list_proofs(session, entry.pk)[0].sha256
    store.finish(session)
    sign_in_as(desk.rdp)
    answer = client.get(f"{OFFICE}/{entry.public_id}/attestazione.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        words = "".join("".join(page_texts(pdf)).split())
    assert held in words
    assert "Testodiprova:oggetto." in words


def test_a_slot_marked_by_mistake_is_due_again(session: Session) -> None:
    desk = make_started_desk(session)
    form = NotDueForm(lacking="board", why="Istruisce il responsabile.")
    mark_not_due(session, desk.actor, desk.here, form)
    mark_due_again(session, desk.actor, desk.here, DueAgainForm(due="board"))
    assert list_not_due(session, desk.here.procedure.pk) == {}


def test_every_document_of_every_room_has_a_proof_that_holds(session: Session) -> None:
    desk, _ = make_open_avviso(session)
    blobs = session.info["blobs"]
    for entry, _ in list_entries(session, desk.here.procedure.pk):
        proofs = list_proofs(session, entry.pk)
        assert [proof.sha256 for proof in proofs] == [digest_now(session, desk.here, entry, blobs)]
    assert session.exec(select(PublicationProof)).first() is not None


def test_bytes_that_were_altered_on_the_disk_no_longer_hold(session: Session) -> None:
    desk = make_started_desk(session)
    form, kept = UploadForm(slot="board", title="Nomina"), keep_pdf(session)
    entry = publish_document(session, desk.actor, desk.here, form, kept)
    blobs = session.info["blobs"]
    held = list_proofs(session, entry.pk)[0].sha256
    assert digest_now(session, desk.here, entry, blobs) == held
    blobs.delete(kept.key)
    assert digest_now(session, desk.here, entry, blobs) != held
