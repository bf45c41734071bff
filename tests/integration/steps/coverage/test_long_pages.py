"""A long plan on a page: folded objective by objective, open where an address points."""

from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.steps.plans.actions import publish_plan
from tests.factories.plans import OBJECTIVE, PROGRAMME, csv_plan, make_plan
from tests.factories.procedures import make_started_desk

PUBLIC = "/zona-esempio/prova/piano"


def test_an_objective_of_more_programmes_folds_them_until_one_is_pointed_at(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_started_desk(session)
    rows: list[tuple[str, ...]] = [
        OBJECTIVE,
        PROGRAMME,
        ("P2", "programma", "Abitare", "O1", "", "", "", ""),
        ("A1", "attività", "Corse serali", "P1", "", "", "", ""),
        ("A2", "attività", "Alloggi", "P2", "", "", "", ""),
    ]
    items = make_plan(session, desk, csv_plan(rows))
    publish_plan(session, desk.actor, desk.here)
    store.finish(session)
    assert "<details><summary>2 programmi, 2 attività<" in client.get(PUBLIC).text
    ref = items["A2"].public_id
    pointed = client.get(f"{PUBLIC}?voce={ref}").text
    assert "<details open><summary>2 programmi, 2 attività<" in pointed
    assert "2 programmi" not in client.get(f"{PUBLIC}?q=alloggi").text
