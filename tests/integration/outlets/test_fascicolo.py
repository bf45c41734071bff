"""The file of a procedure: complete, verifiable by itself, resumable, and its redacted sister."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from sqlmodel import Session, col, select
from starlette.testclient import TestClient
from typer.testing import CliRunner

from app.cli import cli
from app.core.documents.pieces import Chapter
from app.core.errors import RuleError
from app.core.files.models import StoredFile
from app.core.files.zipping import zip_stream
from app.core.jobs.models import Job
from app.core.store.session import Store
from app.outlets.archive import build as building
from app.outlets.archive import chapters
from app.outlets.archive.actions import ask_fascicolo
from app.outlets.archive.chapters import CHAPTERS
from app.outlets.archive.enums import FascicoloState
from app.outlets.archive.forms import AskForm, FascicoloKind
from app.outlets.archive.index import INDEX
from app.outlets.archive.models import Fascicolo, FascicoloPart
from app.outlets.archive.verify import NotAFascicoloError, Verdict, verify_fascicolo
from app.steps.domande.enums import FileRole
from app.steps.domande.models import DomandaFile
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.communications import hand_in, make_letter
from tests.factories.domande import make_applicant, make_draft, make_filed_domanda
from tests.factories.procedures import Desk, make_started_desk
from tests.factories.synthesis import make_heard
from tests.factories.world import make_filed_contribution
from tests.support.browserless import SignedIn

PAGE = "/ufficio/zona-esempio/prova/fascicolo"


def make_full(session: Session, clock: Clock) -> Desk:
    """A procedure with domande, contributions, a letter, a receipt, and somebody's draft."""
    heard = make_heard(session, clock)
    make_filed_contribution(session, heard)
    make_letter(session, heard.desk)
    hand_in(session, heard.desk, "accettazione", "<altrove@esempio.it>")
    return heard.desk


def ask(session: Session, desk: Desk, kind: FascicoloKind = FascicoloKind.WHOLE) -> Fascicolo:
    return ask_fascicolo(session, desk.actor, desk.here, AskForm(kind=kind))


def run(store: Store, row: Fascicolo) -> None:
    building.build(store, {"fascicolo": row.pk, "job": f"fascicolo:{row.pk}"})


def read(store: Store, row: Fascicolo) -> tuple[Fascicolo, bytes]:
    with store.reading() as session:
        found = session.get_one(Fascicolo, row.pk)
        assert found.state is FascicoloState.READY, found.error
        file = session.get_one(StoredFile, found.file_id)
        with store.at_hand["blobs"].open(file.key) as source:
            return found, source.read()


def names(body: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return archive.namelist()


@pytest.fixture
def small(store: Store) -> Desk:
    """A procedure that has only begun: enough to make, break and take away its file."""
    with store.writing() as session:
        desk = make_started_desk(session)
        make_letter(session, desk)
        return desk


@pytest.fixture
def full(store: Store, clock: Clock) -> Desk:
    with store.writing() as session:
        return make_full(session, clock)


def made(store: Store, desk: Desk, kind: FascicoloKind = FascicoloKind.WHOLE) -> bytes:
    with store.writing() as session:
        row = ask(session, desk, kind)
    run(store, row)
    return read(store, row)[1]


def test_it_holds_everything_and_verifies_by_itself(store: Store, full: Desk) -> None:
    body = made(store, full)
    found = verify_fascicolo(io.BytesIO(body))
    assert found.problems == ()
    assert found.events
    said = " ".join(names(body))
    for part in ("atti/", "ricevute-pec/", "originali/", "dati/message.json", "dati/account.json"):
        assert part in said
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        index = json.loads(archive.read(INDEX))
        assert archive.read("copertina.pdf").startswith(b"%PDF-")
        whole = b"".join(map(archive.read, archive.namelist()))
    assert b"password_hash" not in whole
    assert {one["percorso"] for one in index["membri"]} | {INDEX} == set(names(body))
    with store.reading() as session:
        stored = session.exec(select(StoredFile.sha256).where(StoredFile.name != "x.zip")).all()
    held = {one["sha256"] for one in index["membri"]}
    missing = [sha for sha in stored if sha not in held]
    assert len(missing) == 1  # the fascicolo's own ZIP


def test_equal_data_give_equal_bytes(
    store: Store, small: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "emit", lambda *_: None)
    with store.writing() as session:
        first = ask(session, small)
        second = Fascicolo(**first.model_dump(exclude={"id", "public_id"}))
        session.add(second)
    run(store, first)
    run(store, second)
    assert read(store, first)[1] == read(store, second)[1]


def test_a_domanda_is_there_with_its_files_and_a_draft_is_not(store: Store) -> None:
    with store.writing() as session:
        desk, _ = make_open_avviso(session, make_started_desk(session))
        filed = make_filed_domanda(session, desk, make_applicant(session, name="Ente Depositante"))
        draft = make_draft(session, desk, make_applicant(session, name="Ente Titubante"))
        query = select(DomandaFile, StoredFile).join(
            StoredFile, col(DomandaFile.file_id) == col(StoredFile.id)
        )
        files = session.exec(query.where(DomandaFile.domanda_id == filed.pk)).all()
    assert {row.role for row, _ in files} >= {FileRole.SIGNED, FileRole.GENERATED}
    with zipfile.ZipFile(io.BytesIO(made(store, desk))) as archive:
        folder = [name for name in archive.namelist() if "ente-depositante/" in name]
        held = {hashlib.sha256(archive.read(name)).hexdigest() for name in folder}
        whole = b"".join(map(archive.read, archive.namelist()))
    assert {file.sha256 for _, file in files} <= held
    assert b"Titubante" not in whole
    assert draft.public_id.encode() not in whole
    shown = names(made(store, desk, FascicoloKind.REDACTED))
    assert [name for name in shown if "domande/" in name] == []


def test_the_redacted_one_holds_only_what_is_published(store: Store, full: Desk) -> None:
    body = made(store, full, FascicoloKind.REDACTED)
    assert verify_fascicolo(io.BytesIO(body)).problems == ()
    said = " ".join(names(body))
    assert "pubblicati/" in said
    for word in ("dati/", "originali/", "domanda.html", "lettera", "ricevute-pec", "eventi.json"):
        assert word not in said
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode(
            "utf-8", "replace"
        )
    for secret in ("Ada Delegata", "persona", "@esempio.it", full.rdp.public_id):
        assert secret not in whole


def test_a_killed_making_goes_on_from_its_parts(
    store: Store, small: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.writing() as session:
        row = ask(session, small)
    real, made_of = chapters.pieces_of, []

    def dying(session: Session, here: object, chapter: Chapter, *, redacted: bool) -> object:
        made_of.append(chapter.code)
        if len(made_of) == 6:
            raise KeyboardInterrupt  # as a kill: no handler of the job sees it
        return real(session, here, chapter, redacted=redacted)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "pieces_of", dying)
    with pytest.raises(KeyboardInterrupt):
        run(store, row)
    with store.reading() as session:
        assert len(session.exec(select(FascicoloPart)).all()) == 5
    run(store, row)
    assert len(made_of) == len(CHAPTERS) + 1
    assert verify_fascicolo(io.BytesIO(read(store, row)[1])).problems == ()
    with store.reading() as session:
        assert session.exec(select(FascicoloPart)).all() == []


def test_parts_of_another_moment_are_not_mixed_in(store: Store, small: Desk) -> None:
    with store.writing() as session:
        row = ask(session, small)
        part = FascicoloPart(fascicolo_id=row.pk, position=0, key="0" * 32, members=[])
        session.add(part)
        row.head_digest = "of another moment"
    run(store, row)
    assert verify_fascicolo(io.BytesIO(read(store, row)[1])).problems == ()


def test_what_cannot_be_whole_is_declared_failed_and_nothing_is_kept(
    store: Store, small: Desk
) -> None:
    with store.writing() as session:
        row = ask(session, small)
        file = session.exec(select(StoredFile)).first()
        assert file is not None
        store.at_hand["blobs"].delete(file.key)
        row.attempts = building.MAX_ATTEMPTS - 1
    run(store, row)
    with store.reading() as session:
        found = session.get_one(Fascicolo, row.pk)
        assert (found.state, found.file_id) == (FascicoloState.FAILED, None)
        assert "archivio" in found.error
        assert session.exec(select(FascicoloPart)).all() == []


def rewritten(body: bytes, change: Callable[[dict[str, bytes]], None]) -> Verdict:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    again = b"".join(zip_stream((n, len(b), (b,)) for n, b in members.items()))
    return verify_fascicolo(io.BytesIO(again))


def test_whatever_is_altered_is_found(store: Store, small: Desk) -> None:
    body = made(store, small)
    name = next(name for name in names(body) if name.endswith("procedimento.html"))
    events = next(name for name in names(body) if name.endswith("eventi.json"))

    def swap_events(members: dict[str, bytes]) -> None:
        rows = json.loads(members[events])
        rows[3]["payload"] = rows[3]["payload"] + " "
        members[events] = json.dumps(rows).encode()

    assert "altered" in rewritten(body, lambda m: m.update({name: b"x"})).problems[0]
    assert "missing" in rewritten(body, lambda m: m.__delitem__(name)).problems[0]
    assert "not in the index" in rewritten(body, lambda m: m.update(more=b"x")).problems[0]
    assert any("breaks at 4" in line for line in rewritten(body, swap_events).problems)
    for cut in (0, 100, len(body) // 2, len(body) - 30):
        with pytest.raises(NotAFascicoloError):
            verify_fascicolo(io.BytesIO(body[:cut]))


def test_the_command_says_it_with_its_exit_code(store: Store, small: Desk, tmp_path) -> None:  # type: ignore[no-untyped-def]
    good, bad, none = tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "c.zip"
    body = made(store, small)
    good.write_bytes(body)
    at = body.index(b"%PDF-") + 200
    bad.write_bytes(body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :])
    none.write_bytes(b"no")
    runner = CliRunner()
    said = [runner.invoke(cli, ["fascicolo", "verify", str(path)]) for path in (good, bad)]
    assert [one.exit_code for one in said] == [0, 1]
    assert "unbroken" in said[0].output
    assert "read: " in said[1].output or "altered: " in said[1].output
    assert runner.invoke(cli, ["fascicolo", "verify", str(none)]).exit_code == 2


def test_one_of_a_kind_is_made_at_a_time(session: Session) -> None:
    desk = make_started_desk(session)
    ask(session, desk)
    with pytest.raises(RuleError):
        ask(session, desk)
    ask(session, desk, FascicoloKind.REDACTED)


def test_the_office_asks_takes_and_removes(
    client: TestClient, store: Store, small: Desk, sign_in_as: SignedIn
) -> None:
    sign_in_as(small.rdp)
    assert client.post(PAGE, data={"kind": "completo"}).status_code == 303
    assert "in preparazione" in client.get(PAGE).text
    with store.reading() as session:
        row = session.exec(select(Fascicolo)).one()
        assert session.exec(select(Job).where(Job.key == f"fascicolo:{row.pk}")).one()
    assert client.post(f"{PAGE}/{row.public_id}/scarica").status_code == 404
    run(store, row)
    taken = client.post(f"{PAGE}/{row.public_id}/scarica")
    assert verify_fascicolo(io.BytesIO(taken.content)).problems == ()
    assert client.post(f"{PAGE}/{row.public_id}/rimuovi").status_code == 303
    assert client.post(f"{PAGE}/{row.public_id}/scarica").status_code == 404
    assert "Rimosso il" in client.get(PAGE).text
