"""The calendar as the office writes it and as anyone reads it."""

from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.jobs.models import Message
from app.core.store.session import Store
from app.steps.calendar.actions import cancel_meeting
from app.steps.calendar.forms import CancelForm
from app.steps.calendar.models import SignUp
from tests.conftest import Clock
from tests.factories.calendar import make_laboratory, make_meeting, make_session, meeting_form
from tests.factories.people import make_authority, make_officer
from tests.factories.procedures import make_desk, make_started_desk
from tests.support.browserless import SignedIn

PUBLIC = "/zona-esempio/prova/calendario"
OFFICE = f"/ufficio{PUBLIC}"
TYPED = {
    "kind": "information",
    "title": "Primo incontro",
    "day": "2027-03-10",
    "starts": "17:00",
    "ends": "19:00",
    "public": "1",
}
BEFORE = datetime(2027, 3, 1, tzinfo=UTC)


def test_the_office_adds_a_meeting_and_everyone_reads_it(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn, clock: Clock
) -> None:
    clock.move_to(BEFORE)
    desk = make_started_desk(session)
    store.finish(session)
    assert "Nessun incontro fissato" in client.get(PUBLIC).text
    sign_in_as(desk.rdp)
    assert client.get(f"{OFFICE}/nuovo").status_code == 200
    answer = client.post(f"{OFFICE}/nuovo", data=TYPED)
    assert answer.status_code == 303
    assert client.get(answer.headers["location"]).status_code == 200
    assert "Primo incontro" in client.get(OFFICE).text
    sign_in_as(None)
    text = client.get(PUBLIC).text
    assert "mercoledì 10 marzo 2027, dalle 17:00 alle 19:00" in text
    assert "Aperto a chiunque" in text


def test_a_wrong_hour_keeps_what_was_typed(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    answer = client.post(f"{OFFICE}/nuovo", data={**TYPED, "ends": "16:00"})
    assert answer.status_code == 422
    assert "La fine deve venire dopo" in answer.text
    assert "Primo incontro" in answer.text


def test_a_meeting_in_the_past_is_recorded_with_a_warning(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn, clock: Clock
) -> None:
    clock.move_to(datetime(2027, 4, 1, tzinfo=UTC))
    desk = make_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    answer = client.post(f"{OFFICE}/nuovo", data=TYPED)
    assert "data è già passata" in client.get(answer.headers["location"]).text


def test_the_usual_sessions_and_one_more_are_made_from_the_pages(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_desk(session)
    laboratory = make_laboratory(session, desk)
    store.finish(session)
    sign_in_as(desk.rdp)
    page = f"{OFFICE}/{laboratory.public_id}"
    assert client.post(f"{page}/sessioni/consuete").status_code == 303
    more = {"starts": "15:00", "ends": "18:00", "room": "Atrio", "agenda": "20; Saluti"}
    assert client.post(f"{page}/sessioni/nuova", data=more).status_code == 303
    assert "Atrio" in client.get(page).text
    refused = client.post(f"{page}/sessioni/nuova", data=more)
    assert refused.status_code == 422
    assert "La sala «Atrio» è già occupata" in refused.text


def test_a_meeting_by_invitation_says_so_and_takes_no_sign_up(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    clock.move_to(BEFORE)
    desk = make_started_desk(session)
    laboratory = make_laboratory(session, desk)
    make_session(session, desk, laboratory)
    store.finish(session)
    page = f"{PUBLIC}/{laboratory.public_id}"
    text = client.get(page).text
    assert "Su invito" in text
    assert 'name="email"' not in text
    refused = client.post(page, data={"name": "Lia", "email": "lia@esempio.it"})
    assert refused.status_code == 422


def test_anyone_signs_up_and_leaves_by_the_link_of_the_mail(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn, clock: Clock
) -> None:
    clock.move_to(BEFORE)
    desk = make_started_desk(session)
    meeting = make_meeting(session, desk, meeting_form(sign_up=True))
    store.finish(session)
    page = f"{PUBLIC}/{meeting.public_id}"
    typed = {"name": "Lia", "email": "Lia@esempio.it", "people": "2", "access_needs": "LIS"}
    assert client.post(page, data=typed).status_code == 303
    with store.reading() as reading:
        mail = reading.exec(select(Message).where(Message.kind == "calendar/sign_up")).one()
    assert mail.attachments[0]["text"].startswith("BEGIN:VCALENDAR")
    link = next(line for line in mail.body.splitlines() if "/iscrizione/" in line)
    sign_in_as(desk.rdp)
    listed = client.get(f"{OFFICE}/{meeting.public_id}/iscritti").text
    assert "2 persone" in listed
    assert "LIS" in listed
    sign_in_as(None)
    assert "Risultate iscritti" in client.get(link).text
    assert client.post(link).status_code == 303
    assert "Non risultate più iscritti" in client.get(link).text
    with store.reading() as reading:
        left = reading.exec(select(SignUp)).one()
    assert left.cancelled_at is not None
    assert left.access_needs == ""


def test_signing_up_twice_is_signing_up_once_with_a_new_link(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    clock.move_to(BEFORE)
    desk = make_started_desk(session)
    meeting = make_meeting(session, desk, meeting_form(sign_up=True))
    store.finish(session)
    page = f"{PUBLIC}/{meeting.public_id}"
    for people in ("1", "3"):
        client.post(page, data={"name": "Lia", "email": "lia@esempio.it", "people": people})
    with store.reading() as reading:
        assert reading.exec(select(SignUp.people)).all() == [3]


def test_sign_up_ends_when_the_meeting_begins_and_the_kept_page_with_it(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    clock.move_to(BEFORE)
    desk = make_started_desk(session)
    meeting = make_meeting(session, desk, meeting_form(sign_up=True))
    store.finish(session)
    page = f"{PUBLIC}/{meeting.public_id}"
    assert 'name="email"' in client.get(page).text
    clock.move_to(meeting.starts_at)
    text = client.get(page).text
    assert "In corso" in text
    assert 'name="email"' not in text


def test_calendar_files_say_the_hours_of_rome_with_a_stable_name(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_started_desk(session)
    meeting = make_meeting(session, desk)
    store.finish(session)
    whole = client.get(f"{PUBLIC}.ics")
    one = client.get(f"{PUBLIC}/{meeting.public_id}.ics")
    assert whole.headers["content-type"] == "text/calendar; charset=utf-8"
    for answer in (whole, one):
        event: Any = Calendar.from_ical(answer.text).walk("VEVENT")[0]
        assert event["uid"] == f"{meeting.public_id}@testserver"
        assert event["dtstart"].params["TZID"] == "Europe/Rome"
        assert event["dtstart"].dt.astimezone(UTC) == meeting.starts_at
        assert "DIMOSTRAZIONE" not in event["description"]


def test_a_cancelled_meeting_stays_and_its_file_says_so(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    clock.move_to(BEFORE)
    desk = make_started_desk(session)
    meeting = make_meeting(session, desk)
    cancel_meeting(session, desk.actor, desk.here, meeting, CancelForm(reason="Allerta meteo"))
    store.finish(session)
    assert "Allerta meteo" in client.get(PUBLIC).text
    assert "STATUS:CANCELLED" in client.get(f"{PUBLIC}.ics").text


def test_another_office_does_not_see_who_signed_up(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    meeting = make_meeting(session, desk, meeting_form(sign_up=True))
    other = make_officer(session, make_authority(session, "altra-zona"))
    store.finish(session)
    page = f"{OFFICE}/{meeting.public_id}/iscritti"
    assert client.get(page).status_code == 303
    sign_in_as(other)
    assert client.get(page).status_code == 404
    sign_in_as(desk.rdp)
    assert client.get(page).status_code == 200
