"""The office's pages: the list, one domanda, its buttons and its files."""

from datetime import timedelta

from sqlalchemy import event
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.store.session import Store
from app.people.authorities.enums import OfficeRole
from app.people.ets.queries import get_ets
from app.steps.domande.actions.start import start_domanda
from app.steps.domande.enums import Channel, DomandaState, ExaminationState, FileRole
from app.steps.domande.models import Domanda, DomandaFile
from app.steps.procedures.enums import ActKind
from app.steps.procedures.queries import list_tavoli
from tests.factories.examination import (
    make_arrival,
    make_asked,
    make_decided,
    make_representative,
)
from tests.factories.files import pdf_bytes
from tests.factories.people import make_authority, make_officer
from tests.factories.procedures import Desk, make_act, make_desk
from tests.integration.steps.examination.conftest import AFTER
from tests.support.browserless import SignedIn

LIST = "/ufficio/zona-esempio/prova/domande"


def count_queries(store: Store, client: TestClient, address: str) -> int:
    seen: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(store.engines.read, "before_cursor_execute", note)
    assert client.get(address).status_code == 200
    event.remove(store.engines.read, "before_cursor_execute", note)
    return len(seen)


def test_three_rows_cost_as_many_queries_as_one(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    sign_in_as: SignedIn,
) -> None:
    make_arrival(session, desk)
    store.finish(session)
    sign_in_as(desk.rdp)
    one = count_queries(store, client, LIST)
    make_arrival(session, desk)
    make_decided(session, desk, make_arrival(session, desk), ExaminationState.NOT_ADMITTED)
    store.finish(session)
    assert count_queries(store, client, LIST) == one


def test_the_list_is_narrowed_by_its_query_string(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    alfa = make_arrival(session, desk, body_name="Alfà Onlus", arrived=AFTER - timedelta(days=4))
    beta = make_arrival(
        session, desk, body_name="Beta", channel=Channel.PAPER, preference=["", "1"]
    )
    make_decided(session, desk, alfa)
    store.finish(session)
    sign_in_as(desk.rdp)
    second = list_tavoli(session, desk.here.procedure.pk)[1].public_id
    cases = {
        "testo=alfa": {"Alfà Onlus"},
        "testo=2/2025": {"Beta"},
        f"testo={beta.body_tax_code}": {"Beta"},
        "testo=100%25": set(),
        "canale=paper": {"Beta"},
        f"tavolo={second}": {"Beta"},
        "stato=to_publish": {"Alfà Onlus"},
        "stato=admitted": set(),
        "stato=inventato": {"Alfà Onlus", "Beta"},
    }
    for query, wanted in cases.items():
        text = client.get(f"{LIST}?{query}").text
        assert {name for name in ("Alfà Onlus", "Beta") if f">{name}</a>" in text} == wanted, query


def test_a_draft_is_never_listed_nor_read(
    client: TestClient,
    store: Store,
    session: Session,
    open_desk: Desk,
    sign_in_as: SignedIn,
) -> None:
    earlier = make_arrival(session, open_desk, body_name="Ente Con Bozza")
    earlier.state = DomandaState.WITHDRAWN
    _, actor = make_representative(session, earlier)
    assert earlier.ets_id is not None
    draft = start_domanda(session, actor, open_desk.here, get_ets(session, earlier.ets_id))
    store.finish(session)
    sign_in_as(open_desk.rdp)
    assert draft.public_id not in client.get(LIST).text
    assert client.get(f"{LIST}/{draft.public_id}").status_code == 404


def test_another_office_and_a_facilitator_find_nothing(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    domanda = make_arrival(session, desk)
    stranger = make_officer(session, make_authority(session, "altra-zona"))
    facilitator = make_officer(session, desk.authority, OfficeRole.FACILITATOR)
    store.finish(session)
    for person in (stranger, facilitator):
        sign_in_as(person)
        for page in ("", f"/{domanda.public_id}", "/registra", "/ammissione"):
            assert client.get(f"{LIST}{page}").status_code == 404
        assert client.post(f"{LIST}/{domanda.public_id}/decidi", data={}).status_code == 404


def test_a_domanda_of_another_procedure_is_not_found(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    domanda = make_arrival(session, desk)
    make_desk(session, authority=desk.authority, slug="altro")
    store.finish(session)
    sign_in_as(desk.rdp)
    other = LIST.replace("/prova/", "/altro/")
    assert client.get(f"{other}/{domanda.public_id}").status_code == 404


def test_a_late_one_is_shown_as_late_and_an_empty_list_says_what_comes(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    store.finish(session)
    sign_in_as(desk.rdp)
    assert "Nessuna domanda ricevuta" in client.get(LIST).text
    domanda = make_arrival(session, desk)
    store.finish(session)
    assert "Fuori termine" in client.get(LIST).text
    assert "Pervenuta fuori termine" in client.get(f"{LIST}/{domanda.public_id}").text


def test_an_identity_document_leaves_only_by_the_button_and_on_record(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    domanda = make_arrival(session, desk)
    files = {
        file.role: file.public_id
        for file in session.exec(
            select(DomandaFile).where(DomandaFile.domanda_id == domanda.pk)
        ).all()
    }
    store.finish(session)
    sign_in_as(desk.rdp)
    address = f"{LIST}/{domanda.public_id}/file"
    assert client.get(f"{address}/{files[FileRole.ARRIVAL]}").content == pdf_bytes()
    assert client.get(f"{address}/{files[FileRole.IDENTITY]}").status_code == 403
    taken = client.post(f"{address}/{files[FileRole.IDENTITY]}")
    assert taken.content == pdf_bytes()
    assert taken.headers["content-disposition"].startswith("attachment")
    with store.reading() as reader:
        events = reader.exec(
            select(EventRow).where(EventRow.kind == "domande.identity_document_read")
        ).all()
    assert [one.actor_ref for one in events] == [desk.rdp.public_id]


def test_a_domanda_goes_from_its_page_to_the_published_list(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    domanda = make_arrival(session, desk)
    act = make_act(session, desk, ActKind.ADMISSION, number="7")
    store.finish(session)
    sign_in_as(desk.rdp)
    address = f"{LIST}/{domanda.public_id}"
    refused = client.post(f"{address}/decidi", data={"outcome": "not_admitted"})
    assert refused.status_code == 422
    assert "L. 241/1990, art. 3" in refused.text
    reasoned = {"outcome": "not_admitted", "reason": "Fuori zona."}
    unheard = client.post(f"{address}/decidi", data=reasoned)
    assert (unheard.status_code, "art. 10-bis" in unheard.text) == (422, True)
    assert client.post(f"{address}/motivi", data={"reasons": "Fuori zona"}).status_code == 303
    heard = {"observations": "Ci lavoriamo da anni."}
    assert client.post(f"{address}/motivi/osservazioni", data=heard).status_code == 303
    done = client.post(f"{address}/decidi", data=reasoned | {"answer": "Lavorarci non basta."})
    assert done.status_code == 303
    assert "Fuori zona." in client.get(f"{LIST}/ammissione").text
    assert client.post(f"{LIST}/ammissione", data={}).status_code == 422
    made = client.post(f"{LIST}/ammissione", data={"act": act.public_id})
    assert made.status_code == 303
    assert "elenco-1" in client.get(f"{LIST}/ammissione").text
    with store.reading() as reader:
        found = reader.exec(select(Domanda).where(Domanda.public_id == domanda.public_id)).one()
        assert found.examination is ExaminationState.NOT_ADMITTED


def test_a_request_is_made_and_refused_from_the_page(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    domanda = make_arrival(session, desk)
    store.finish(session)
    sign_in_as(desk.rdp)
    address = f"{LIST}/{domanda.public_id}/integrazione"
    typed = {"lacks": "signature", "items": "La firma", "last_day": "2025-12-22"}
    refused = client.post(address, data=typed)
    assert refused.status_code == 422
    assert "La firma non si può aggiungere dopo" in refused.text
    assert client.post(address, data={**typed, "lacks": "document"}).status_code == 303
    early = client.post(f"{address}/chiudi", data={"closing": "accepted"})
    assert early.status_code == 422
    assert "ancora tempo" in early.text


def test_the_page_shows_requests_decisions_and_history(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    domanda = make_arrival(session, desk)
    make_asked(session, desk, domanda)
    make_decided(session, desk, domanda, ExaminationState.ADMITTED_WITH_RESERVATION, "Statuto.")
    store.finish(session)
    sign_in_as(desk.rdp)
    text = client.get(f"{LIST}/{domanda.public_id}").text
    for said in ("Lo statuto vigente", "Statuto.", "Registrata dall&#39;ufficio", "10-bis"):
        assert said in text


def test_an_officer_sees_what_waits_and_only_the_responsible_officer_publishes(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    make_decided(session, desk, make_arrival(session, desk), ExaminationState.NOT_ADMITTED)
    act = make_act(session, desk, ActKind.ADMISSION, number="7")
    officer = make_officer(session, desk.authority, OfficeRole.OFFICER)
    store.finish(session)
    sign_in_as(officer)
    assert "lo pubblica il responsabile" in client.get(f"{LIST}/ammissione").text
    refused = client.post(f"{LIST}/ammissione", data={"act": act.public_id})
    assert refused.status_code == 404
