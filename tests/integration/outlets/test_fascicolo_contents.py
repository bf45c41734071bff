"""What the whole file of a procedure holds, table by table, and what no file ever shows."""

import io
import json
import re
import zipfile
from datetime import date, time, timedelta

import pytest
from sqlmodel import select

from app.core.errors import RuleError
from app.core.jobs.outages import note_maintenance
from app.core.store.registry import import_models
from app.core.store.session import Store
from app.core.web.uploads import store_file
from app.outlets.archive.chapters import CHAPTERS, LEFT_OUT
from app.outlets.archive.forms import FascicoloKind
from app.outlets.archive.index import INDEX
from app.outlets.archive.verify import verify_fascicolo
from app.people.ets.models import Membership
from app.steps.arrivals.actions import register_batch
from app.steps.domande.models import Domanda
from app.steps.examination.actions.notes import write_note
from app.steps.examination.forms import NoteForm
from app.steps.examination.queries.board import examiner_of
from tests.conftest import Clock
from tests.factories.arrivals import make_batch, row
from tests.factories.avvisi import make_open_avviso
from tests.factories.domande import (
    file_draft,
    make_applicant,
    make_filed_domanda,
    make_signed_draft,
)
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk, make_started_desk
from tests.factories.register import entry, load_entries
from tests.integration.outlets.test_fascicolo import made
from tests.integration.steps.domande.conftest import AFTER, CLOSES, OPEN, PUBLISHED

CODE, DATED = "95067870121", date(2025, 11, 3)
# Of no procedure, or not of this one alone. What of them bears on it is written beside its data.
APART = {
    "attempts": "quante volte qualcuno ha provato a entrare",
    "chain_head": "la testa della catena dei fatti: l'indice la dice",
    "event": "i fatti sono nel capitolo del registro, come catena",
    "form_template": "i moduli che l'amministrazione si tiene: quello usato è nell'avviso",
    "heartbeat": "se il servizio è in funzione adesso",
    "identity": "la chiave con cui si rientra: come uno ha firmato è nei controlli della firma",
    "installation": "l'impianto",
    "invitation": "inviti ad agire per un ente: quelli accettati sono deleghe, che ci sono",
    "job": "la coda dei lavori",
    "number_sequence": "l'ultimo numero dato: i numeri dati sono nelle domande e nelle istanze",
    "once_key": "le pressioni ripetute di uno stesso bottone",
    "organ": "chi può adottare atti: chi li ha adottati è scritto negli atti",
    "page_version": "le copie delle pagine",
    "pending_identity": "chi sta entrando in questo momento",
    "register_entry": "150.000 enti: quello che il registro dice di ognuno qui è nei controlli",
    "removal_request": "che cosa un ente ha chiesto di rimuovere, per tutti i procedimenti",
    "retention_item": "che cosa era scaduto: quello che si è rimosso ha qui la sua traccia",
    "retention_list": "gli elenchi dell'amministrazione, per tutti i suoi procedimenti",
    "retention_setting": "come l'amministrazione rimuove",
    "sign_in": "le sessioni",
    "staff_invitation": "inviti a lavorare nell'ufficio: i ruoli dati ci sono",
    "verification": "collegamenti mandati per posta",
}  # fmt: skip


def test_every_table_is_in_a_chapter_or_says_why_not() -> None:
    held = {records.table.name for chapter in CHAPTERS for records in chapter.records}
    left = dict(LEFT_OUT)
    assert held | left.keys() | APART.keys() == {t.name for t in import_models().tables.values()}
    assert not (held & left.keys() | held & APART.keys() | left.keys() & APART.keys())
    of_procedures = {t.name for t in import_models().tables.values() if "procedure_id" in t.columns}
    assert of_procedures <= held | left.keys()


def test_no_table_shows_what_opens_a_door() -> None:
    secret = re.compile("token|password|totp|(confirm|leave)_hash|unsubscribe|^key$")
    shown = [
        f"{records.table.name}.{column.name}"
        for chapter in CHAPTERS
        for records in chapter.records
        for column in records.columns
        if secret.search(column.name)
    ]
    assert shown == []


@pytest.fixture
def arrived(store: Store, clock: Clock) -> Desk:
    """Two domande of 2025: one filed online, one from a table that the office registered."""
    clock.move_to(PUBLISHED)
    with store.writing() as session:
        desk, _ = make_open_avviso(session, closes_at=CLOSES)
    load_entries(store, entry(CODE, number=777, name="ENTE DEPOSITANTE"), dated=DATED)
    clock.move_to(OPEN)
    with store.writing() as session:
        make_filed_domanda(
            session, desk, make_applicant(session, name="Ente Depositante", tax_code=CODE)
        )
    clock.move_to(AFTER)
    with store.writing() as session:
        batch, prepared = make_batch(session, desk, row(ente="Ente per Posta"))
        register_batch(session, desk.actor, desk.here, batch, prepared)
    return desk


def opened(body: bytes) -> dict[str, bytes]:
    assert verify_fascicolo(io.BytesIO(body)).problems == ()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def page(members: dict[str, bytes], end: str) -> str:
    found = [name for name in members if name.endswith(end)]
    assert len(found) == 1, found
    return members[found[0]].decode()


def test_what_the_register_said_of_each_domanda_is_there_to_be_read(
    store: Store, arrived: Desk
) -> None:
    members = opened(made(store, arrived))
    text = page(members, "controlli/2025-0001-ente-depositante.html")
    for word in ("ENTE DEPOSITANTE", "777", CODE, "all&#39;arrivo della domanda", "03/11/2025"):
        assert word in text
    assert "non trovato" in page(members, "controlli/2025-0002-ente-per-posta.html")
    extracts = json.loads(page(members, "dati/register_extract.json"))
    assert [one["rows_kept"] for one in extracts] == [1]
    assert extracts[0]["sha256"] in text


def test_who_typed_for_a_body_and_who_signs_are_both_there(store: Store, arrived: Desk) -> None:
    members = opened(made(store, arrived))
    text = page(members, "scritte-dall-ufficio.html")
    for word in ("2/2025", "Ente per Posta", arrived.rdp.name, "Ada Esempio", "n. 1, riga 2"):
        assert word in text
    assert "Ente Depositante" not in text
    table = page(members, "tabella-1.html")
    assert arrived.rdp.name in table
    assert "1 (16/12/2025" in table
    assert "Ente per Posta" in page(members, "tabelle/01-arrivate.csv")


def test_the_redacted_one_has_neither_checks_nor_who_typed(store: Store, arrived: Desk) -> None:
    members = opened(made(store, arrived, FascicoloKind.REDACTED))
    assert [n for n in members if "controlli/" in n or "arrivi/" in n] == []
    whole = b"".join(members.values()).decode("utf-8", "replace")
    for person in (arrived.rdp.name, "Ada Esempio", "Bruno Esempio", CODE, "ente@esempio.it"):
        assert person not in whole


def test_the_mandates_and_roles_on_which_people_acted_are_there_with_their_files(
    store: Store, arrived: Desk
) -> None:
    with store.writing() as session:
        domanda = session.exec(select(Domanda).where(Domanda.number == 1)).one()
        query = select(Membership).where(Membership.account_id == domanda.filed_by_id)
        mandate = session.exec(query).one()
        file = keep_pdf(session, "procura.pdf")
        mandate.mandate_file_id = store_file(session, file).pk
    members = opened(made(store, arrived))
    assert [one["id"] for one in json.loads(page(members, "dati/membership.json"))] == [mandate.pk]
    assert {one["account_id"] for one in json.loads(page(members, "dati/staff_role.json"))} == {
        arrived.rdp.pk
    }
    assert [name for name in members if "altri-file/" in name and "procura.pdf" in name]


def test_who_pressed_too_late_is_named_and_an_outage_of_those_days_is_there(
    store: Store, clock: Clock
) -> None:
    clock.move_to(PUBLISHED)
    with store.writing() as session:
        desk, _ = make_open_avviso(session, closes_at=CLOSES)
        note_maintenance(session, OPEN, OPEN + timedelta(hours=1), "dentro")
        note_maintenance(session, AFTER, AFTER + timedelta(hours=1), "fuori")
    clock.move_to(OPEN)
    with store.writing() as session:
        late = make_applicant(session, name="Ente Tardivo")
        draft = make_signed_draft(session, desk, late)
    clock.move_to(AFTER)
    with pytest.raises(RuleError), store.writing() as session:
        file_draft(session, late, draft)
    members = opened(made(store, desk))
    assert "Ente Tardivo" in page(members, "fuori-termine.html")
    outages = json.loads(page(members, "dati/outage.json"))
    assert [one["note"] for one in outages] == ["dentro"]


def test_the_index_says_what_is_left_out_and_why(store: Store, arrived: Desk) -> None:
    members = opened(made(store, arrived))
    said = {one["tabella"]: one["perché"] for one in json.loads(members[INDEX])["esclusi"]}
    assert said == dict(LEFT_OUT)
    assert "Che cosa non contiene, e perché" in members["indice.html"].decode()
    shown = opened(made(store, arrived, FascicoloKind.REDACTED))
    assert json.loads(shown[INDEX])["esclusi"] == []


def test_an_authority_with_every_setting_filled_in_is_written_whole(
    store: Store, clock: Clock
) -> None:
    clock.move_to(PUBLISHED)
    with store.writing() as session:
        desk, _ = make_open_avviso(session, make_started_desk(session))
        desk.authority.closing_time = time(12, 30)
        session.add(desk.authority)
    with zipfile.ZipFile(io.BytesIO(made(store, desk))) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"12:30:00" in whole


def test_what_examiners_wrote_for_each_other_is_in_no_file(store: Store, clock: Clock) -> None:
    clock.move_to(PUBLISHED)
    with store.writing() as session:
        desk, _ = make_open_avviso(session, make_started_desk(session))
        domanda = make_filed_domanda(session, desk)
        examiner = examiner_of(session, desk.actor, desk.here)
        note = NoteForm(text="Il bilancio non torna.")
        write_note(session, desk.actor, desk.here, examiner, domanda, note)
    with zipfile.ZipFile(io.BytesIO(made(store, desk))) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"examination_note" in whole
    assert b"Il bilancio non torna" not in whole
