"""From an address to the bytes of a file: which dataset, of which place, in which version."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from app.core.errors import NotFoundError, UnavailableError
from app.core.files.sheet_out import CellError
from app.core.web.download import read_in_pieces
from app.core.web.services import Services
from app.outlets.opendata.about import About, dictionary_rows
from app.outlets.opendata.answers import headers_of, is_fresh, not_modified, tag_of, takes_gzip
from app.outlets.opendata.dataset import Made
from app.outlets.opendata.datasets import BY_CODE, DATASETS, Dataset
from app.outlets.opendata.formats import FORMATS
from app.outlets.opendata.kept import KeptFiles
from app.outlets.opendata.queries import Asked, Version, check_place, read_version, stream_records
from app.people.authorities.queries import get_authority

EDITION: Final = tag_of("1", repr(dictionary_rows(DATASETS)))
"""Another when what the files say is another: a new release must not look unchanged."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that somebody asks for."""

    dataset: Dataset
    extension: str
    asked: Asked
    packed: bool

    @property
    def place(self) -> str:
        return f"/{self.asked.scope}/dati"

    def tag(self, version: Version, services: Services) -> str:
        return tag_of(
            EDITION, self.dataset.code, self.extension, self.asked.scope, str(self.packed),
            version.tag, str(version.changed_at), services.base_url, str(services.demo),
        )  # fmt: skip


def wanted_file(request: Request, asked: Asked, file: str) -> Wanted:
    """What `contributi.csv` is. Raises NotFoundError."""
    code, _, extension = file.partition(".")
    if code not in BY_CODE or extension not in FORMATS:
        raise NotFoundError
    packed = extension != "xlsx" and takes_gzip(request)
    return Wanted(BY_CODE[code], extension, asked, packed)


async def file_answer(request: Request, services: Services, wanted: Wanted) -> Response:
    """The file, or that nothing changed. It is made before its first byte leaves.

    Raises NotFoundError where the place is not public, UnavailableError where it cannot be made.
    """
    kept: KeptFiles = request.app.state.kept_files
    async with services.gate.reading():
        version = await run_in_threadpool(_look, services, wanted)
    headers = _headers(wanted, version, services)
    if is_fresh(request, headers):
        return not_modified(headers)
    held = kept.open((headers["etag"],))
    if held is not None:
        return _answer(request, wanted, headers, *held)
    async with kept.turn:  # not at the gate: who waits for a large file keeps no reader out
        headers, (source, size) = await run_in_threadpool(_make, services, wanted, kept)
    return _answer(request, wanted, headers, source, size)


def _answer(
    request: Request, wanted: Wanted, headers: dict[str, str], source: BinaryIO, size: int
) -> Response:
    headers["content-length"] = str(size)
    body: Iterator[bytes] = read_in_pieces(source)
    if request.method == "HEAD":
        source.close()
        body = iter(())
    return StreamingResponse(body, media_type=FORMATS[wanted.extension][0], headers=headers)


def _look(services: Services, wanted: Wanted) -> Version:
    with services.store.reading() as session:
        check_place(session, wanted.asked)
        return read_version(session, wanted.asked.scope)


def _headers(wanted: Wanted, version: Version, services: Services) -> dict[str, str]:
    about = About(wanted.dataset, "", wanted.place, services.base_url, None, services.demo)
    name = about.file_name(wanted.extension)
    packed = {"content_encoding": "gzip"} if wanted.packed else {}
    metadata = f'<{about.page}/{wanted.dataset.code}.csv-metadata.json>; rel="describedby"'
    described = {"link": metadata} if wanted.extension == "csv" else {}
    return headers_of(
        wanted.tag(version, services),
        version,
        content_disposition=f'attachment; filename="{name}"',
        **packed,
        **described,
    )


def _make(
    services: Services, wanted: Wanted, kept: KeptFiles
) -> tuple[dict[str, str], tuple[BinaryIO, int]]:
    """Rows and version are of one snapshot, which ends before anything is sent."""
    with services.store.reading() as session:
        version = read_version(session, wanted.asked.scope)
        headers = _headers(wanted, version, services)
        found = kept.open((headers["etag"],))
        if found is not None:
            return headers, found
        authority = get_authority(session, wanted.asked.authority)
        about = About(
            wanted.dataset, authority.name, wanted.place, services.base_url,
            version.changed_at, services.demo,
        )  # fmt: skip
        records = stream_records(session, wanted.dataset, wanted.asked, Made(services.base_url))
        pieces = FORMATS[wanted.extension][1](about, records)
        try:
            return headers, kept.make((headers["etag"],), pieces, packed=wanted.packed)
        except CellError as error:
            raise UnavailableError(
                "Questi dati non entrano in un foglio di calcolo.",
                remedy="Scaricate il CSV o il JSON.",
            ) from error
