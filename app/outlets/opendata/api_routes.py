"""The interface for programs: the same things as the files, filtered, page after page."""

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.text import DEMO_WORDS
from app.core.web.deps import ReadSession, ServicesDep, permit
from app.core.web.paging import read_ref
from app.core.web.render import Around, page
from app.core.web.services import Services
from app.outlets.opendata.about import LICENCE, LICENCE_NAME
from app.outlets.opendata.answers import bytes_answer, headers_of, is_fresh, not_modified, tag_of
from app.outlets.opendata.api import MOST, ROOT, filters_of, find_dataset, read_wish
from app.outlets.opendata.columns import Record, iso
from app.outlets.opendata.dataset import Dataset, Made
from app.outlets.opendata.datasets import DATASETS
from app.outlets.opendata.files import EDITION
from app.outlets.opendata.formats import json_object
from app.outlets.opendata.openapi import openapi_of
from app.outlets.opendata.permissions import READ
from app.outlets.opendata.queries import Version, get_record, list_records, read_version

router = APIRouter()
GETS = ["GET", "HEAD"]
JSON = "application/json"


@router.api_route(ROOT + "/openapi.json", methods=GETS, dependencies=[permit(READ)])
async def document(request: Request, services: ServicesDep) -> Response:
    said = openapi_of(services.base_url, demo=services.demo)
    body = json.dumps(said, ensure_ascii=False, indent=1).encode()
    headers = headers_of(tag_of(body.hex()), Version("", None))
    return bytes_answer(request, body, JSON, headers)


@router.get(ROOT + "/", dependencies=[permit(READ)])
async def how_page(request: Request, services: ServicesDep) -> Response:
    title = "Interfaccia per programmi"
    return page(
        request,
        "opendata/api.html",
        around=Around(breadcrumb=(("Home", "/"), (title, None))),
        title=title,
        base=services.base_url,
        root=ROOT,
        most=MOST,
        licence=(LICENCE, LICENCE_NAME),
        datasets=[(dataset, filters_of(dataset)) for dataset in DATASETS],
    )


@router.api_route(ROOT + "/{code}", methods=GETS, dependencies=[permit(READ)])
def rows(request: Request, code: str, session: ReadSession, services: ServicesDep) -> Response:
    wish = read_wish(code, request.query_params.multi_items(), services.secret)
    version = read_version(session, wish.asked.scope)
    tag = _tag(services, version, code, repr(sorted(wish.given.items())))
    headers = headers_of(tag, version)
    if is_fresh(request, headers):
        return not_modified(headers)
    made = Made(services.base_url)
    found = list_records(
        session, wish.dataset, wish.asked, made, after=wish.after, limit=wish.limit + 1
    )
    shown, more = found[: wish.limit], len(found) > wish.limit
    following = (
        wish.next_address(services.base_url, services.secret, shown[-1][0]) if more else None
    )
    if following:
        headers["link"] = f'<{following}>; rel="next", {headers["link"]}'
    records = [record for _, record in shown]
    data = "[" + ", ".join(json_object(wish.dataset.names, record) for record in records) + "]"
    body = _body(services, wish.dataset, version, "dati", data, successiva=following)
    return bytes_answer(request, body, JSON, headers)


@router.api_route(ROOT + "/{code}/{ref}", methods=GETS, dependencies=[permit(READ)])
def one(
    request: Request, code: str, ref: str, session: ReadSession, services: ServicesDep
) -> Response:
    dataset = find_dataset(code)
    if dataset.ref is None or not read_ref(ref):
        raise NotFoundError("Questo insieme non ha righe con un identificativo proprio.")
    record: Record = get_record(session, dataset, ref, Made(services.base_url))
    version = read_version(session, "")
    headers = headers_of(_tag(services, version, code, ref), version)
    body = _body(services, dataset, version, "dato", json_object(dataset.names, record))
    return bytes_answer(request, body, JSON, headers)


def _tag(services: Services, version: Version, *asked: str) -> str:
    changed = str(version.changed_at)
    return tag_of(EDITION, *asked, version.tag, changed, services.base_url, str(services.demo))


def _body(
    services: Services, dataset: Dataset, version: Version, name: str, data: str, **more: Any
) -> bytes:
    said = {
        **({"dimostrazione": DEMO_WORDS} if services.demo else {}),
        "insieme": dataset.code,
        "licenza": LICENCE,
        "aggiornato": iso(version.changed_at) if version.changed_at else None,
        **more,
    }
    head = json.dumps(said, ensure_ascii=False)[:-1]
    return f'{head}, "{name}": {data}}}\n'.encode()
