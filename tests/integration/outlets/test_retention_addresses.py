"""Addresses that were only lent go at their terms; the words of what was filed stay."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from app.core.audit.chain import verify_chains
from app.core.audit.models import Tombstone
from app.core.clock import wall_now
from app.core.jobs.models import Message
from app.core.security.models import OnceKey
from app.core.store.session import Store
from app.outlets.follow.models import Follow
from app.outlets.retention import jobs
from app.outlets.retention.actions import confirm_list
from app.outlets.retention.models import RetentionList
from app.people.accounts.models import Identity, PendingIdentity
from app.people.authorities.actions import invite_staff
from app.people.authorities.enums import OfficeRole
from app.people.authorities.forms import InviteStaffForm
from app.people.authorities.models import StaffInvitation
from app.steps.calendar.actions import sign_up
from app.steps.calendar.forms import SignUpForm
from app.steps.calendar.models import SignUp
from app.steps.domande.models import (
    Domanda,
    DomandaPart,
    DomandaTavolo,
)
from app.steps.examination.models import CommissionMember
from app.steps.istanze.models import Istanza, IstanzaInvitation
from app.steps.questions.models import Question
from app.steps.receipts.models import DomandaReceipt
from tests.conftest import Clock
from tests.factories.calendar import make_meeting, meeting_form
from tests.factories.domande import make_applicant
from tests.factories.examination import make_board, make_member
from tests.factories.istanze import make_presented
from tests.factories.people import make_account, make_authority, make_officer
from tests.factories.procedures import Desk
from tests.factories.questions import make_question
from tests.integration.outlets.test_follow import ADA, follow
from tests.integration.outlets.test_retention import end, make_ended, years_pass
from tests.integration.steps.domande.conftest import AFTER
from tests.support.browserless import actor_of
from tests.support.removals import MONTH, erased, listed


def test_a_presented_istanza_stays_and_loses_the_addresses_of_who_was_invited(
    store: Store, clock: Clock
) -> None:
    with store.writing() as session:
        asking = make_presented(session)
        old = IstanzaInvitation(
            istanza_id=asking.asked.istanza.pk,
            email="altra@esempio.it",
            token_hash="0" * 64,
            created_at=wall_now() - timedelta(days=400),
        )
        session.add(old)
    years_pass(clock, 5)
    assert "draft_istanze" not in listed(store, asking.asked.authority)
    jobs.list_all(store, {})
    with store.reading() as session:
        assert session.exec(select(Istanza)).one().number == 1
        assert session.exec(select(IstanzaInvitation.email)).all() == []


@pytest.fixture
def ended(store: Store) -> Desk:
    """An ended procedure that Ada follows, with a filed domanda."""
    with store.writing() as session:
        desk = make_ended(session)
        follow(session, desk)
    return desk


def test_a_follower_of_an_ended_procedure_is_forgotten_everywhere(
    store: Store, ended: Desk, clock: Clock
) -> None:
    years_pass(clock, 47 * MONTH)
    assert "followers" not in listed(store, ended.authority)
    years_pass(clock, 1.2 * MONTH)
    assert len(listed(store, ended.authority)["followers"]) == 1
    with store.writing() as session:
        (latest,) = session.exec(
            select(RetentionList).order_by(col(RetentionList.id).desc()).limit(1)
        )
        confirm_list(session, None, latest)
    jobs.remove_all(store, {"list": latest.pk})
    with store.reading() as session:
        assert session.exec(select(Follow)).all() == []
        assert ADA not in session.exec(select(Message.recipient)).all()
        stone = session.exec(select(Tombstone).where(Tombstone.kept == "followers")).one()
        assert verify_chains(session) == []
    assert stone.chain == ended.here.procedure.public_id
    assert ADA not in str(stone.model_dump())


def test_what_somebody_needs_to_take_part_goes_before_their_sign_up(
    store: Store, clock: Clock
) -> None:
    with store.writing() as session:
        desk = make_ended(session)
        meeting = make_meeting(session, desk, meeting_form(sign_up=True))
        form = SignUpForm(name="Ada Esempio", email=ADA, access_needs="Interprete LIS")
        sign_up(session, desk.here, meeting, "127.0.0.1", form)
    years_pass(clock, 1.2 * MONTH)
    erased(store, desk)
    with store.reading() as session:
        found = session.exec(select(SignUp)).one()
    assert (found.name, found.access_needs) == ("Ada Esempio", "")


def test_the_board_loses_its_addresses_and_not_its_names(
    store: Store, open_at: Desk, clock: Clock
) -> None:
    clock.move_to(AFTER)
    with store.writing() as session:
        make_board(session, open_at)
        member = make_member(session, open_at, open_at.rdp)
        end(session, open_at)
    years_pass(clock, 2.1)
    erased(store, open_at)
    with store.reading() as session:
        found = session.get_one(CommissionMember, member.pk)
    assert (found.name, found.email) == (member.name, f"rimosso-{member.pk}")


def test_of_a_question_only_what_was_published_stays(
    store: Store, open_at: Desk, clock: Clock
) -> None:
    words = "Sono Ada Esempio: serve la PEC?"
    with store.writing() as session:
        asker = make_applicant(session)
        answered = make_question(session, open_at, asker, words)
        answered.published_text, answered.number = "Serve la PEC?", 1
        silent = make_question(session, open_at, asker, words)
        by_mail = Question(
            **silent.model_dump(exclude={"id", "public_id", "account_id", "ets_id", "channel"}),
            channel="mail di Ada Esempio",
        )
        session.add_all([answered, by_mail])
        end(session, open_at)
    years_pass(clock, 1.1)
    erased(store, open_at)
    with store.reading() as session:
        found = session.exec(select(Question).order_by(col(Question.id))).all()
    assert found[0].shown_text == "Serve la PEC?"
    assert not any("Ada" in one.text + one.channel for one in found)
    assert {one.account_id for one in found} == {None}


def test_a_filed_domanda_keeps_the_words_that_its_digest_covers(
    store: Store, ended: Desk, clock: Clock
) -> None:
    years_pass(clock, 2.1)
    erased(store, ended)
    with store.reading() as session:
        lent = session.exec(select(DomandaTavolo)).one()
        filed = session.exec(select(DomandaPart).where(DomandaPart.code == "tavoli")).one()
        receipt = session.exec(select(DomandaReceipt)).one()
        domanda = session.get_one(Domanda, lent.domanda_id)
    assert "rimosso" in lent.delegate_name
    assert lent.delegate_email == ""
    assert filed.answers["seats"][0]["delegate_name"] == "Delegata Esempio"
    assert receipt.content["domanda"]["sha256"] == domanda.digest


def test_what_is_of_no_procedure_goes_by_itself_with_all_that_says_who(store: Store) -> None:
    long_ago = wall_now() - timedelta(days=400)
    with store.writing() as session:
        account = make_account(session, "Ada")
        account.disabled_at = long_ago
        session.add(
            Identity(account_id=account.pk, code_hash="1" * 64, tail="501S", issuer="https://idp")
        )
        authority = make_authority(session)
        rdp = make_officer(session, authority)
        form = InviteStaffForm(email=ADA, role=OfficeRole.OFFICER)
        invite_staff(session, actor_of(session, rdp), authority, form).ends_at = long_ago
        session.add(pending(long_ago))
        session.add(OnceKey(owner="x", action="x", key="x", body="x", made_at=long_ago))
    jobs.list_all(store, {})
    with store.reading() as session:
        for table in (Identity, StaffInvitation, PendingIdentity, OnceKey):
            assert session.exec(select(table)).all() == []
        assert verify_chains(session) == []


def pending(at: datetime) -> PendingIdentity:
    return PendingIdentity(
        token_hash="2" * 64,
        code_hash="2" * 64,
        tail="501S",
        issuer="https://idp",
        given_name="Ada",
        family_name="Esempio",
        email=ADA,
        ends_at=at,
    )
