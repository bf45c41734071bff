"""Anyone reads what is published: bodies by name, persons never; long lists cost no more."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.people.ets.actions import edit_body
from app.people.ets.forms import EditBodyForm
from app.people.ets.models import Ets
from app.steps.contributions.actions import publish_contribution, submit_contribution
from app.steps.contributions.actions.drafts import add_files
from app.steps.contributions.forms import PressForm, PublishForm
from app.steps.contributions.queries import (
    Filters,
    list_files,
    list_for_office,
    list_own,
    list_public,
    list_published_for_synthesis,
)
from tests.factories.contributions import (
    Guest,
    first_tavolo,
    make_draft,
    make_guest,
    make_published,
    make_working_desk,
)
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk
from tests.support.browserless import SignedIn

PUBLIC = "/zona-esempio/prova/contributi"


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements that a block sends."""
    sent: list[str] = []

    def note(*args: object) -> None:
        sent.append(str(args[2]))

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


LISTS: dict[str, Callable[[Session, Desk, Guest], object]] = {
    "public": lambda s, d, g: list_public(s, d.here.procedure.pk, Filters()),
    "office": lambda s, d, g: list_for_office(s, d.here.procedure.pk, Filters()),
    "own": lambda s, d, g: list_own(s, g.actor),
    "synthesis": lambda s, d, g: list_published_for_synthesis(s, d.here.procedure.pk),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_with_one_and_with_three(session: Session, name: str) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    costs = []
    for titles in (("Uno",), ("Due", "Tre")):
        for title in titles:
            make_published(session, desk, guest, title)
        session.flush()
        with counted(session) as sent:
            LISTS[name](session, desk, guest)
        costs.append(len(sent))
    assert costs[0] == costs[1] > 0


def test_a_published_one_names_its_body_and_no_person(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk, "Associazione Voce")
    sent = make_published(session, desk, guest, "Trasporti", gap="Manca la corsa serale")
    store.finish(session)
    page = client.get(f"{PUBLIC}/{sent.public_id}").text
    assert "Associazione Voce" in page
    assert "Manca la corsa serale" in page
    assert guest.account.family_name not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Città amica", "Piscina"}),
        ("?q=citta+AMICA", {"Città amica"}),
        ("?q=voce", {"Città amica"}),
        ("?q=%25", {"Città amica", "Piscina"}),
        ("?tipo=objective", set()),
        ("?tipo=nonsense", {"Città amica", "Piscina"}),
        ("?tavolo=0000", set()),
        ("?laboratorio=0000", set()),
        ("?q=%E2%80%8B&ente=../x&pagina=-3", {"Città amica", "Piscina"}),
        ("?pagina=99", {"Città amica", "Piscina"}),
    ],
)
def test_the_address_carries_the_filters(
    client: TestClient, store: Store, session: Session, query: str, found: set[str]
) -> None:
    desk = make_working_desk(session)
    make_published(session, desk, make_guest(session, desk, "Associazione Voce"), "Città amica")
    make_published(session, desk, make_guest(session, desk, "Cooperativa Altra"), "Piscina")
    store.finish(session)
    page = client.get(PUBLIC + query)
    assert page.status_code == 200
    assert {title for title in ("Città amica", "Piscina") if f">{title}</a>" in page.text} == found


def test_long_lists_are_cut_into_pages(session: Session) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    for number in range(21):
        make_published(session, desk, guest, f"Contributo {number}")
    key = desk.here.procedure.pk
    first, last = (list_public(session, key, Filters(), page) for page in (1, 99))
    assert (len(first.rows), first.total, first.pages) == (20, 21, 2)
    assert (len(last.rows), last.number) == (1, 2)


def test_only_the_files_let_out_are_public(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    draft = make_draft(session, guest)
    add_files(session, guest.actor, draft.public_id, [keep_pdf(session, "mappa.pdf")])
    submit_contribution(session, guest.actor, draft.public_id, PressForm())
    ((_, file),) = list_files(session, draft.pk)
    publish_contribution(session, desk.actor, desk.here, draft.public_id, PublishForm())
    store.finish(session)
    address = f"{PUBLIC}/{draft.public_id}/file/{file.public_id}"
    assert client.get(address).status_code == 404
    with store.writing() as later:
        link, _ = list_files(later, draft.pk)[0]
        link.public = True
        later.add(link)
    assert client.get(address).status_code == 200


def test_the_tavolo_is_read_by_who_sits_there(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    elsewhere = make_guest(session, desk, "Cooperativa Altra", tavolo=1)
    make_published(session, desk, guest, "Trasporti")
    address = f"/area-personale/tavoli/{first_tavolo(session, desk).public_id}/contributi"
    store.finish(session)
    sign_in_as(guest.account)
    assert "Trasporti" in client.get(address).text
    sign_in_as(elsewhere.account)
    assert client.get(address).status_code == 404


def test_empty_pages_say_what_will_come(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    store.finish(session)
    assert "Nessun contributo pubblicato" in client.get(PUBLIC).text
    assert client.get("/zona-esempio/altro/contributi").status_code == 404
    sign_in_as(guest.account)
    assert "Nessun contributo" in client.get("/area-personale/contributi").text


def test_the_pages_and_the_data_say_the_new_name_of_a_body_at_once(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk, "Associazione Prova")
    sent = make_published(session, desk, guest, "Corse serali")
    store.finish(session)
    addresses = [
        f"/{desk.here.scope}/contributi",
        f"/{desk.here.scope}/contributi/{sent.public_id}",
        f"/{desk.here.scope}/dati/contributi.csv",
    ]
    assert all("Associazione Prova" in client.get(each).text for each in addresses)
    with store.writing() as writing:
        body = writing.get_one(Ets, guest.ets.pk)
        form = EditBodyForm(
            name="Associazione Rinata", runts_state=body.runts_state, edition=body.edition
        )
        edit_body(writing, guest.actor, body, form)
    pages = [client.get(each).text for each in addresses]
    assert all("Associazione Rinata" in page for page in pages)
    assert not any("Associazione Prova" in page for page in pages)
