"""Inviting colleagues, accepting, and ending a mandate."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.clock import legal_today, wall_now
from app.core.errors import RuleError
from app.core.security.models import Attempts
from app.core.store.session import Store
from app.people.accounts.models import Account
from app.people.ets.actions import create_public_body, invite_colleague, revoke_membership
from app.people.ets.enums import BodyKind, MembershipKind
from app.people.ets.forms import InviteForm
from app.people.ets.models import Ets, Invitation, Membership
from app.people.ets.queries import list_bodies_of
from tests.factories.ets import give_mandate, make_body
from tests.factories.files import pdf_bytes
from tests.factories.people import PASSWORD, make_account, make_authority, make_officer
from tests.support.browserless import SignedIn, actor_of
from tests.support.mails import link_in, mails_to

COLLEAGUE = "collega@esempio.it"
PDF = {"mandate": ("delega.pdf", pdf_bytes(), "application/pdf")}


@pytest.fixture
def representative(session: Session) -> Account:
    return make_account(session)


@pytest.fixture
def body(store: Store, session: Session, representative: Account) -> Ets:
    made = make_body(session, representative)
    store.finish(session)
    return made


def invite(client: TestClient, body: Ets, **more: Any) -> int:
    data = {"email": COLLEAGUE, "acting": "mandate", "since": legal_today().isoformat(), **more}
    address = f"/area-personale/enti/{body.public_id}/invita"
    return client.post(address, data=data, files=PDF).status_code


def invited(client: TestClient, store: Store, sign_in_as: SignedIn, by: Account, body: Ets) -> str:
    sign_in_as(by)
    assert invite(client, body, until=(legal_today() + timedelta(days=30)).isoformat()) == 303
    sign_in_as(None)
    return link_in(mails_to(store, COLLEAGUE)[-1])


def new_person(store: Store) -> Account:
    with store.writing() as session:
        return make_account(session)


def test_an_invitation_gives_a_dated_mandate_with_its_file(
    client: TestClient, store: Store, sign_in_as: SignedIn, representative: Account, body: Ets
) -> None:
    link = invited(client, store, sign_in_as, representative, body)
    colleague = new_person(store)
    sign_in_as(colleague)
    assert body.name in client.get(link).text
    assert client.post(link).status_code == 303
    with store.reading() as session:
        query = select(Membership).where(Membership.account_id == colleague.pk)
        mandate = session.exec(query).one()
    assert mandate.kind is MembershipKind.MANDATE
    assert (mandate.since, mandate.until) == (legal_today(), legal_today() + timedelta(days=30))
    address = f"/area-personale/enti/{body.public_id}"
    file = client.get(f"{address}/persone/{mandate.public_id}/delega")
    assert (file.status_code, file.content) == (200, pdf_bytes())
    assert [m.kind for m in mails_to(store, representative.email)] == ["ets/accepted"]


def test_an_invitation_serves_once(
    client: TestClient, store: Store, sign_in_as: SignedIn, representative: Account, body: Ets
) -> None:
    link = invited(client, store, sign_in_as, representative, body)
    sign_in_as(new_person(store))
    assert client.post(link).status_code == 303
    sign_in_as(new_person(store))
    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404


def test_without_an_account_one_signs_in_first_and_comes_back(
    client: TestClient, store: Store, sign_in_as: SignedIn, representative: Account, body: Ets
) -> None:
    link = invited(client, store, sign_in_as, representative, body)
    page = client.get(link)
    assert page.status_code == 200
    assert f"/registrati?dopo={link}" in page.text
    assert client.post(link).status_code == 401
    assert f'value="{link}"' in client.get(f"/registrati?dopo={link}").text
    colleague = new_person(store)
    data = {"email": colleague.email, "password": PASSWORD, "dopo": link}
    assert client.post("/accedi", data=data).headers["location"] == link
    assert client.post(link).status_code == 303


def test_a_withdrawn_invitation_is_dead(
    client: TestClient, store: Store, sign_in_as: SignedIn, representative: Account, body: Ets
) -> None:
    link = invited(client, store, sign_in_as, representative, body)
    with store.reading() as session:
        invitation = session.exec(select(Invitation)).one()
    sign_in_as(representative)
    address = f"/area-personale/enti/{body.public_id}"
    assert COLLEAGUE in client.get(address).text
    assert client.post(f"{address}/inviti/{invitation.public_id}/ritira").status_code == 303
    assert COLLEAGUE not in client.get(address).text
    assert client.get(link).status_code == 404


def test_an_invitation_is_not_accepted_after_its_mandate_ended(
    client: TestClient,
    store: Store,
    sign_in_as: SignedIn,
    representative: Account,
    body: Ets,
    clock: Any,
) -> None:
    link = invited(client, store, sign_in_as, representative, body)
    sign_in_as(new_person(store))
    clock.move_to(body.created_at + timedelta(days=31))
    answer = client.post(link)
    assert answer.status_code == 422
    assert "La delega valeva fino a" in answer.text


def test_who_acts_already_has_nothing_to_accept(
    client: TestClient, store: Store, sign_in_as: SignedIn, representative: Account, body: Ets
) -> None:
    link = invited(client, store, sign_in_as, representative, body)
    colleague = new_person(store)
    with store.writing() as session:
        give_mandate(session, body, colleague)
    sign_in_as(colleague)
    assert client.post(link).status_code == 422


def test_nobody_passes_on_more_than_their_own_mandate(
    client: TestClient, store: Store, sign_in_as: SignedIn, body: Ets
) -> None:
    colleague, end = new_person(store), legal_today() + timedelta(days=10)
    with store.writing() as session:
        give_mandate(session, body, colleague, until=end)
    sign_in_as(colleague)
    assert invite(client, body) == 422
    assert invite(client, body, until=(end + timedelta(days=1)).isoformat()) == 422
    assert invite(client, body, until=end.isoformat()) == 303


@pytest.mark.parametrize(
    "more", [{"email": "collega"}, {"since": ""}, {"until": "2020-01-01"}, {"acting": "owner"}]
)
def test_an_invitation_that_does_not_hold_sends_nothing(
    client: TestClient,
    store: Store,
    sign_in_as: SignedIn,
    representative: Account,
    body: Ets,
    more: dict[str, str],
) -> None:
    sign_in_as(representative)
    assert invite(client, body, **more) == 422
    assert mails_to(store, COLLEAGUE) == []


def test_invitations_are_not_a_way_to_flood_mailboxes(
    client: TestClient, store: Store, sign_in_as: SignedIn, representative: Account, body: Ets
) -> None:
    with store.writing() as session:
        key = f"mail:invitation:{representative.pk}"
        session.add(Attempts(key=key, count=20, since=wall_now()))
    sign_in_as(representative)
    assert invite(client, body) == 422
    assert mails_to(store, COLLEAGUE) == []


def held(session: Session, body: Ets, account: Account) -> Membership:
    query = select(Membership).where(
        Membership.ets_id == body.pk, Membership.account_id == account.pk
    )
    return session.exec(query).one()


def test_a_revoked_mandate_ends_at_once(
    client: TestClient, store: Store, sign_in_as: SignedIn, representative: Account, body: Ets
) -> None:
    colleague = new_person(store)
    with store.writing() as session:
        mandate = give_mandate(session, body, colleague)
    address = f"/area-personale/enti/{body.public_id}"
    sign_in_as(colleague)
    assert client.get(address).status_code == 200
    sign_in_as(representative)
    assert client.post(f"{address}/persone/{mandate.public_id}/revoca").status_code == 303
    sign_in_as(colleague)
    assert client.get(address).status_code == 403
    assert [m.kind for m in mails_to(store, colleague.email)] == ["ets/revoked"]


def test_the_last_legal_representative_stays(
    client: TestClient, store: Store, sign_in_as: SignedIn, representative: Account, body: Ets
) -> None:
    with store.writing() as session:
        give_mandate(session, body, make_account(session))
        own = held(session, body, representative)
    sign_in_as(representative)
    address = f"/area-personale/enti/{body.public_id}"
    answer = client.post(f"{address}/persone/{own.public_id}/revoca")
    assert answer.status_code == 422
    assert "unico legale rappresentante" in answer.text
    assert client.get(address).status_code == 200


def test_a_mandate_does_not_end_anybody_elses(session: Session) -> None:
    representative, first, second = (make_account(session) for _ in range(3))
    body = make_body(session, representative)
    give_mandate(session, body, first)
    mandate = give_mandate(session, body, second)
    with pytest.raises(RuleError):
        revoke_membership(session, actor_of(session, first), body, mandate)
    revoke_membership(session, actor_of(session, second), body, mandate)
    assert list_bodies_of(session, second.pk) == frozenset()


def test_a_representative_leaves_when_another_has_come(session: Session) -> None:
    old, new = make_account(session), make_account(session)
    body = make_body(session, old)
    session.add(
        Membership(
            account_id=new.pk,
            ets_id=body.pk,
            kind=MembershipKind.LEGAL_REPRESENTATIVE,
            since=legal_today(),
        )
    )
    session.flush()
    revoke_membership(session, actor_of(session, old), body, held(session, body, old))
    assert list_bodies_of(session, old.pk) == frozenset()


def test_a_mandate_of_another_body_is_not_there(
    client: TestClient, store: Store, sign_in_as: SignedIn, representative: Account, body: Ets
) -> None:
    with store.writing() as session:
        stranger = make_account(session)
        other = make_body(session, stranger, name="Altro ente")
        theirs = held(session, other, stranger)
    sign_in_as(representative)
    address = f"/area-personale/enti/{body.public_id}/persone/{theirs.public_id}"
    assert client.post(f"{address}/revoca").status_code == 404
    assert client.get(f"{address}/delega").status_code == 404


def test_a_public_service_takes_part_through_whom_the_office_invites(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    officer = make_officer(session, make_authority(session))
    actor = actor_of(session, officer)
    kind = BodyKind.HEALTH_UNIT
    unit = create_public_body(session, actor, kind, "Unità Esempio", COLLEAGUE)
    store.finish(session)
    referent = new_person(store)
    sign_in_as(referent)
    assert client.post(link_in(mails_to(store, COLLEAGUE)[-1])).status_code == 303
    with store.reading() as after:
        assert list_bodies_of(after, referent.pk) == frozenset({unit.pk})


def test_the_register_keeps_no_name_and_no_address(session: Session, store: Store) -> None:
    representative = make_account(session, "Riservata")
    body = make_body(session, representative, name="Nome segreto")
    form = InviteForm(email=COLLEAGUE, since=date(2026, 1, 1))
    invite_colleague(session, actor_of(session, representative), body, form, None)
    store.finish(session)
    with store.reading() as after:
        rows = after.exec(select(EventRow).where(EventRow.subject == body.public_id)).all()
    assert [row.kind for row in rows] == ["ets.created", "ets.colleague_invited"]
    said = " ".join(row.payload for row in rows)
    assert not any(word in said for word in ("Riservata", "Nome segreto", COLLEAGUE))
