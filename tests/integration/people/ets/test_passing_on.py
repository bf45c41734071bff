"""What who acts for a body may pass on: never more than they hold, and never somebody's place."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.clock import legal_now, legal_today
from app.core.errors import InvalidFormError, RuleError
from app.core.jobs.models import Message
from app.core.security.actor import Actor
from app.core.store.session import Store
from app.people.accounts.models import Account
from app.people.ets.actions import (
    accept_invitation,
    create_body,
    create_public_body,
    invite_colleague,
    revoke_membership,
)
from app.people.ets.enums import BodyKind, MembershipKind
from app.people.ets.forms import InviteForm
from app.people.ets.models import Ets, Invitation, Membership
from app.people.ets.queries import list_bodies_of
from tests.conftest import Clock
from tests.factories.ets import body_form, give_mandate, make_body
from tests.factories.files import keep_pdf
from tests.factories.people import make_account, make_authority, make_officer
from tests.support.browserless import SignedIn, actor_of

LEGAL = MembershipKind.LEGAL_REPRESENTATIVE
SOMEBODY = "altra.persona@esempio.it"
DAY = timedelta(days=1)


@pytest.fixture
def representative(session: Session) -> Account:
    return make_account(session)


@pytest.fixture
def body(session: Session, representative: Account) -> Ets:
    return make_body(session, representative)


@pytest.fixture
def attorney(session: Session, body: Ets) -> Actor:
    """Somebody with five more days of mandate."""
    account = make_account(session, "Delegata")
    give_mandate(session, body, account, until=legal_today() + 5 * DAY)
    return actor_of(session, account)


def invite(session: Session, actor: Actor, body: Ets, **more: Any) -> str:
    """Invite somebody, and give the token of the mail."""
    form = InviteForm(**{"email": SOMEBODY, "since": legal_today(), **more})
    sent = invite_colleague(session, actor, body, form, None)
    mail = session.exec(select(Message).where(Message.recipient_ref == sent.public_id)).one()
    return mail.body.partition("/inviti/")[2].split()[0]


def accept(session: Session, token: str) -> Account:
    newcomer = make_account(session, "Nuova")
    accept_invitation(session, actor_of(session, newcomer), token)
    return newcomer


def mandate_of(session: Session, body: Ets, account: Account) -> Membership:
    query = select(Membership).where(
        Membership.ets_id == body.pk, Membership.account_id == account.pk
    )
    return session.exec(query).one()


@pytest.mark.parametrize("replaces", [True, False])
def test_a_mandate_names_no_legal_representative(
    session: Session, body: Ets, attorney: Actor, replaces: bool
) -> None:
    with pytest.raises(InvalidFormError) as refused:
        invite(session, attorney, body, acting=LEGAL, replaces=replaces)
    assert "chi rappresenta oggi l'ente" in refused.value.errors["acting"]
    assert session.exec(select(Invitation)).all() == []


def test_nobody_takes_a_representatives_place_in_the_past(
    session: Session, body: Ets, representative: Account
) -> None:
    actor = actor_of(session, representative)
    with pytest.raises(InvalidFormError) as refused:
        invite(session, actor, body, acting=LEGAL, replaces=True, since=legal_today() - DAY)
    assert "since" in refused.value.errors


def test_who_takes_a_place_days_after_the_invitation_takes_it_from_then(
    session: Session, body: Ets, representative: Account, clock: Clock
) -> None:
    token = invite(session, actor_of(session, representative), body, acting=LEGAL, replaces=True)
    clock.move_to(legal_now() + 3 * DAY)
    newcomer = accept(session, token)
    assert mandate_of(session, body, newcomer).since == legal_today()
    assert mandate_of(session, body, representative).until == legal_today() - DAY


def test_a_mandate_is_not_passed_on_for_days_before_ones_own(
    session: Session, body: Ets, attorney: Actor
) -> None:
    days = {"since": legal_today() - DAY, "until": legal_today() + DAY}
    with pytest.raises(InvalidFormError) as refused:
        invite(session, attorney, body, **days)
    assert "since" in refused.value.errors


def test_an_invitation_is_worth_nothing_once_the_inviters_mandate_ended(
    session: Session, representative: Account, body: Ets
) -> None:
    holder = make_account(session)
    mandate = give_mandate(session, body, holder, until=legal_today() + 5 * DAY)
    token = invite(session, actor_of(session, holder), body, until=legal_today() + DAY)
    revoke_membership(session, actor_of(session, representative), body, mandate)
    with pytest.raises(RuleError) as refused:
        accept(session, token)
    assert "oggi non può più" in refused.value.sentence


def test_who_represents_no_more_leaves_no_representative_behind(
    session: Session, representative: Account, body: Ets
) -> None:
    actor = actor_of(session, representative)
    late = invite(session, actor, body, acting=LEGAL)
    accept(session, invite(session, actor, body, acting=LEGAL, replaces=True))
    with pytest.raises(RuleError):
        accept(session, late)


def test_nobody_accepts_their_own_invitation(session: Session, body: Ets, attorney: Actor) -> None:
    token = invite(session, attorney, body, until=legal_today() + DAY)
    with pytest.raises(RuleError):
        accept_invitation(session, attorney, token)


def described_by_mandate(session: Session) -> tuple[Account, Ets]:
    account = make_account(session)
    until = legal_today() + 5 * DAY
    acting = MembershipKind.MANDATE
    form = body_form(acting=acting, mandate_since=legal_today(), mandate_until=until)
    return account, create_body(session, actor_of(session, account), form, keep_pdf(session))


def test_who_described_a_body_by_mandate_invites_its_first_representative_and_no_other(
    session: Session,
) -> None:
    account, body = described_by_mandate(session)
    actor = actor_of(session, account)
    first, second = (
        invite(session, actor, body, acting=LEGAL, email=f"{name}@esempio.it") for name in "ab"
    )
    newcomer = accept(session, first)
    assert mandate_of(session, body, newcomer).kind is LEGAL
    with pytest.raises(RuleError):
        accept(session, second)
    with pytest.raises(InvalidFormError):
        invite(session, actor, body, acting=LEGAL)


def test_a_later_mandate_does_not_name_the_first_representative(session: Session) -> None:
    account, body = described_by_mandate(session)
    later = accept(
        session,
        invite(session, actor_of(session, account), body, until=legal_today() + DAY),
    )
    with pytest.raises(InvalidFormError):
        invite(session, actor_of(session, later), body, acting=LEGAL)


def test_a_public_service_has_no_representative_to_name(session: Session) -> None:
    officer = actor_of(session, make_officer(session, make_authority(session)))
    unit = create_public_body(session, officer, BodyKind.HEALTH_UNIT, "Unità Esempio", SOMEBODY)
    mail = session.exec(select(Message).where(Message.recipient == SOMEBODY)).one()
    referent = accept(session, mail.body.partition("/inviti/")[2].split()[0])
    assert list_bodies_of(session, referent.pk) == {unit.pk}
    with pytest.raises(InvalidFormError):
        invite(session, actor_of(session, referent), unit, acting=LEGAL, email="b@esempio.it")


def test_who_may_name_no_representative_is_not_offered_to(
    client: TestClient,
    store: Store,
    session: Session,
    sign_in_as: SignedIn,
    representative: Account,
    body: Ets,
) -> None:
    holder = make_account(session)
    give_mandate(session, body, holder)
    store.finish(session)
    address = f"/area-personale/enti/{body.public_id}/invita"
    sign_in_as(representative)
    assert 'value="legal_representative"' in client.get(address).text
    sign_in_as(holder)
    page = client.get(address).text
    assert 'value="legal_representative"' not in page
    assert 'name="replaces"' not in page
