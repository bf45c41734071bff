"""Domande go to the protocol in one file, and their numbers come back in another."""

import csv
import io
import zipfile
from datetime import date

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.clock import from_rome
from app.core.errors import InvalidFormError, RuleError
from app.core.files.models import StoredFile
from app.core.jobs.models import Message
from app.core.jobs.worker import Worker
from app.core.store.session import Store
from app.steps.domande.actions import save_part
from app.steps.domande.models import Domanda
from app.steps.protocol.actions import ask_pack, record_one, record_return
from app.steps.protocol.forms import OneNumberForm
from app.steps.protocol.jobs import HANDLERS
from app.steps.protocol.models import ProtocolPack
from app.steps.receipts.jobs import HANDLERS as RECEIPT_HANDLERS
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.domande import SIGNATORY, make_applicant, make_draft, make_filed_domanda
from tests.factories.ets import new_tax_code
from tests.factories.examination import make_arrival
from tests.factories.procedures import Desk, make_started_desk
from tests.factories.protocol import csv_of, line_of, make_pack, make_return
from tests.support.browserless import SignedIn

CANARY = "Canarino Segreto"
FORMULA = '=HYPERLINK("http://x")'


@pytest.fixture
def desk(session: Session, clock: Clock) -> Desk:
    clock.move_to(from_rome(date(2025, 11, 20), 9))
    desk, _ = make_open_avviso(session, closes_at=from_rome(date(2025, 12, 15), 12, 30))
    clock.move_to(from_rome(date(2025, 11, 24), 9))
    return desk


def opened(store: Store) -> zipfile.ZipFile:
    with store.reading() as reader:
        pack = reader.exec(select(ProtocolPack)).one()
        assert pack.file_id is not None, pack.error
        file = reader.get_one(StoredFile, pack.file_id)
    with store.at_hand["blobs"].open(file.key) as source:
        return zipfile.ZipFile(io.BytesIO(source.read()))


def test_a_pack_holds_what_was_received_and_no_draft(
    store: Store, session: Session, desk: Desk
) -> None:
    filed = make_filed_domanda(session, desk, make_applicant(session, name=FORMULA))
    arrived = make_arrival(session, desk, body_name="Circolo d'Esempio", tax_code=new_tax_code())
    drafting = make_applicant(session, name=CANARY)
    draft = make_draft(session, desk, drafting)
    answers = {**SIGNATORY, "family_name": CANARY}
    save_part(session, drafting.actor, draft.public_id, "signatory", answers)
    make_pack(session, desk)
    with pytest.raises(RuleError, match="già in preparazione"):
        make_pack(session, desk)
    store.finish(session)
    Worker(store, {**HANDLERS, **RECEIPT_HANDLERS}).run_until_idle()
    with opened(store) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        whole = b"".join(archive.read(name) for name in names)
        table = archive.read("domande.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert [row["numero"] for row in rows] == ["n. 1/2025", "n. 2/2025"]
    assert [row["impronta SHA-256"] for row in rows] == [filed.digest, arrived.digest]
    assert rows[0]["mittente"] == "'" + FORMULA
    assert rows[1]["ricevuta il (ora di Roma)"] == "24/11/2025 08:59:00"
    folder = rows[1]["cartella"]
    assert folder == "domande/2025-00002-circolo-d-esempio"
    kept = {name.rpartition("/")[2] for name in names if name.startswith(folder)}
    assert kept >= {"01-domanda.pdf", "02-carta.pdf", "ricevuta.json"}
    assert CANARY.encode() not in whole
    assert not any("canarino" in name for name in names)
    with store.reading() as reader:
        kinds = reader.exec(select(EventRow.kind)).all()
    assert "protocol.pack_made" in kinds


def test_numbers_come_back_all_together(store: Store, session: Session, desk: Desk) -> None:
    first, second = make_filed_domanda(session, desk), make_filed_domanda(session, desk)
    returned = make_return(session, desk, line_of(first, "77/A"), line_of(second, "78/A"))
    assert record_return(session, desk.actor, desk.here, returned) == 2
    assert (first.protocol_number, first.protocol_date) == ("77/A", date(2025, 11, 24))
    mails = session.exec(select(Message).where(Message.kind == "protocol/recorded")).all()
    assert any("77/A" in mail.subject and "24/11/2025" in mail.body for mail in mails)
    with pytest.raises(RuleError, match="già stati registrati"):
        record_return(session, desk.actor, desk.here, returned)
    again = make_return(session, desk, line_of(first, "77/A"))
    assert record_return(session, desk.actor, desk.here, again) == 0
    form = OneNumberForm(number="2/2025", protocol="99", day=date(2025, 11, 24))
    with pytest.raises(InvalidFormError, match="già un altro protocollo"):
        record_one(session, desk.actor, desk.here, form)
    with pytest.raises(RuleError, match="nessuna domanda da portare"):
        ask_pack(session, desk.actor, desk.here, only_missing=True)
    store.finish(session)
    with store.reading() as reader:
        kinds = list(reader.exec(select(EventRow.kind)).all())
    assert kinds.count("protocol.recorded") == 2


def test_one_wrong_row_keeps_every_number_out(session: Session, desk: Desk) -> None:
    filed = make_filed_domanda(session, desk)
    returned = make_return(session, desk, line_of(filed, "77"), "9/2025;78;24/11/2025")
    with pytest.raises(RuleError, match="Righe con un errore: 1"):
        record_return(session, desk.actor, desk.here, returned)
    assert filed.protocol_number == ""


def test_another_procedures_domanda_is_unknown_here(session: Session, desk: Desk) -> None:
    filed = make_filed_domanda(session, desk)
    started = make_started_desk(session, slug="altra", authority=desk.authority)
    elsewhere, _ = make_open_avviso(session, started)
    returned = make_return(session, elsewhere, line_of(filed, "77"))
    with pytest.raises(RuleError, match="Righe con un errore"):
        record_return(session, elsewhere.actor, elsewhere.here, returned)


def test_the_pages_from_the_pack_to_the_receipt(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    applicant = make_applicant(session)
    filed = make_filed_domanda(session, desk, applicant)
    store.finish(session)
    office = f"/ufficio/{desk.here.scope}/domande/protocollo"
    sign_in_as(desk.rdp)
    assert "Senza numero di protocollo" in client.get(office).text
    assert client.post(f"{office}/pacchetti", data={}).status_code == 303
    Worker(store, HANDLERS).run_until_idle()
    assert "Scaricate lo ZIP" in client.get(office).text
    with store.reading() as reader:
        pack = reader.exec(select(ProtocolPack.public_id)).one()
    assert client.post(f"{office}/pacchetti/{pack}", data={}).content.startswith(b"PK")
    wrong = client.post(f"{office}/ritorni", files={"file": ("x.csv", b"uno;due\r\n1;2\r\n")})
    assert (wrong.status_code, "mancano queste colonne" in wrong.text) == (422, True)
    future = csv_of("1/2025;77;01/01/2030")
    shown = client.post(f"{office}/ritorni", files={"file": ("x.csv", future)})
    preview = client.get(shown.headers["location"]).text
    assert "nel futuro" in preview
    assert "Registrate i numeri" not in preview
    assert client.post(shown.headers["location"], data={}).status_code == 422
    assert client.post(shown.headers["location"] + "/scarta", data={}).status_code == 303
    good = csv_of("1/2025;77;24/11/2025")
    shown = client.post(f"{office}/ritorni", files={"file": ("x.csv", good)})
    assert client.post(shown.headers["location"], data={}).status_code == 303
    sign_in_as(applicant.account)
    area = f"/area-personale/domande/{filed.public_id}"
    assert "77 del 24/11/2025" in client.get(f"{area}/ricevuta").text
    data = client.get(f"{area}/ricevuta.json").content
    checked = client.post("/ricevuta", files={"file": ("r.json", data)})
    assert "La ricevuta è autentica" in checked.text
    with store.reading() as reader:
        assert reader.exec(select(Domanda)).one().protocol_number == "77"
        kinds = reader.exec(select(EventRow.kind)).all()
    assert "protocol.pack_taken" in kinds
