"""The board: appointed after the deadline, invited, sworn, and kept from what concerns it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.errors import ForbiddenError, InvalidFormError, RuleError
from app.core.jobs.outbox import list_messages
from app.core.store.session import Store
from app.law.sources import DM72_6, L241_6BIS
from app.people.authorities.enums import OfficeRole
from app.steps.examination.actions.assign import assign_evenly
from app.steps.examination.actions.board import appoint_board, seat_member
from app.steps.examination.actions.decide import decide
from app.steps.examination.actions.notes import open_notes, write_note
from app.steps.examination.enums import MemberRole
from app.steps.examination.forms import DecisionForm, MemberForm, NoteForm
from app.steps.examination.models import Assignment, ExaminationNote
from app.steps.examination.queries.board import examiner_of
from app.steps.procedures.enums import ActKind
from app.steps.publication.models import SlotEntry
from tests.factories.examination import (
    make_admission,
    make_arrival,
    make_board,
    make_declared,
    make_member,
)
from tests.factories.people import make_account, make_officer
from tests.factories.procedures import Desk, make_act
from tests.integration.steps.examination.conftest import AFTER
from tests.support.browserless import SignedIn, actor_of

LIST = "/ufficio/zona-esempio/prova/domande"
ADMIT = DecisionForm(outcome="admitted", reason="Ha tutto.")


def test_before_the_deadline_no_board_is_appointed(session: Session, open_desk: Desk) -> None:
    act = make_act(session, open_desk, ActKind.BOARD, number="70")
    with pytest.raises(InvalidFormError) as refusal:
        appoint_board(session, open_desk.actor, open_desk.here, act.public_id)
    assert refusal.value.source is DM72_6


def test_the_act_that_appoints_it_stands_in_the_third_slot(session: Session, desk: Desk) -> None:
    make_board(session, desk)
    entries = session.exec(select(SlotEntry).where(SlotEntry.slot == "board")).all()
    assert [entry.file_id is not None for entry in entries] == [True]


def test_nothing_opens_before_the_declaration(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_board(session, desk)
    member = make_member(session, desk, desk.rdp, role=MemberRole.CHAIR)
    with pytest.raises(RuleError) as refusal:
        decide(session, desk.actor, desk.here, domanda, ADMIT)
    assert refusal.value.source is L241_6BIS
    make_declared(session, desk, member)
    assert decide(session, desk.actor, desk.here, domanda, ADMIT).reason == "Ha tutto."


def test_who_has_a_conflict_neither_decides_nor_reads_the_notes(
    session: Session, desk: Desk
) -> None:
    own, other = make_arrival(session, desk), make_arrival(session, desk)
    make_board(session, desk)
    make_declared(session, desk, make_member(session, desk, desk.rdp), own)
    with pytest.raises(RuleError, match="conflitto"):
        decide(session, desk.actor, desk.here, own, ADMIT)
    examiner = examiner_of(session, desk.actor, desk.here)
    with pytest.raises(ForbiddenError):
        open_notes(session, desk.actor, desk.here, examiner, own)
    open_notes(session, desk.actor, desk.here, examiner, other)
    decide(session, desk.actor, desk.here, other, ADMIT)


def test_the_office_without_a_seat_does_not_read_the_boards_notes(
    session: Session, desk: Desk
) -> None:
    domanda = make_arrival(session, desk)
    officer = make_officer(session, desk.authority, OfficeRole.OFFICER)
    make_board(session, desk)
    make_member(session, desk, desk.rdp)
    actor = actor_of(session, officer)
    examiner = examiner_of(session, actor, desk.here)
    assert not examiner.shares_notes(domanda)


def test_domande_are_spread_evenly_and_never_to_who_abstains(session: Session, desk: Desk) -> None:
    domande = [make_arrival(session, desk) for _ in range(4)]
    officer = make_officer(session, desk.authority, OfficeRole.OFFICER)
    make_board(session, desk)
    chair = make_member(session, desk, desk.rdp, role=MemberRole.CHAIR)
    second = make_member(session, desk, officer)
    make_declared(session, desk, chair, domande[0])
    make_declared(session, desk, second)
    assert assign_evenly(session, desk.actor, desk.here) == 4
    given = {one.domanda_id: one.member_id for one in session.exec(select(Assignment)).all()}
    assert given[domande[0].pk] == second.pk
    assert sorted(given.values()) == sorted([chair.pk] * 2 + [second.pk] * 2)


def invited(session: Session, desk: Desk, email: str) -> str:
    """Give a guest a seat; gives the address of the invitation."""
    form = MemberForm(name="Olga Ospite", email=email, role="member", since=AFTER.date())
    seat_member(session, desk.actor, desk.here, form)
    letter = list_messages(session, recipient=form.email)[0]
    found = re.search(r"/area-personale/commissioni/\S+", letter.body)
    assert found
    return found[0]


def test_a_seat_is_taken_by_who_was_appointed_and_nobody_else(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    make_board(session, desk)
    link = invited(session, desk, "olga@esempio.it")
    other = make_account(session, "Altra")
    store.finish(session)
    sign_in_as(other)
    refused = client.post(link)
    assert (refused.status_code, "olga@esempio.it" in refused.text) == (422, True)
    assert client.get(LIST).status_code == 404


def test_a_guest_sees_this_examination_and_nothing_else(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    domanda = make_arrival(session, desk)
    make_board(session, desk)
    guest = make_account(session, "Ospite")
    found = invited(session, desk, guest.email.upper())
    store.finish(session)
    sign_in_as(guest)
    one = f"{LIST}/{domanda.public_id}"
    assert client.get(one).status_code == 404
    assert client.post(found).headers["location"] == f"{LIST}/conflitti"
    assert client.post(found).status_code != 303
    assert client.get(one).headers["location"] == f"{LIST}/conflitti"
    assert client.post(f"{LIST}/conflitti", data={"none": "1"}).status_code == 303
    assert client.get(one).status_code == 200
    assert client.get(f"{one}/controlli").status_code == 200
    for address in (f"{LIST}/ammissione", f"{LIST}/verbali", "/ufficio/zona-esempio/prova/atti"):
        assert client.get(address).status_code == 404
    assert client.post(f"{one}/decidi", data={"outcome": "admitted"}).status_code == 404


def test_a_seat_that_is_over_opens_nothing(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    make_board(session, desk)
    member = make_member(session, desk, make_officer(session, desk.authority, OfficeRole.OFFICER))
    member.account_id = (guest := make_account(session)).pk
    member.until = AFTER.date() - timedelta(days=1)
    store.finish(session)
    sign_in_as(guest)
    assert client.get(LIST).status_code == 404


def test_notes_open_by_the_button_and_whoever_opens_them_stays_on_record(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    domanda = make_arrival(session, desk)
    examiner = examiner_of(session, desk.actor, desk.here)
    note = NoteForm(text="Il bilancio non torna.")
    write_note(session, desk.actor, desk.here, examiner, domanda, note)
    store.finish(session)
    sign_in_as(desk.rdp)
    address = f"{LIST}/{domanda.public_id}/note"
    assert "Il bilancio non torna." not in client.get(address).text
    assert client.post(f"{address}/apri").status_code == 303
    assert "Il bilancio non torna." in client.get(address).text
    with store.reading() as reader:
        kinds = [row.kind for row in reader.exec(select(EventRow)).all()]
        assert "examination.notes_read" in kinds
        payloads = "".join(row.payload for row in reader.exec(select(EventRow)).all())
        text = reader.exec(select(ExaminationNote.text)).one()
    assert text not in payloads


def test_a_checklist_keeps_who_said_what_and_why(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    domanda = make_arrival(session, desk)
    store.finish(session)
    sign_in_as(desk.rdp)
    address = f"{LIST}/{domanda.public_id}/controlli"
    typed = {"code": ["in_time", "signature"], "mark": ["wrong", ""], "why": ["", ""]}
    unexplained = client.post(address, data=typed)
    assert (unexplained.status_code, "Scrivete perché" in unexplained.text) == (422, True)
    client.post(address, data=typed | {"why": ["Un minuto dopo.", ""]})
    client.post(address, data=typed | {"mark": ["right", ""], "why": ["", ""]})
    page = client.get(address).text
    assert "Che cosa si era detto prima" in page
    assert "Un minuto dopo." in page


def test_who_abstains_reads_why_and_only_name_and_number(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    own = make_arrival(session, desk, body_name="Ente Della Socia")
    other = make_arrival(session, desk, body_name="Ente Qualunque")
    make_board(session, desk)
    decide(session, desk.actor, desk.here, own, ADMIT)
    make_declared(session, desk, make_member(session, desk, desk.rdp), own)
    number = own.register_number
    refused = {"outcome": "not_admitted", "reason": "Mai."}
    store.finish(session)
    sign_in_as(desk.rdp)
    seen = client.get(f"{LIST}/{own.public_id}")
    asked = client.post(f"{LIST}/{own.public_id}/decidi", data=refused)
    assert (seen.status_code, asked.status_code) == (200, 422)
    ticked = client.post(f"{LIST}/{own.public_id}/controlli", data={"code": "in_time"})
    assert ticked.status_code == 403
    for page in (unescape(seen.text), unescape(asked.text)):
        assert "Avete un conflitto di interessi" in page
        assert "Ne sono socia." in page
        assert "la decisione, finché un elenco non la pubblica" in page
        assert L241_6BIS.label in page
        assert f"Domanda n. {number}" in page
        assert "Ente Della Socia" in page
        for hidden in ("Ada Delegata", "ente@esempio.it", "domanda.pdf", "carta.pdf", "Ha tutto."):
            assert hidden not in page
    listed = unescape(client.get(LIST).text)
    assert "Vi astenete" in listed
    assert "Decisa: ammessa" not in listed
    assert "Ada Delegata" in client.get(f"{LIST}/{other.public_id}").text


def test_an_outcome_that_a_list_published_is_no_secret_to_who_abstains(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    own = make_arrival(session, desk)
    decide(session, desk.actor, desk.here, own, ADMIT)
    make_board(session, desk)
    make_declared(session, desk, make_member(session, desk, desk.rdp), own)
    address = f"{LIST}/{own.public_id}"
    store.finish(session)
    sign_in_as(desk.rdp)
    assert ">Ammessa<" not in client.get(address).text
    make_admission(session, desk)
    store.finish(session)
    assert ">Ammessa<" in client.get(address).text


def test_who_has_not_declared_gets_the_declaration_and_not_the_domanda(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    domanda = make_arrival(session, desk)
    make_board(session, desk)
    make_member(session, desk, desk.rdp)
    store.finish(session)
    sign_in_as(desk.rdp)
    answer = client.post(f"{LIST}/{domanda.public_id}/decidi", data={"outcome": "admitted"})
    assert answer.status_code == 422
    assert "Prima la dichiarazione sui conflitti" in answer.text
    assert "Ada Delegata" not in answer.text
