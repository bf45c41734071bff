"""What an installation needs of its machine, checked by trying it."""

import sys
from datetime import UTC, datetime

from app.core.documents.document import Document, Paragraph
from app.core.documents.errors import DocumentError
from app.core.documents.typst import render_pdf
from app.core.files.blobs import blob_store_from_url
from app.core.files.errors import StorageError
from app.core.resources import resource
from app.core.store.engine import DatabaseSettingError, open_engines
from app.core.store.session import Store
from app.settings import Settings


def missing_parts(settings: Settings) -> list[str]:
    """One sentence for each thing that does not work here; empty when all does."""
    found = [_python(), _folders(), _database(settings), _blobs(settings), _pdf()]
    return [line for line in found if line]


def _python() -> str:
    return "" if sys.version_info >= (3, 11) else "python: 3.11 or newer is needed"


def _folders() -> str:
    lacking = [
        name for name in ("templates", "static/dist", "migrations") if not resource(name).is_dir()
    ]
    return f"files: {', '.join(lacking)} not found" if lacking else ""


def _database(settings: Settings) -> str:
    try:
        engines = open_engines(settings.database_url, pool_size=2)
    except DatabaseSettingError as error:
        return f"database: {error}"
    problem = Store(engines).ready()
    engines.dispose()
    return problem or ""


def _blobs(settings: Settings) -> str:
    try:
        store = blob_store_from_url(settings.blob_url)
        store.delete(store.put([b"check"], 10).key)
    except (StorageError, ValueError) as error:
        return f"blobs: {error}"
    return ""


def _pdf() -> str:
    document = Document("Prova", datetime(2026, 1, 1, tzinfo=UTC), (Paragraph("Prova"),))
    try:
        render_pdf(document)
    except DocumentError as error:
        return f"pdf: {error.sentence}"
    return ""
