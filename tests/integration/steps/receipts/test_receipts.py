"""Receipts: given with the filing, printed once, checked by anyone without being read."""

import hashlib
import json
from pathlib import Path

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient
from typer.testing import CliRunner

from app.cli import cli
from app.core.files.models import StoredFile
from app.core.jobs.worker import Worker
from app.core.store.session import Store
from app.settings import Settings
from app.steps.domande.enums import FileRole
from app.steps.domande.models import Domanda, DomandaFile
from app.steps.domande.queries.area import list_files, split_filed
from app.steps.receipts.jobs import HANDLERS
from app.steps.receipts.models import DomandaReceipt
from tests.factories.domande import Applicant, make_applicant, make_filed_domanda
from tests.factories.examination import make_arrival
from tests.factories.files import pdf_bytes
from tests.factories.procedures import Desk
from tests.support.browserless import SignedIn

AREA = "/area-personale/domande"
OURS, NOT_OURS = "La ricevuta è autentica", "La ricevuta non risulta"


@pytest.fixture
def applicant(session: Session, open_desk: Desk) -> Applicant:
    return make_applicant(session)


@pytest.fixture
def filed(store: Store, session: Session, open_desk: Desk, applicant: Applicant) -> Domanda:
    made = make_filed_domanda(session, open_desk, applicant)
    store.finish(session)
    return made


def print_all(store: Store) -> None:
    Worker(store, HANDLERS).run_until_idle()


def test_the_page_the_json_and_the_pdf_say_the_same(
    client: TestClient,
    store: Store,
    filed: Domanda,
    applicant: Applicant,
    sign_in_as: SignedIn,
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign_in_as(applicant.account)
    at_once = client.get(f"{AREA}/{filed.public_id}/ricevuta.pdf").content
    print_all(store)
    printed = client.get(f"{AREA}/{filed.public_id}/ricevuta.pdf").content
    assert at_once == printed
    data = client.get(f"{AREA}/{filed.public_id}/ricevuta.json").content
    said = json.loads(data)
    page = client.get(f"{AREA}/{filed.public_id}/ricevuta").text
    assert said["code"] in page
    assert said["domanda"]["sha256"] == filed.digest
    with store.reading() as reader:
        files, later = split_filed(list_files(reader, filed.pk))
        roles = reader.exec(select(DomandaFile.role)).all()
    assert [file["sha256"] for file in said["files"]] == [file.sha256 for file in files]
    assert (later, roles.count(FileRole.RECEIPT)) == ([], 1)
    sign_in_as(None)
    monkeypatch.setenv("COPROGRAMMA_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("COPROGRAMMA_BLOB_URL", settings.blob_url)
    monkeypatch.setenv("COPROGRAMMA_BASE_URL", settings.base_url)
    monkeypatch.setenv("COPROGRAMMA_SECRET_KEY", settings.secret_key)
    for name, body in (("a.pdf", printed), ("a.json", data)):
        uploaded = client.post("/ricevuta", files={"file": (name, body)})
        assert OURS in uploaded.text
        (tmp_path / name).write_bytes(body)
        done = CliRunner().invoke(cli, ["receipt", "verify", str(tmp_path / name)])
        assert (done.exit_code, "authentic" in done.output) == (0, True), done.output
    assert OURS in client.post("/ricevuta", data={"testo": data.decode()}).text
    typed = {"numero": "1/2025", "codice": said["code"].lower().replace("-", "")}
    assert OURS in client.post("/ricevuta", data=typed).text


def test_what_is_changed_and_what_is_unknown_look_alike(
    client: TestClient, store: Store, filed: Domanda, applicant: Applicant, sign_in_as: SignedIn
) -> None:
    print_all(store)
    sign_in_as(applicant.account)
    data = client.get(f"{AREA}/{filed.public_id}/ricevuta.json").content
    printed = client.get(f"{AREA}/{filed.public_id}/ricevuta.pdf").content
    code = json.loads(data)["code"]
    sign_in_as(None)
    protocol = {"number": "999", "date": "2025-12-16"}
    wrong = [
        client.post("/ricevuta", files={"file": ("a.json", data.replace(b"1/2025", b"2/2025"))}),
        client.post("/ricevuta", files={"file": ("a.pdf", printed + b"\n")}),
        client.post("/ricevuta", files={"file": ("a.pdf", pdf_bytes())}),
        client.post("/ricevuta", data={"testo": "x"}),
        client.post(
            "/ricevuta", data={"testo": json.dumps(json.loads(data) | {"protocol": protocol})}
        ),
        client.post("/ricevuta", data={"numero": "1/2025", "codice": "AAAAA-AAAAA"}),
        client.post("/ricevuta", data={"numero": "2/2025", "codice": code}),
    ]
    answers = {(answer.status_code, answer.text.partition("<form")[0]) for answer in wrong}
    assert len(answers) == 1
    assert NOT_OURS in wrong[0].text
    assert not any(applicant.body.name in answer.text for answer in wrong)
    assert client.post("/ricevuta", data={"numero": "uno", "codice": "x"}).status_code == 422
    assert client.post("/ricevuta", data={}).status_code == 422


def test_guessing_is_counted(client: TestClient, store: Store) -> None:
    guess = {"numero": "1/2025", "codice": "AAAAA-AAAAA"}
    answers = [client.post("/ricevuta", data=guess).status_code for _ in range(31)]
    assert (set(answers[:30]), answers[30]) == ({200}, 422)
    assert "Troppi tentativi" in client.post("/ricevuta", data=guess).text


def test_on_a_machine_the_files_are_compared_too(
    client: TestClient,
    store: Store,
    filed: Domanda,
    applicant: Applicant,
    sign_in_as: SignedIn,
    tmp_path: Path,
) -> None:
    sign_in_as(applicant.account)
    data = client.get(f"{AREA}/{filed.public_id}/ricevuta.json").content
    receipt, folder = tmp_path / "ricevuta.json", tmp_path / "file"
    receipt.write_bytes(data)
    folder.mkdir()

    def verify(*more: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli, ["receipt", "verify", str(receipt), *more])
        return done.exit_code, done.output

    assert verify("--offline")[0] == 3
    code, said = verify("--offline", "--files", str(folder))
    assert (code, "not there, or changed" in said) == (1, True)
    for place, file in enumerate(json.loads(data)["files"]):
        with store.reading() as reader:
            held = reader.exec(
                select(StoredFile).where(StoredFile.sha256 == file["sha256"])
            ).first()
        assert held is not None
        with store.at_hand["blobs"].open(held.key) as source:
            (folder / f"rinominato-{place}.pdf").write_bytes(source.read())
    assert verify("--offline", "--files", str(folder))[0] == 3
    receipt.write_bytes(data.replace(b"1/2025", b"7/2025"))
    code, said = verify("--offline")
    assert (code, "seal does not hold" in said) == (1, True)
    receipt.write_bytes(b"%PDF-1.7 rotto")
    assert verify("--offline")[0] == 2
    assert CliRunner().invoke(cli, ["receipt", "verify", str(tmp_path / "no")]).exit_code == 2


def test_what_the_office_registers_has_a_receipt_too(session: Session, open_desk: Desk) -> None:
    arrived = make_arrival(session, open_desk)
    receipt = session.exec(select(DomandaReceipt)).one()
    assert receipt.content["domanda"]["number"] == arrived.register_number
    assert receipt.content["domanda"]["channel"] == "pec"
    assert {file["sha256"] for file in receipt.content["files"]} == {
        hashlib.sha256(pdf_bytes()).hexdigest()
    }
