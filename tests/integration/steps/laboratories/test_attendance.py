"""Attendance is kept by body and person, at the door, on a phone."""

from datetime import timedelta

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import from_rome
from app.core.errors import InvalidFormError, RuleError
from app.core.store.session import Store
from app.steps.laboratories.actions import record_attendance
from app.steps.laboratories.enums import AttendanceStatus
from app.steps.laboratories.forms import AttendanceForm
from app.steps.laboratories.models import Attendance
from app.steps.laboratories.queries import list_attendance
from tests.conftest import Clock
from tests.factories.laboratories import DAY, Lab, make_approved, make_lab, mark
from tests.support.browserless import SignedIn


def rows(session: Session, lab: Lab) -> list[Attendance]:
    return [row for row, _ in list_attendance(session, lab.held.pk)]


def test_coming_and_leaving_note_their_hours(session: Session, clock: Clock) -> None:
    lab = make_lab(session)
    clock.move_to(from_rome(DAY, 16, 5))
    mark(session, lab)
    clock.move_to(from_rome(DAY, 16, 40))
    mark(session, lab, AttendanceStatus.LEFT)
    (row,) = rows(session, lab)
    assert row.in_at is not None
    assert row.out_at is not None
    assert timedelta(minutes=34) < row.out_at - row.in_at < timedelta(minutes=36)


def test_a_mistake_is_corrected_without_hours_left_behind(session: Session) -> None:
    lab = make_lab(session)
    mark(session, lab)
    mark(session, lab, AttendanceStatus.EXCUSED)
    (row,) = rows(session, lab)
    assert (row.status, row.in_at, row.out_at) == (AttendanceStatus.EXCUSED, None, None)


def test_a_person_nobody_expected_is_added(session: Session) -> None:
    lab = make_lab(session)
    mark(session, lab, person="Carla Imprevista")
    assert [row.person_name for row in rows(session, lab)] == ["Carla Imprevista"]


def test_a_body_that_takes_no_part_is_refused(session: Session) -> None:
    lab = make_lab(session)
    form = AttendanceForm(body="0" * 20, person="Chi Sa", status=AttendanceStatus.PRESENT)
    with pytest.raises(InvalidFormError):
        record_attendance(session, lab.desk.actor, lab.desk.here, lab.held, form)


def test_attendance_is_closed_by_the_approval(session: Session, clock: Clock) -> None:
    lab = make_lab(session)
    make_approved(session, lab, clock)
    with pytest.raises(RuleError, match="approvato"):
        mark(session, lab, AttendanceStatus.ABSENT)


def test_the_page_works_with_plain_forms(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    lab = make_lab(session)
    store.finish(session)
    sign_in_as(lab.desk.rdp)
    address = f"/ufficio/{lab.desk.here.scope}/laboratori/sessioni/{lab.held.public_id}/presenze"
    page = client.get(address).text
    assert "Ada Delegata" in page
    assert "Da registrare" in page
    assert "Bea Altrove" not in page
    data = {"body": lab.guest.ets.public_id, "person": "Ada Delegata", "status": "present"}
    assert client.post(address, data=data).status_code == 303
    page = client.get(address).text
    assert "Presente" in page
    assert "Da registrare" not in page
    assert client.post(address, data={**data, "status": "boh"}).status_code == 422
