"""The small files beside the data: the dictionary, how a CSV is read, the catalogue."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.services import Services
from app.outlets.opendata.about import (
    DICTIONARY_HEAD,
    About,
    csv_metadata,
    dictionary_rows,
)
from app.outlets.opendata.answers import bytes_answer, headers_of, tag_of
from app.outlets.opendata.catalogue import catalogue_of
from app.outlets.opendata.datasets import BY_CODE, DATASETS
from app.outlets.opendata.formats import write_csv_rows
from app.outlets.opendata.queries import Asked, Version, check_place, read_version
from app.outlets.opendata.rdf import write_json_ld, write_turtle, write_xml
from app.people.authorities.models import Authority
from app.people.authorities.queries import get_authority


@dataclass(frozen=True, slots=True)
class Around:
    """What a small file is made of."""

    authority: Authority
    place: str
    version: Version
    services: Services


def _dictionary(around: Around) -> bytes:
    return b"".join(write_csv_rows(DICTIONARY_HEAD, dictionary_rows(DATASETS)))


def _catalogue(write: Callable[..., bytes]) -> Callable[[Around], bytes]:
    def made(around: Around) -> bytes:
        services = around.services
        return write(
            catalogue_of(
                around.authority, DATASETS, services.base_url, around.version.changed_at,
                demo=services.demo,
            )
        )  # fmt: skip

    return made


SMALL: Final[dict[str, tuple[str, Callable[[Around], bytes]]]] = {
    "dizionario.csv": ("text/csv; charset=utf-8; header=present", _dictionary),
    "catalogo.ttl": ("text/turtle; charset=utf-8", _catalogue(write_turtle)),
    "catalogo.rdf": ("application/rdf+xml; charset=utf-8", _catalogue(write_xml)),
    "catalogo.jsonld": ("application/ld+json", _catalogue(write_json_ld)),
}
OF_AUTHORITY: Final = frozenset(SMALL) - {"dizionario.csv"}
_METADATA: Final = ".csv-metadata.json"


async def small_file(request: Request, services: Services, asked: Asked, file: str) -> Response:
    """A file that is made for each request. Raises NotFoundError.

    The catalogue is one for each authority: a procedure has none of its own.
    """
    if asked.procedure and file in OF_AUTHORITY:
        raise NotFoundError
    async with services.gate.reading():
        around = await run_in_threadpool(_look, services, asked)
    media_type, body = await run_in_threadpool(_made, around, file)
    headers = headers_of(tag_of(file, body.hex()), around.version)
    return bytes_answer(request, body, media_type, headers)


def _look(services: Services, asked: Asked) -> Around:
    with services.store.reading() as session:
        check_place(session, asked)
        authority = get_authority(session, asked.authority)
        return Around(
            authority, f"/{asked.scope}/dati", read_version(session, asked.scope), services
        )


def _made(around: Around, file: str) -> tuple[str, bytes]:
    if file in SMALL:
        media_type, make = SMALL[file]
        return media_type, make(around)
    code = file.removesuffix(_METADATA)
    if code not in BY_CODE:
        raise NotFoundError
    services = around.services
    about = About(
        BY_CODE[code], around.authority.name, around.place, services.base_url,
        around.version.changed_at, services.demo,
    )  # fmt: skip
    body = json.dumps(csv_metadata(about), ensure_ascii=False, indent=1).encode()
    return "application/csvm+json", body
