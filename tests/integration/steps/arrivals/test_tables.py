"""A table is registered whole or not at all, in order of arrival, once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlmodel import Session, col, func, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.clock import from_rome
from app.core.errors import InvalidFormError, RuleError
from app.core.jobs.models import Message
from app.core.store.session import Store
from app.people.ets.models import Ets
from app.steps.arrivals.actions import register_batch, try_batch
from app.steps.arrivals.models import ArrivalBatch
from app.steps.arrivals.queries import list_registered
from app.steps.domande.actions.register_arrival import register_arrival
from app.steps.domande.enums import Channel, FileRole
from app.steps.domande.models import Domanda, DomandaFile
from app.steps.procedures.queries import get_by_id
from tests.conftest import Clock
from tests.factories.arrivals import make_batch, row, table_bytes
from tests.factories.domande import make_applicant, make_filed_domanda
from tests.factories.examination import arrival_form, make_arrival
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk
from tests.integration.steps.domande.conftest import AFTER
from tests.support.browserless import SignedIn


def count(session: Session, table: type) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


def test_numbers_follow_the_instant_of_arrival(session: Session, desk: Desk) -> None:
    rows = [row(ora="12:00"), row(ora="09:00"), row(arrivata_il="16/12/2025", ora="08:00")]
    batch, prepared = make_batch(session, desk, *rows)
    made = register_batch(session, desk.actor, desk.here, batch, prepared)
    assert [made[line].number for line in (2, 3, 4)] == [2, 1, 3]
    assert [made[line].late for line in (2, 3, 4)] == [False, False, True]
    first = made[3]
    assert (first.channel, first.signed_by) == (Channel.EMAIL, "Ada Esempio")
    assert first.typed_by_id == desk.rdp.pk
    assert first.filed_at == from_rome(first.filed_at.date(), 9) if first.filed_at else False


def test_trying_it_writes_nothing_but_what_would_be_refused(
    store: Store, session: Session, desk: Desk
) -> None:
    online = make_arrival(session, desk)
    store.finish(session)
    before = [count(session, table) for table in (Domanda, Ets, Message, EventRow)]
    rows = (row(), row(codice_fiscale=online.body_tax_code), row(arrivata_il="17/12/2025"))
    batch, prepared = make_batch(session, desk, *rows)
    try_batch(session, desk.actor, desk.here, batch, [one.line for one in prepared])
    store.finish(session)
    assert [count(session, table) for table in (Domanda, Ets, Message, EventRow)] == before
    assert list(batch.problems) == ["3", "4"]
    assert online.register_number in batch.problems["3"]
    assert "nel futuro" in batch.problems["4"]


def test_one_wrong_line_and_none_is_registered(session: Session, desk: Desk) -> None:
    batch, prepared = make_batch(session, desk, row(), row(codice_fiscale="92123450753"))
    savepoint = session.begin_nested()
    with pytest.raises(InvalidFormError) as refusal:
        register_batch(session, desk.actor, desk.here, batch, prepared)
    savepoint.rollback()
    assert [text[:7] for text in refusal.value.general] == ["Riga 3:"]
    assert count(session, Domanda) == 0


def test_two_lines_of_one_body_are_told(session: Session, desk: Desk) -> None:
    first = row()
    batch, prepared = make_batch(session, desk, first, {**first, "ora": "10:00"})
    with pytest.raises(InvalidFormError, match="ha già una domanda"):
        register_batch(session, desk.actor, desk.here, batch, prepared)


def test_a_longer_table_keeps_the_numbers_given_before(session: Session, desk: Desk) -> None:
    first = row()
    batch, prepared = make_batch(session, desk, first)
    before = register_batch(session, desk.actor, desk.here, batch, prepared)
    longer, again = make_batch(session, desk, first, row())
    after = register_batch(session, desk.actor, desk.here, longer, again)
    assert after[2].pk == before[2].pk
    assert count(session, Domanda) == 2


def test_each_domanda_keeps_its_own_line_and_no_other(session: Session, desk: Desk) -> None:
    batch, prepared = make_batch(session, desk, row(ente="Ente Uno"), row(ente="Ente Due"))
    made = register_batch(session, desk.actor, desk.here, batch, prepared)
    blobs = session.info["blobs"]
    with blobs.open(prepared[0].file.key) as kept:
        assert b"Ente Due" not in kept.read()
    held = session.exec(select(DomandaFile).where(DomandaFile.domanda_id == made[2].pk)).all()
    assert [file.role for file in held] == [FileRole.ARRIVAL]


@pytest.fixture
def office(store: Store, session: Session, desk: Desk, sign_in_as: SignedIn) -> str:
    store.finish(session)
    sign_in_as(desk.rdp)
    return f"/ufficio/{desk.here.scope}/domande/tabella"


def load(client: TestClient, office: str, body: bytes) -> str:
    answer = client.post(office, files={"file": ("arrivate.csv", body, "text/csv")})
    return str(answer.headers["location"])


def test_it_is_shown_first_and_registered_by_a_second_press(
    client: TestClient, store: Store, office: str
) -> None:
    body = table_bytes(row(ente="=Ente"), row(), encoding="cp1252")
    address = load(client, office, body)
    shown = client.get(address).text
    assert "Tutte le righe si possono registrare" in shown
    with store.reading() as session:
        assert count(session, Domanda) == 0
    client.post(address)
    assert "N. 1/2025" in client.get(address).text
    client.post(address)
    assert load(client, office, body) == address
    with store.reading() as session:
        assert count(session, Domanda) == 2
        assert count(session, ArrivalBatch) == 1


def test_one_that_the_body_filed_meanwhile_is_told_with_its_number(
    client: TestClient, store: Store, session: Session, desk: Desk, office: str
) -> None:
    mine = row()
    address = load(client, office, table_bytes(row(), mine))
    filed = make_arrival(session, desk, tax_code=mine["codice_fiscale"])
    store.finish(session)
    answer = client.post(address)
    assert answer.status_code == 422
    assert f"Riga 3: Questo ente ha già una domanda, la n. {filed.register_number}" in answer.text
    assert "Una riga da correggere" in client.get(address).text
    with store.reading() as reading:
        assert count(reading, Domanda) == 1


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("arrivate.csv", table_bytes(), "nessuna domanda"),
        ("arrivate.pdf", b"%PDF-1.7", "non è ammesso"),
        ("arrivate.csv", b"\x81;\n", "mancano queste colonne|non si leggono|non è un testo"),
    ],
)
def test_what_is_no_table_is_told_at_its_field(
    client: TestClient, office: str, name: str, body: bytes, told: str
) -> None:
    answer = client.post(office, files={"file": (name, body, "text/csv")})
    assert answer.status_code == 422
    assert any(words in answer.text for words in told.split("|"))


def test_the_model_is_a_table_that_reads(client: TestClient, office: str) -> None:
    model = client.get(f"{office}/modello.csv").content
    assert model.decode("utf-8-sig").startswith("arrivata_il;ora;via;codice_fiscale")


def together(store: Store, tasks: list[Callable[[Session], str]]) -> list[str]:
    """Run each in a transaction of its own, at the same instant; gives what each came to."""
    gate = Barrier(len(tasks), timeout=20)

    def run(task: Callable[[Session], str]) -> str:
        gate.wait()
        try:
            with store.writing() as session:
                return task(session)
        except RuleError as refusal:
            return refusal.sentence

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def test_two_people_of_the_office_register_one_domanda_once(
    store: Store, session: Session, desk: Desk
) -> None:
    form = arrival_form(session, desk)
    files = [[keep_pdf(session)], [keep_pdf(session)]]
    store.finish(session)

    def register(number: int) -> Callable[[Session], str]:
        def task(mine: Session) -> str:
            here = get_by_id(mine, desk.here.procedure.pk, lock=True)
            return register_arrival(mine, desk.actor, here, form, files[number], []).register_number

        return task

    outcomes = sorted(together(store, [register(0), register(1)]))
    assert outcomes == ["1/2025", "Questo ente ha già una domanda, la n. 1/2025."]
    with store.reading() as reading:
        assert count(reading, Domanda) == 1


def test_the_same_table_pressed_twice_at_once_is_registered_once(
    store: Store, session: Session, desk: Desk
) -> None:
    batch, prepared = make_batch(session, desk, row(), row())
    store.finish(session)

    def press(mine: Session) -> str:
        here = get_by_id(mine, desk.here.procedure.pk, lock=True)
        held = mine.exec(select(ArrivalBatch).where(col(ArrivalBatch.id) == batch.pk)).one()
        return str(len(register_batch(mine, desk.actor, here, held, prepared)))

    assert sorted(together(store, [press, press])) == ["0", "2"]
    with store.reading() as reading:
        assert count(reading, Domanda) == 2
        assert len(list_registered(reading, batch)) == 2


def test_the_office_and_the_body_at_once_make_one_domanda(
    store: Store, session: Session, open_desk: Desk, clock: Clock
) -> None:
    """The body files online while the office registers what it sent by PEC."""
    applicant = make_applicant(session)
    code = applicant.body.tax_code or ""
    form = arrival_form(session, open_desk, tax_code=code)
    filed = make_filed_domanda(session, open_desk, applicant)
    files = [keep_pdf(session)]
    store.finish(session)
    clock.move_to(AFTER)
    with store.writing() as mine, pytest.raises(RuleError, match=filed.register_number):
        register_arrival(mine, open_desk.actor, open_desk.here, form, files, [])
