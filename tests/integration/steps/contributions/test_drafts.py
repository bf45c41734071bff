"""A draft belongs to its body, is kept as it is typed, and is not sent until it is sent."""

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.errors import ConflictError, InvalidFormError, NotFoundError, RuleError
from app.core.files.models import StoredFile
from app.core.store.session import Store
from app.law.phases import Phase
from app.people.ets.enums import MembershipKind
from app.people.ets.models import Membership
from app.steps.contributions.actions import (
    begin_contribution,
    discard_draft,
    save_draft,
    submit_contribution,
)
from app.steps.contributions.enums import ContributionKind, ContributionState
from app.steps.contributions.forms import ContributionForm, NewContributionForm, PressForm
from app.steps.contributions.models import Contribution
from app.steps.contributions.queries import get_own, list_files
from tests.factories.contributions import (
    first_tavolo,
    make_draft,
    make_guest,
    make_published,
    make_submitted,
    make_working_desk,
    move_on,
)
from tests.factories.files import pdf_bytes
from tests.factories.people import make_account
from tests.support.browserless import SignedIn, actor_of

AREA = "/area-personale/contributi"
CANARY = "canarino"


def test_a_draft_is_read_by_its_body_and_by_nobody_else(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_working_desk(session)
    guest, other = make_guest(session, desk), make_guest(session, desk, "Cooperativa Altra")
    draft = make_draft(session, guest, f"Titolo {CANARY}", f"Testo {CANARY}", gap=CANARY)
    make_published(session, desk, other)
    tavolo = first_tavolo(session, desk).public_id
    store.finish(session)
    office = "/ufficio/zona-esempio/prova/contributi"
    public = "/zona-esempio/prova/contributi"
    seen = [
        (None, [public, f"{public}?q={CANARY}", f"{public}/{draft.public_id}"]),
        (desk.rdp, [office, f"{office}?q={CANARY}", f"{office}/{draft.public_id}"]),
        (
            other.account,
            [
                AREA,
                f"{AREA}/{draft.public_id}",
                f"{AREA}/{draft.public_id}/riepilogo",
                f"/area-personale/tavoli/{tavolo}/contributi?q={CANARY}",
            ],
        ),
    ]
    for account, addresses in seen:
        sign_in_as(account)
        for address in addresses:
            answer = client.get(address)
            words = answer.text.replace(f'value="{CANARY}"', "")
            assert CANARY not in words, address
            assert answer.status_code == (404 if draft.public_id in address else 200), address
    sign_in_as(guest.account)
    assert CANARY in client.get(f"{AREA}/{draft.public_id}").text


def test_the_list_says_that_a_draft_was_not_sent(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    guest = make_guest(session, make_working_desk(session))
    make_draft(session, guest)
    store.finish(session)
    sign_in_as(guest.account)
    assert "BOZZA — non ancora inviato" in client.get(AREA).text


def test_typing_is_kept_without_leaving_the_page(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    guest = make_guest(session, make_working_desk(session))
    draft = make_draft(session, guest)
    store.finish(session)
    sign_in_as(guest.account)
    typed = {"kind": "need", "title": "Cambiato", "text": "", "edition": "1"}
    address = f"{AREA}/{draft.public_id}"
    answer = client.post(address, data=typed, headers={"x-autosave": "1"})
    assert answer.status_code == 204
    assert "Cambiato" in client.get(address).text


def test_one_contributes_only_from_a_seat_of_ones_own(session: Session) -> None:
    desk = make_working_desk(session)
    guest, other = make_guest(session, desk), make_guest(session, desk, "Cooperativa Altra")
    form = NewContributionForm(seat=other.seat.public_id, kind=ContributionKind.NEED)
    with pytest.raises(InvalidFormError):
        begin_contribution(session, guest.actor, form)


def test_once_the_synthesis_begins_nothing_comes_in(session: Session) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    draft = make_draft(session, guest)
    move_on(session, desk, Phase.SYNTHESIS)
    with pytest.raises(RuleError) as refusal:
        submit_contribution(session, guest.actor, draft.public_id, PressForm())
    assert refusal.value.source is not None


def test_a_colleague_is_not_overwritten(session: Session) -> None:
    guest = make_guest(session, make_working_desk(session))
    draft = make_draft(session, guest)
    colleague = make_account(session)
    session.add(
        Membership(
            account_id=colleague.pk,
            ets_id=guest.ets.pk,
            kind=MembershipKind.MANDATE,
            since=guest.ets.created_at.date(),
        )
    )
    both_saw = ContributionForm(kind=ContributionKind.NEED, title="Mio", edition=draft.edition)
    save_draft(session, actor_of(session, colleague), draft.public_id, both_saw)
    with pytest.raises(ConflictError):
        save_draft(session, guest.actor, draft.public_id, both_saw)


@pytest.mark.parametrize("title", ["", "   ", "\u200b\u2060", "…!?"])
def test_without_a_readable_title_it_is_not_sent(session: Session, title: str) -> None:
    guest = make_guest(session, make_working_desk(session))
    draft = make_draft(session, guest, title)
    with pytest.raises(InvalidFormError) as refusal:
        submit_contribution(session, guest.actor, draft.public_id, PressForm())
    assert set(refusal.value.errors) == {"title"}
    assert draft.state is ContributionState.DRAFT


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "x" * 20_001),
        ("title", "\x00"),
        ("title", "t" * 201),
        ("own_money", "1e999999"),
        ("own_money", "-5"),
        ("own_volunteers", "9" * 400),
        ("evidence_year", "12"),
        ("trend", "sideways"),
        ("kind", "other"),
        ("never_heard_of", "x"),
    ],
)
def test_what_cannot_be_kept_comes_back_with_a_message(
    client: TestClient,
    store: Store,
    session: Session,
    sign_in_as: SignedIn,
    field: str,
    value: str,
) -> None:
    guest = make_guest(session, make_working_desk(session))
    draft = make_draft(session, guest)
    store.finish(session)
    sign_in_as(guest.account)
    typed = {"kind": "need", "title": "Altro", "text": "Altro", "edition": "1", field: value}
    address = f"{AREA}/{draft.public_id}"
    answer = client.post(address, data=typed)
    assert answer.status_code == 422
    assert "da correggere" in answer.text
    with store.reading() as after:
        assert get_own(after, guest.actor, draft.public_id).contribution.title == draft.title


def test_the_same_words_are_not_sent_twice(session: Session) -> None:
    guest = make_guest(session, make_working_desk(session))
    first = make_submitted(session, guest)
    again = make_draft(session, guest)
    with pytest.raises(InvalidFormError) as refusal:
        submit_contribution(session, guest.actor, again.public_id, PressForm())
    assert f"n. {first.number}" in refusal.value.errors["text"]


def test_details_of_another_kind_drop_out(session: Session) -> None:
    guest = make_guest(session, make_working_desk(session))
    draft = make_draft(session, guest, gap="Manca tutto", way="In bicicletta", own_money="1.500,50")
    assert draft.details == {"gap": "Manca tutto"}


def test_money_is_kept_in_cents_and_shown_as_it_was_typed(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    guest = make_guest(session, make_working_desk(session))
    draft = make_draft(session, guest, kind=ContributionKind.OFFER, own_money="1.500,50")
    store.finish(session)
    sign_in_as(guest.account)
    assert draft.details == {"own_money": 150_050}
    assert 'value="1500,50"' in client.get(f"{AREA}/{draft.public_id}").text


def test_files_come_and_go_with_the_draft(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    guest = make_guest(session, make_working_desk(session))
    draft = make_draft(session, guest)
    store.finish(session)
    sign_in_as(guest.account)
    address = f"{AREA}/{draft.public_id}"
    upload = {"files": ("mappa.pdf", pdf_bytes(), "application/pdf")}
    assert client.post(f"{address}/file", files=upload).status_code == 303
    assert client.post(f"{address}/file", files=upload).status_code == 422
    with store.reading() as seen:
        ((_, file),) = list_files(seen, draft.pk)
    assert client.get(f"{address}/file/{file.public_id}").content == pdf_bytes()
    client.post(f"{address}/file/{file.public_id}/togli")
    assert client.get(f"{address}/file/{file.public_id}").status_code == 404


def test_a_discarded_draft_leaves_nothing(session: Session) -> None:
    guest = make_guest(session, make_working_desk(session))
    draft = make_draft(session, guest)
    discard_draft(session, guest.actor, draft.public_id, PressForm())
    assert session.exec(select(Contribution)).all() == []
    owned = select(StoredFile).where(StoredFile.owner_ref == draft.public_id)
    assert session.exec(owned).all() == []


def test_anothers_draft_is_not_there_to_be_sent(session: Session) -> None:
    desk = make_working_desk(session)
    draft = make_draft(session, make_guest(session, desk))
    other = make_guest(session, desk, "Cooperativa Altra")
    with pytest.raises(NotFoundError):
        submit_contribution(session, other.actor, draft.public_id, PressForm())
