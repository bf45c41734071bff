"""The register of communications: what was sent to whom, with which result; certified mail."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.errors import ConflictError, RuleError
from app.core.jobs.mail import MAILER
from app.core.jobs.models import Message, MessageState, Way
from app.core.jobs.outbox import record_result
from app.core.store.session import Store
from app.main import make_worker
from app.outlets.communications.actions import Told, resend, tie_receipt
from app.outlets.communications.enums import ReceiptKind
from app.outlets.communications.forms import ResendForm
from app.outlets.communications.queries import get_line, list_untied
from app.settings import Settings
from app.steps.domande.models import Domanda
from app.steps.domande.queries.recipients import list_recipients
from app.steps.examination.emails import tell_completion_asked
from app.steps.examination.models import Completion
from tests.factories.avvisi import make_open_avviso
from tests.factories.communications import hand_in, make_letter, make_message
from tests.factories.domande import make_applicant, make_filed_domanda
from tests.factories.people import make_authority
from tests.factories.procedures import Desk, make_desk, make_started_desk
from tests.support.browserless import SignedIn
from tests.support.pec import make_receipt
from tests.support.postoffice import PostOffice

PAGE = "/ufficio/zona-esempio/prova/comunicazioni"


@pytest.fixture
def offices() -> Iterator[tuple[PostOffice, PostOffice]]:
    """The ordinary account and the certified one."""
    with PostOffice() as mail, PostOffice() as pec:
        yield mail, pec


def _with_two_accounts(settings: Settings, mail: PostOffice, pec: PostOffice) -> Settings:
    return settings.model_copy(
        update={
            "smtp_url": mail.url,
            "mail_from": "noi@esempio.it",
            "pec_smtp_url": pec.url,
            "pec_from": "zona@pec.esempio.it",
        }
    )


def test_each_account_sends_its_own_and_fails_alone(
    settings: Settings, store: Store, offices: tuple[PostOffice, PostOffice]
) -> None:
    mail, pec = offices
    pec.reply = "451 come back"
    with store.writing() as session:
        desk = make_desk(session)
        make_message(session, desk, recipient="a@esempio.it")
        make_message(session, desk, Way.PEC)
    make_worker(_with_two_accounts(settings, mail, pec), store).run_until_idle()
    assert [str(one["From"]) for one in mail.mails] == ["noi@esempio.it"]
    with store.reading() as session:
        states = {one.way: one.state for one in session.exec(select(Message)).all()}
    assert states == {Way.MAIL: MessageState.SENT, Way.PEC: MessageState.SENDING}
    with store.writing() as session:
        again = make_message(session, desk, Way.PEC)
    pec.reply = "250 taken"
    make_worker(_with_two_accounts(settings, mail, pec), store).run_until_idle()
    sent = pec.mails[0]
    assert (str(sent["From"]), str(sent["X-TipoRicevuta"])) == ("zona@pec.esempio.it", "breve")
    assert str(sent["Message-ID"]) == again.message_ref


@pytest.mark.parametrize(
    ("body_pec", "account", "way"),
    [
        ("ente@pec.esempio.it", "zona@pec.esempio.it", Way.PEC),
        ("ente@pec.esempio.it", "altra@pec.esempio.it", Way.MAIL),
        ("ente@pec.esempio.it", "", Way.MAIL),
        ("", "zona@pec.esempio.it", Way.MAIL),
    ],
)
def test_legal_letters_go_by_pec_from_the_authority_to_a_body_that_has_one(
    session: Session, body_pec: str, account: str, way: Way
) -> None:
    session.info[MAILER] = replace(session.info[MAILER], pec_from=account)
    filed = make_filed(session, body_pec)
    desk, domanda = filed
    assert domanda.filed_at is not None
    completion = Completion(
        **{name: getattr(domanda, name) for name in ("procedure_id", "authority_id")},
        domanda_id=domanda.pk,
        items=["Manca lo statuto"],
        due_at=domanda.filed_at,
        asked_by_id=desk.rdp.pk,
        asked_at=domanda.filed_at,
    )
    tell_completion_asked(session, desk.here, domanda, completion)
    to_body = list_recipients(session, [domanda])[domanda.pk][0]
    query = select(Message).where(
        Message.recipient == to_body.address,
        Message.kind.endswith("completion_asked"),
    )
    assert session.exec(query).one().way is way


def make_filed(session: Session, body_pec: str) -> tuple[Desk, Domanda]:
    authority = make_authority(session, pec="zona@pec.esempio.it")
    opened, _ = make_open_avviso(session, make_started_desk(session, authority=authority))
    applicant = make_applicant(session)
    applicant.body.pec, applicant.body.email = body_pec, "ente@esempio.it"
    return opened, make_filed_domanda(session, opened, applicant)


def test_receipts_are_tied_by_the_name_of_their_message_and_kept_once(session: Session) -> None:
    desk = make_desk(session)
    message = make_message(session, desk, Way.PEC)
    assert hand_in(session, desk, "accettazione", message.message_ref) is Told.TIED
    assert hand_in(session, desk, "avvenuta-consegna", message.message_ref) is Told.TIED
    assert hand_in(session, desk, "avvenuta-consegna", message.message_ref) is Told.KNOWN
    line = get_line(session, desk.here, message.public_id)
    assert line.outcome is ReceiptKind.DELIVERED
    assert len(line.receipts) == 2


def test_a_receipt_finds_its_message_in_another_procedure_but_not_in_another_authority(
    session: Session,
) -> None:
    desk = make_desk(session)
    beside = make_desk(session, slug="accanto", authority=desk.authority)
    far = make_desk(session, authority=make_authority(session, "altra-zona"))
    message = make_message(session, beside, Way.PEC)
    assert hand_in(session, far, "accettazione", message.message_ref) is Told.UNTIED
    assert hand_in(session, desk, "accettazione", message.message_ref) is Told.TIED
    assert len(get_line(session, beside.here, message.public_id).receipts) == 1


def test_an_unknown_receipt_waits_and_is_tied_once_by_hand(session: Session) -> None:
    desk = make_desk(session)
    message = make_message(session, desk, Way.PEC)
    assert hand_in(session, desk, "errore-consegna", "<altrove@esempio.it>") is Told.UNTIED
    receipt = list_untied(session, desk.here)[0]
    tie_receipt(session, desk.actor, desk.here, receipt, message)
    assert get_line(session, desk.here, message.public_id).failed
    assert list_untied(session, desk.here) == []
    with pytest.raises(RuleError):
        tie_receipt(session, desk.actor, desk.here, receipt, message)


def test_only_a_failed_message_is_sent_again_once_and_names_the_old(session: Session) -> None:
    desk = make_desk(session)
    message = make_message(session, desk, recipient="sbagliato@esempio.it")
    form = ResendForm(recipient="giusto@esempio.it")
    with pytest.raises(RuleError):
        resend(
            session, desk.actor, desk.here, get_line(session, desk.here, message.public_id), form
        )
    record_result(session, message.pk, MessageState.FAILED, "550 no such person")
    line = get_line(session, desk.here, message.public_id)
    again = resend(session, desk.actor, desk.here, line, form)
    assert (again.resends_id, again.body, again.recipient) == (
        message.id,
        message.body,
        "giusto@esempio.it",
    )
    assert message.state is MessageState.FAILED
    with pytest.raises(ConflictError):
        resend(session, desk.actor, desk.here, line, form)


def test_the_office_filters_opens_and_takes_away_the_register(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_desk(session)
    letter = make_letter(session, desk)
    pec = make_message(session, desk, Way.PEC, recipient="=cmd@pec.esempio.it")
    store.finish(session)
    sign_in_as(desk.rdp)
    assert "Lettera di prova" in client.get(PAGE).text
    found = client.get(f"{PAGE}?via=pec&testo=CMD%40pec").text
    assert "Comunicazione di prova" in found
    assert "Lettera di prova" not in found
    assert "Nessuna comunicazione qui" in client.get(f"{PAGE}?al=2020-01-01&stato=problemi").text
    assert "Parole di prova." in client.get(f"{PAGE}/{pec.public_id}").text
    assert client.get(f"{PAGE}/{letter.public_id}/file").headers["content-length"]
    table = client.get(f"{PAGE}/elenco.csv?via=pec")
    assert table.content.startswith(b"\xef\xbb\xbf")
    assert "'=cmd@pec.esempio.it" in table.text


def test_several_receipts_come_at_once_and_a_broken_one_stops_none(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_desk(session)
    message = make_message(session, desk, Way.PEC)
    store.finish(session)
    sign_in_as(desk.rdp)
    good = make_receipt("avvenuta-consegna", message.message_ref)
    files = [
        ("receipts", ("consegna.eml", good, "message/rfc822")),
        ("receipts", ("rotta.eml", b"From: a@b.it\nDate: oggi\n\nciao", "message/rfc822")),
        ("receipts", ("foto.png", b"\x89PNG", "image/png")),
    ]
    text = client.post(f"{PAGE}/ricevute", files=files).text
    assert "Legata alla sua comunicazione" in text
    assert text.count("Non letta") == 2
    assert "PEC: avvenuta consegna" in client.get(PAGE).text
    assert client.post(f"{PAGE}/ricevute", data={}).status_code == 422


def test_a_letter_in_the_future_is_not_recorded(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    data = {"way": "letter", "sent_on": "2999-01-01", "recipient": "A", "subject": "B"}
    answer = client.post(f"{PAGE}/registra", data=data)
    assert answer.status_code == 422
    assert "nel futuro" in answer.text
    with store.reading() as seen:
        assert seen.exec(select(Message)).all() == []
