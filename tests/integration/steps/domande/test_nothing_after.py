"""After the deadline nothing can be added to a filed domanda, whatever is sent where."""

import re
from datetime import timedelta

from fastapi import FastAPI
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.core.web.routes import iter_routes
from app.steps.domande.models import Domanda, DomandaFile, DomandaMember, DomandaPart
from tests.conftest import Clock
from tests.factories.domande import SIGNATORY, make_applicant, make_filed_domanda
from tests.factories.ets import new_tax_code
from tests.factories.files import pdf_bytes
from tests.factories.members import ALONE, joint_draft, member_of
from tests.factories.procedures import Desk
from tests.integration.steps.domande.conftest import AFTER
from tests.support.browserless import SignedIn

TAKES_BACK = "/area-personale/domande/{domanda}/ritira"
TAKES_FILES = ("/allegati", "/integrazione")
EVERYTHING = {
    "answer": "Ecco.", "label": "Statuto", "edizione": "1", "way": "digital", "place": "Livorno",
    "date": "2025-12-16", "name": "Ente", "tax_code": new_tax_code(), "runts_state": "not_ets",
    "chiave": "k", **SIGNATORY,
}  # fmt: skip


def picture(store: Store, domanda: Domanda) -> tuple[object, ...]:
    with store.reading() as reader:
        row = reader.get_one(Domanda, domanda.pk)
        parts = reader.exec(
            select(DomandaPart.code, DomandaPart.answers)
            .where(DomandaPart.domanda_id == domanda.pk)
            .order_by(col(DomandaPart.code))
        ).all()
        files = reader.exec(
            select(DomandaFile.public_id, DomandaFile.file_id).where(
                DomandaFile.domanda_id == domanda.pk
            )
        ).all()
        members = reader.exec(select(DomandaMember.public_id)).all()
        drafts = reader.exec(select(Domanda.public_id)).all()
    return row.state, row.digest, row.edition, list(parts), list(files), list(members), list(drafts)


def test_no_route_of_the_area_adds_to_it(
    house: tuple[FastAPI, TestClient],
    client: TestClient,
    store: Store,
    session: Session,
    joint_desk: Desk,
    sign_in_as: SignedIn,
    clock: Clock,
) -> None:
    applicant = make_applicant(session)
    filed = make_filed_domanda(session, joint_desk, applicant, answers=ALONE)
    drafting = make_applicant(session)
    other = joint_draft(session, joint_desk, drafting)
    member = member_of(session, drafting, other, make_applicant(session))
    store.finish(session)
    clock.move_to(AFTER + timedelta(hours=1))
    before = picture(store, filed)
    known = {"domanda": filed.public_id, "member": member.public_id, "part": "signatory"}
    known["file"] = str(before[4][0][0])  # type: ignore[index]
    known |= {"authority": joint_desk.authority.slug, "procedure": joint_desk.here.procedure.slug}
    sign_in_as(applicant.account)
    app, _ = house
    asked = 0
    for route in iter_routes(app):
        path = str(route.path)
        if not path.startswith("/area-personale/domande") or "POST" not in (route.methods or ()):
            continue
        if path == TAKES_BACK:
            continue
        address = re.sub(r"\{(\w+)\}", lambda found: known[found[1]], path)
        for data in ({}, EVERYTHING):
            files = {"files": ("a.pdf", pdf_bytes())} if path.endswith(TAKES_FILES) else None
            sent = client.post(address, data=data, files=files)
            assert sent.status_code in {303, 404, 422}, (path, sent.status_code)
            assert picture(store, filed) == before, path
        asked += 1
    assert asked > 14
