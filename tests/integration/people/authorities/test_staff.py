"""The people of an office: invited, given another role, ended; somebody always leads."""

import re
from threading import Barrier, Thread

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.errors import AppError, InvalidFormError, NotFoundError, RuleError
from app.core.jobs.outbox import list_messages
from app.core.store.session import Store
from app.people.accounts.models import Account
from app.people.authorities.actions import (
    accept_staff_invitation,
    change_role,
    end_role,
    invite_staff,
    withdraw_staff_invitation,
)
from app.people.authorities.enums import OfficeRole
from app.people.authorities.forms import InviteStaffForm, RoleForm
from app.people.authorities.models import Authority
from app.people.authorities.queries import (
    get_own_authority,
    get_staff_role,
    list_ended_roles,
    list_offices,
    list_standing_roles,
)
from tests.factories.people import make_account, make_authority, make_officer
from tests.support.browserless import SignedIn, actor_of

INVITED = InviteStaffForm(email="nuova@esempio.it", role=OfficeRole.OFFICER)


def role_of(session: Session, authority: Authority, account: Account) -> str:
    roles = list_standing_roles(session, authority.pk)
    return next(staff.public_id for staff, held in roles if held.id == account.id)


def token_of(session: Session) -> str:
    found = re.search(r"/inviti/(\S+)", list_messages(session)[0].body)
    assert found is not None
    return found[1]


def test_who_is_invited_works_there_once_and_only_with_that_address(session: Session) -> None:
    authority = make_authority(session, mail_name="Ufficio Esempio", mail_reply_to="a@esempio.it")
    rdp = actor_of(session, make_officer(session, authority))
    invite_staff(session, rdp, authority, INVITED)
    token = token_of(session)
    mail = list_messages(session)[0]
    assert (mail.sender_name, mail.reply_to) == ("Ufficio Esempio", "a@esempio.it")
    with pytest.raises(RuleError, match="L'invito è per"):
        accept_staff_invitation(session, actor_of(session, make_account(session)), token)
    account = make_account(session, email=INVITED.email)
    accept_staff_invitation(session, actor_of(session, account), token)
    assert [office.role for office in list_offices(session, account.pk)] == ["officer"]
    with pytest.raises(NotFoundError):
        accept_staff_invitation(session, actor_of(session, account), token)
    with pytest.raises(InvalidFormError):
        invite_staff(session, rdp, authority, INVITED)


def test_a_withdrawn_invitation_is_worthless(session: Session) -> None:
    authority = make_authority(session)
    rdp = actor_of(session, make_officer(session, authority))
    sent = invite_staff(session, rdp, authority, INVITED)
    withdraw_staff_invitation(session, rdp, authority, sent)
    session.flush()
    account = make_account(session, email=INVITED.email)
    with pytest.raises(NotFoundError):
        accept_staff_invitation(session, actor_of(session, account), token_of(session))


def test_a_role_is_ended_and_stays_on_record(session: Session) -> None:
    authority = make_authority(session)
    rdp = actor_of(session, make_officer(session, authority))
    officer = make_officer(session, authority, OfficeRole.OFFICER)
    held = get_staff_role(session, authority.pk, role_of(session, authority, officer))
    change_role(session, rdp, authority, held, RoleForm(role=OfficeRole.RDP))
    assert [office.role for office in list_offices(session, officer.pk)] == ["rdp"]
    now = get_staff_role(session, authority.pk, role_of(session, authority, officer))
    end_role(session, rdp, authority, now)
    assert list_offices(session, officer.pk) == ()
    assert [staff.role for staff, _ in list_ended_roles(session, authority.pk)] == [
        OfficeRole.RDP,
        OfficeRole.OFFICER,
    ]


def test_nobody_changes_their_own_role(session: Session) -> None:
    authority = make_authority(session)
    account = make_officer(session, authority)
    make_officer(session, authority)
    held = get_staff_role(session, authority.pk, role_of(session, authority, account))
    with pytest.raises(RuleError):
        end_role(session, actor_of(session, account), authority, held)


def test_two_who_end_each_other_leave_one(store: Store) -> None:
    with store.writing() as session:
        authority = make_authority(session)
        people = [make_officer(session, authority) for _ in range(2)]
        actors = [actor_of(session, one) for one in people]
        held = [role_of(session, authority, one) for one in people]
    barrier, refused = Barrier(2), list[AppError]()

    def end(by: int, whom: int) -> None:
        barrier.wait(10)
        try:
            with store.writing() as session:
                found = get_own_authority(session, actors[by], "zona-esempio", lock=True)
                end_role(session, actors[by], found, get_staff_role(session, found.pk, held[whom]))
        except AppError as error:
            refused.append(error)

    threads = [Thread(target=end, args=pair) for pair in ((0, 1), (1, 0))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    with store.reading() as session:
        found = get_own_authority(session, actors[0], "zona-esempio")
        left = list_standing_roles(session, found.pk)
    assert [type(error) for error in refused] == [RuleError]
    assert len(left) == 1


def test_the_pages_carry_the_whole_life_of_a_person_in_the_office(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    authority = make_authority(session)
    rdp = make_officer(session, authority)
    newcomer = make_account(session, email=INVITED.email)
    store.finish(session)
    base = "/ufficio/zona-esempio/impostazioni/persone"
    sign_in_as(rdp)
    sent = {"email": INVITED.email, "role": "officer"}
    assert client.post(base, data=sent).status_code == 303
    with store.reading() as reading:
        link = f"/inviti/{token_of(reading)}"
    sign_in_as(None)
    assert "Registrati" in client.get(link).text
    sign_in_as(newcomer)
    assert client.post(link).headers["location"] == "/accedi?dopo=/ufficio"
    sign_in_as(newcomer)
    assert client.get("/ufficio").status_code == 200
    with store.reading() as reading:
        held = role_of(reading, authority, newcomer)
    sign_in_as(rdp)
    assert client.post(f"{base}/{held}/termina").status_code == 303
    assert "Ruoli terminati (1)" in client.get(base).text
    sign_in_as(newcomer)
    assert client.get("/ufficio").status_code == 404
