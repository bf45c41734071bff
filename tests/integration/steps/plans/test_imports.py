"""A file of the plan is shown for what it would do, then does exactly that."""

import re

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.errors import ConflictError, RuleError
from app.core.store.session import Store
from app.steps.plans.actions import apply_import, remove_item
from app.steps.plans.enums import Level
from app.steps.plans.models import PlanItem
from app.steps.plans.queries import edition_of, list_items
from tests.factories.plans import (
    ACTIVITY,
    HEADERS,
    OBJECTIVE,
    PROGRAMME,
    csv_plan,
    make_import,
    make_item,
    make_plan,
    xlsx_plan,
)
from tests.factories.procedures import Desk, make_started_desk
from tests.support.browserless import SignedIn

IMPORTS = "/ufficio/zona-esempio/prova/piano/importa"
PLAN = "/ufficio/zona-esempio/prova/piano"


def codes(session: Session, desk: Desk) -> list[str]:
    return [item.code for item in list_items(session, desk.here.procedure.pk)]


def send(client: TestClient, body: bytes, name: str = "piano.csv", **data: str) -> str:
    """The address of the preview of a file that was brought."""
    sent = client.post(IMPORTS, files={"file": (name, body)}, data={"whole": "1", **data})
    assert sent.status_code == 303, sent.text
    return str(sent.headers["location"])


def seal_in(html: str) -> str:
    found = re.search(r'name="seal" value="([0-9a-f]{64})"', html)
    assert found is not None
    return found[1]


@pytest.fixture
def desk(store: Store, session: Session, sign_in_as: SignedIn) -> Desk:
    desk = make_started_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    return desk


def test_a_file_becomes_the_tree_and_says_so_in_the_register(session: Session) -> None:
    desk = make_started_desk(session)
    items = make_plan(session, desk)
    assert [(item.code, item.level) for item in items.values()] == [
        ("O1", Level.OBJECTIVE), ("P1", Level.PROGRAMME), ("A1", Level.ACTIVITY),
    ]  # fmt: skip
    assert items["A1"].parent_id == items["P1"].pk
    assert (items["A1"].amount_cents, items["A1"].owner) == (123_456, "Servizio sociale")
    made, changes = make_import(session, desk, csv_plan((OBJECTIVE, PROGRAMME)))
    apply_import(session, desk.actor, desk.here, made, changes, changes.seal(1))
    assert codes(session, desk) == ["O1", "P1"]
    assert made.changes["gone"] == ["A1"]


def test_what_was_shown_on_another_tree_is_not_applied(session: Session) -> None:
    desk = make_started_desk(session)
    made, changes = make_import(session, desk)
    seal = changes.seal(edition_of(session, desk.here.procedure.pk))
    make_item(session, desk, "O9", Level.OBJECTIVE)
    made, changes = make_import(session, desk)
    with pytest.raises(ConflictError):
        apply_import(session, desk.actor, desk.here, made, changes, seal)
    assert codes(session, desk) == ["O9"]


def test_a_file_is_applied_once(session: Session) -> None:
    desk = make_started_desk(session)
    made, changes = make_import(session, desk)
    apply_import(session, desk.actor, desk.here, made, changes, changes.seal(0))
    with pytest.raises(RuleError, match="già stato applicato"):
        apply_import(session, desk.actor, desk.here, made, changes, changes.seal(1))


def test_a_file_that_changes_nothing_is_not_applied(session: Session) -> None:
    desk = make_started_desk(session)
    make_plan(session, desk)
    made, changes = make_import(session, desk)
    with pytest.raises(RuleError, match="non cambia nulla"):
        apply_import(session, desk.actor, desk.here, made, changes, changes.seal(1))


def test_what_comes_back_keeps_its_name(session: Session) -> None:
    desk = make_started_desk(session)
    items = make_plan(session, desk)
    remove_item(session, desk.actor, desk.here, items["A1"])
    again = make_plan(session, desk)
    assert again["A1"].public_id == items["A1"].public_id
    assert again["A1"].removed_at is None


def test_the_office_sees_what_changes_and_confirms_it(
    client: TestClient, store: Store, session: Session, desk: Desk
) -> None:
    preview = send(client, csv_plan())
    shown = client.get(preview).text
    assert "Anteprima: nulla è cambiato" in shown
    assert "Confermate 3 cambiamenti" in shown
    assert "Trasporto serale" in shown
    with store.reading() as reader:
        assert codes(reader, desk) == []
    done = client.post(preview, data={"seal": seal_in(shown)})
    assert done.status_code == 303
    assert "Applicato" in client.get(preview).text
    other = ("A2", "attività", "Nuova", "P1", "", "", "", "")
    changed = ("A1", "attività", "Trasporto serale", "P1", "Mobilità", "01/02/2028", "", "sospesa")
    broken = ("A3", "attività", "", "P1", "", "domani", "", "")
    second = client.get(send(client, csv_plan((OBJECTIVE, PROGRAMME, changed, other, broken)))).text
    for words in ("Servizio sociale", "Mobilità", "31/12/2027", "01/02/2028", "1.234,56\u00a0€",
                  "vuoto", "in corso", "sospesa", "Titolo: manca.", "«domani» non è un giorno",
                  "Confermate 2 cambiamenti"):  # fmt: skip
        assert words in second
    with store.reading() as reader:
        kinds = set(reader.exec(select(EventRow.kind)).all())
    assert "plans.imported" in kinds


def test_a_confirmation_that_comes_late_is_answered_with_the_new_preview(
    client: TestClient, store: Store, session: Session, desk: Desk
) -> None:
    preview = send(client, csv_plan())
    seal = seal_in(client.get(preview).text)
    make_item(session, desk, "O9", Level.OBJECTIVE)
    store.finish(session)
    late = client.post(preview, data={"seal": seal})
    assert late.status_code == 409
    assert "Nel frattempo il piano è cambiato" in late.text
    assert "Elemento O9" in late.text
    assert client.post(preview, data={"seal": seal_in(late.text)}).status_code == 303
    with store.reading() as reader:
        assert codes(reader, desk) == ["O1", "P1", "A1"]


def test_a_workbook_is_read_like_a_table(client: TestClient, desk: Desk) -> None:
    merged = ("A2", "attività", "Corse per le visite", "", *[""] * 4)
    rows = (OBJECTIVE, PROGRAMME, ACTIVITY, merged)
    shown = client.get(send(client, xlsx_plan(rows, merged=("D4:D5",)), "piano.xlsx")).text
    assert "Confermate 4 cambiamenti" in shown
    assert "Codice superiore: P1" in shown


def test_unknown_headers_are_asked_for(client: TestClient, store: Store, desk: Desk) -> None:
    body = csv_plan(headers=("Sigla", "Livello", "Di che si tratta", *HEADERS[3:]))
    preview = send(client, body)
    asked = client.get(preview).text
    for words in ("«Codice»", "«Titolo»", "denominazione", "Di che si tratta"):
        assert words in asked
    columns = {"code": "0", "level": "1", "title": "2", "parent": "3", "owner": "", "due_on": "5"}
    twice = client.post(f"{preview}/colonne", data={**columns, "title": "0"})
    assert twice.status_code == 422
    assert "È già la colonna di «Codice»" in twice.text
    assert client.post(f"{preview}/colonne", data={"level": "1"}).status_code == 422
    assert client.post(f"{preview}/colonne", data=columns).status_code == 303
    shown = client.get(preview).text
    assert "Confermate 3 cambiamenti" in shown
    assert "Servizio sociale" not in shown


def test_a_file_without_codes_is_shown_and_read_again_as_the_same_items(
    client: TestClient, store: Store, desk: Desk
) -> None:
    headers = ("Obiettivo", "Programma", "Attività", "Responsabile")
    rows = (("Stare insieme", "Muoversi", "Trasporto", "Mobilità"), ("", "", "Corse", ""))
    preview = send(client, csv_plan(rows, headers))
    shown = client.get(preview).text
    assert "Il file non ha codici" in shown
    assert "Confermate 4 cambiamenti" in shown
    assert client.post(preview, data={"seal": seal_in(shown)}).status_code == 303
    with store.reading() as reader:
        assert codes(reader, desk) == ["O1", "P1", "A1", "A2"]
    again = (rows[0], ("", "", "Corse per tutti", ""))
    second = client.get(send(client, csv_plan(again, headers))).text
    assert "Confermate 2 cambiamenti" in second
    assert "Questo file non cambia nulla" in client.get(send(client, csv_plan(rows, headers))).text


def test_the_columns_of_names_are_chosen_by_hand_too(client: TestClient, desk: Desk) -> None:
    rows = (("Stare insieme", "Muoversi", "Trasporto"),)
    preview = send(client, csv_plan(rows, ("Che cosa vogliamo", "Con che cosa", "Come")))
    chosen = {"objective": "0", "programme": "1", "activity": "2"}
    assert client.post(f"{preview}/colonne", data=chosen).status_code == 303
    assert "Confermate 3 cambiamenti" in client.get(preview).text


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("piano.csv", b"", "vuoto"),
        ("piano.csv", csv_plan(()), "Sotto le intestazioni non c&#39;è nessuna riga"),
        ("piano.pdf", b"%PDF-1.4", ".xlsx, .csv"),
        ("piano.xlsx", b"PK\x03\x04 rotto", "rovinato"),
    ],
)
def test_a_file_that_is_no_table_comes_back_with_the_reason(
    client: TestClient, desk: Desk, name: str, body: bytes, words: str
) -> None:
    refused = client.post(IMPORTS, files={"file": (name, body)}, data={"whole": "1"})
    assert refused.status_code == 422
    said = re.search(r'id="f-file-error".*?Errore: </span>([^<]*)', refused.text, re.DOTALL)
    assert said is not None
    assert words in said[1]


def test_without_a_file_the_page_asks_for_it(client: TestClient, desk: Desk) -> None:
    refused = client.post(IMPORTS, data={})
    assert refused.status_code == 422
    assert "Scegliete il file del piano" in refused.text


def test_what_is_exported_is_read_back_without_changes(
    client: TestClient, store: Store, session: Session, desk: Desk
) -> None:
    make_plan(session, desk)
    store.finish(session)
    exported = client.get(f"{PLAN}/piano.csv")
    assert exported.headers["content-type"].startswith("text/csv")
    shown = client.get(send(client, exported.content)).text
    assert "Questo file non cambia nulla del piano" in shown
    model = client.get(f"{PLAN}/modello.csv").content
    assert "Confermate" in client.get(send(client, model, whole="")).text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_ten_thousand_rows_are_shown_by_the_first_and_applied_whole(
    client: TestClient, store: Store, desk: Desk
) -> None:
    rows: list[tuple[str, ...]] = [OBJECTIVE, PROGRAMME]
    rows += [
        (f"A{number}", "attività", f"Attività {number}", "P1", *[""] * 4) for number in range(9_998)
    ]
    preview = send(client, csv_plan(rows))
    shown = client.get(preview)
    assert len(shown.content) < 200_000
    assert "e altre 9.800" in shown.text
    assert client.post(preview, data={"seal": seal_in(shown.text)}).status_code == 303
    with store.reading() as reader:
        assert len(reader.exec(select(PlanItem.id)).all()) == 10_000


def test_a_file_that_takes_most_of_the_plan_away_is_asked_about(
    client: TestClient, store: Store, session: Session, desk: Desk
) -> None:
    make_plan(session, desk)
    store.finish(session)
    shown = client.get(send(client, csv_plan((OBJECTIVE,)))).text
    assert "Il file toglie più di metà del piano" in shown
    assert "Il file toglie" not in client.get(send(client, csv_plan((OBJECTIVE, PROGRAMME)))).text
