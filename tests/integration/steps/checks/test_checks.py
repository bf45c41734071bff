"""What was declared and what the register said: kept at each arrival and each list, never more."""

from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.clock import from_rome
from app.core.errors import RuleError
from app.core.events import canonical
from app.core.store.session import Store
from app.people.ets.enums import RuntsState
from app.people.runts.models import RegisterExtract
from app.steps.checks.actions import compare_all, evidence_hash
from app.steps.checks.enums import Occasion
from app.steps.checks.models import RegisterCheck
from app.steps.domande.enums import DomandaState
from tests.conftest import Clock
from tests.factories.domande import make_applicant, make_filed_domanda
from tests.factories.examination import make_admission, make_arrival, make_decided
from tests.factories.people import make_authority
from tests.factories.procedures import Desk
from tests.factories.register import entry, load_entries
from tests.support.browserless import SignedIn

DATED = date(2025, 11, 3)


def load(store: Store, session: Session, *rows: tuple[str, ...]) -> RegisterExtract:
    """An extract in use; what the test has made until now is committed first."""
    store.finish(session)
    return load_entries(store, *rows, dated=DATED)


def checks_of(session: Session) -> list[RegisterCheck]:
    return list(session.exec(select(RegisterCheck).order_by(col(RegisterCheck.id))).all())


def kinds(check: RegisterCheck) -> list[str]:
    return [kind for kind, _ in check.findings]


def test_a_filing_leaves_the_evidence_of_both_sides(
    store: Store, session: Session, open_desk: Desk
) -> None:
    applicant = make_applicant(session, name="Associazione L'Approdo")
    code = applicant.body.tax_code or ""
    extract = load(store, session, entry(code, name="ASSOCIAZIONE L’APPRODO ODV", number=99))
    domanda = make_filed_domanda(session, open_desk, applicant)
    (check,) = checks_of(session)
    assert (check.domanda_id, check.occasion, kinds(check)) == (
        domanda.pk, Occasion.ARRIVAL, ["number"],
    )  # fmt: skip
    assert check.declared["number"] == "12345"
    assert (check.said["number"], check.said["name"]) == (99, "ASSOCIAZIONE L’APPRODO ODV")
    assert (check.extract_dated, check.extract_sha256) == (DATED, extract.sha256)
    assert domanda.state is DomandaState.FILED


def test_the_chain_holds_the_hash_of_the_evidence_and_no_name(
    store: Store, session: Session, open_desk: Desk
) -> None:
    make_filed_domanda(session, open_desk, make_applicant(session, name="Ente Riservato"))
    store.finish(session)
    event = session.exec(select(EventRow).where(EventRow.kind == "checks.register_checked")).one()
    assert evidence_hash(checks_of(session)) in event.payload
    assert "Riservato" not in event.payload


def test_without_an_extract_the_filing_says_so_and_stands(
    session: Session, open_desk: Desk
) -> None:
    make_filed_domanda(session, open_desk)
    (check,) = checks_of(session)
    assert (kinds(check), check.said, check.extract_sha256) == (["no_extract"], {}, "")


def test_one_that_came_by_pec_is_compared_by_its_bodys_profile(
    store: Store, session: Session, desk: Desk
) -> None:
    load(store, session, entry())
    make_arrival(session, desk, runts_state=RuntsState.UNDER_WAY)
    assert kinds(checks_of(session)[0]) == ["not_registered"]


def test_a_published_list_asks_the_register_once_more(
    store: Store, session: Session, desk: Desk, clock: Clock
) -> None:
    domanda = make_arrival(session, desk)
    load(store, session, entry(domanda.body_tax_code))
    make_decided(session, desk, domanda, reason="Il ritardo è della posta.")
    clock.move_to(from_rome(date(2026, 3, 2), 9))
    make_admission(session, desk)
    arrived, admitted = checks_of(session)
    assert kinds(arrived) == ["no_extract"]
    assert (admitted.occasion, kinds(admitted)) == (
        Occasion.ADMISSION, ["confirmed", "old_extract"],
    )  # fmt: skip


def test_evidence_is_never_changed(store: Store, session: Session, desk: Desk) -> None:
    make_arrival(session, desk)
    check = checks_of(session)[0]
    check.findings = [["confirmed", "Tutto bene."]]
    session.add(check)
    with pytest.raises(DBAPIError, match="append-only"):
        session.flush()


def test_there_is_nothing_to_compare_before_the_first_domanda(session: Session, desk: Desk) -> None:
    with pytest.raises(RuleError, match="ancora nessuna domanda"):
        compare_all(session, desk.actor, desk.here)


@pytest.fixture
def compared(
    store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> tuple[str, list[str]]:
    """Three arrivals of which the register confirms the first; the office is signed in."""
    made = [make_arrival(session, desk, body_name=f"=Ente {name}") for name in ("A", "B", "C")]
    store.finish(session)
    codes = [one.body_tax_code for one in made]
    load_entries(
        store, entry(codes[0], name="ENTE A"), entry(codes[1], name="ALTRO NOME"), dated=DATED
    )
    sign_in_as(desk.rdp)
    return f"/ufficio/{desk.here.scope}/domande/registro", codes


def test_the_office_compares_all_again_and_filters_by_what_differs(
    client: TestClient, compared: tuple[str, list[str]]
) -> None:
    address, _ = compared
    assert client.get(address).text.count("Nessun estratto caricato</span>") == 3
    assert client.post(address).headers["location"] == address
    shown = client.get(address).text
    assert "Denominazione: dichiara «=Ente B», il registro dice «ALTRO NOME»." in shown
    only = client.get(address, params={"esito": "name"}).text
    assert ("=Ente B</a>" in only, "=Ente A</a>" in only) == (True, False)
    assert "Nessuna domanda con questo esito" in client.get(address, params={"esito": "x"}).text


def test_the_table_quotes_every_cell_and_computes_none(
    client: TestClient, compared: tuple[str, list[str]]
) -> None:
    address, codes = compared
    client.post(address)
    lines = client.get(f"{address}.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[1].startswith(f'"1/2025";"\'=Ente A";"{codes[0]}";"confermato"')
    assert all(line.startswith('"') and line.endswith('"') for line in lines)


def test_the_page_of_a_domanda_shows_its_comparisons(
    client: TestClient, store: Store, compared: tuple[str, list[str]]
) -> None:
    address, codes = compared
    client.post(address)
    with store.reading() as session:
        check = checks_of(session)[-1]
        assert canonical(check.said) == "{}"
        query = select(RegisterCheck).where(RegisterCheck.domanda_id == check.domanda_id)
        assert len(session.exec(query).all()) == 2
    shown = client.get(address).text.split(f"<br>{codes[2]}")[0].rsplit('href="', 1)[1]
    page = client.get(shown.split("#")[0]).text
    assert f"Il codice fiscale {codes[2]} non si trova" in page
    assert "Confronti precedenti" in page


def test_what_another_authority_loaded_is_no_evidence(
    store: Store, session: Session, open_desk: Desk
) -> None:
    other = make_authority(session, slug="altra-zona", name="Altra zona")
    store.finish(session)
    load_entries(store, entry(), dated=DATED, authority_id=other.pk)
    make_filed_domanda(session, open_desk)
    assert [check.extract_sha256 for check in checks_of(session)] == [""]
