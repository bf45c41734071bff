"""The pack for the authority's protocol: one ZIP with tables, folders of files and a guide."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from app.core.clock import in_rome
from app.core.files.blobs import BlobStore
from app.core.files.csv_out import MARK, csv_row
from app.core.files.models import StoredFile
from app.core.files.names import safe_name
from app.core.files.zipping import Entry, zip_stream
from app.core.i18n import date_short
from app.core.text import slugify
from app.core.web.download import read_in_pieces
from app.steps.domande.models import Domanda, DomandaFile
from app.steps.procedures.queries import Here
from app.steps.protocol.queries import list_packed_files, list_received
from app.steps.receipts.models import DomandaReceipt
from app.steps.receipts.queries import list_receipts, receipt_file

DOMANDE_CSV, FILES_CSV, GUIDE = "domande.csv", "file.csv", "LEGGIMI.txt"
DOMANDE_HEADERS = (
    "numero", "ricevuta il (ora di Roma)", "mittente", "codice fiscale", "oggetto", "canale",
    "stato", "file", "impronta SHA-256", "cartella", "protocollo numero", "protocollo data",
)  # fmt: skip
FILE_HEADERS = ("numero", "file", "che cos'è", "nome originale", "byte", "SHA-256")


@dataclass(frozen=True, slots=True)
class Packed:
    """A domanda with what goes into its folder."""

    domanda: Domanda
    folder: str
    files: tuple[tuple[str, DomandaFile, StoredFile], ...]
    receipt: DomandaReceipt | None


def plan_pack(session: Session, here: Here, *, only_missing: bool) -> list[Packed]:
    """What goes into a pack, in four queries; only what was received, never a draft."""
    domande = list_received(session, here.procedure.pk, only_missing=only_missing)
    ids = [one.pk for one in domande]
    files, receipts = list_packed_files(session, ids), list_receipts(session, ids)
    packed = []
    for one in domande:
        folder = f"domande/{one.year}-{one.number:05d}-{slugify(one.body_name)[:40]}"
        named = tuple(
            (f"{folder}/{place:02d}-{_name(file)}", held, file)
            for place, (held, file) in enumerate(files.get(one.pk, ()), start=1)
        )
        packed.append(Packed(one, folder.rstrip("-"), named, receipts.get(one.pk)))
    return packed


def _name(file: StoredFile) -> str:
    return safe_name(file.name, file.name.rpartition(".")[2].lower()[:8] or "bin")


def pack_stream(here: Here, packed: list[Packed], blobs: BlobStore) -> Iterator[bytes]:
    """The ZIP, a piece at a time: tables and guide first, then each domanda's folder."""
    return zip_stream(_entries(here, packed, blobs))


def _entries(here: Here, packed: list[Packed], blobs: BlobStore) -> Iterator[Entry]:
    for name, body in (
        (GUIDE, guide_of(here, len(packed)).encode()),
        (DOMANDE_CSV, domande_csv(here, packed)),
        (FILES_CSV, files_csv(packed)),
    ):
        yield name, len(body), (body,)
    for one in packed:
        if one.receipt is not None:
            name, body = receipt_file(one.domanda, one.receipt)
            yield f"{one.folder}/{name}", len(body), (body,)
        for path, _, file in one.files:
            yield path, file.size, read_in_pieces(blobs.open(file.key))


def domande_csv(here: Here, packed: list[Packed]) -> bytes:
    """One line for each domanda; the last two columns are for the protocol to fill in.

    The number is written `n. 12/2025`: a spreadsheet would take `12/2025` for a month.
    """
    title = here.procedure.title
    lines = [csv_row(DOMANDE_HEADERS)]
    for one in packed:
        domanda = one.domanda
        assert domanda.filed_at is not None
        day = domanda.protocol_date
        lines.append(
            csv_row(
                (
                    f"n. {domanda.register_number}",
                    f"{in_rome(domanda.filed_at):%d/%m/%Y %H:%M:%S}",
                    domanda.body_name,
                    domanda.body_tax_code,
                    f"Domanda di partecipazione: {title}",
                    domanda.channel.label,
                    domanda.state.label,
                    " | ".join(path.rpartition("/")[2] for path, _, _ in one.files),
                    domanda.digest,
                    one.folder,
                    domanda.protocol_number,
                    date_short(day) if day else "",
                )
            )
        )
    return MARK + b"".join(lines)


def files_csv(packed: list[Packed]) -> bytes:
    """One line for each file, with its hash."""
    lines = [csv_row(FILE_HEADERS)]
    for one in packed:
        number = f"n. {one.domanda.register_number}"
        for path, held, file in one.files:
            what = held.label or held.role.label
            lines.append(csv_row((number, path, what, file.name, str(file.size), file.sha256)))
    return MARK + b"".join(lines)


def guide_of(here: Here, domande: int) -> str:
    """What the pack is and how the numbers come back."""
    return f"""Pacchetto per il protocollo
{here.authority.name}
{here.procedure.title}
Domande: {domande}

- {DOMANDE_CSV}: una riga per domanda (CSV UTF-8, separato da punto e virgola; ore di Roma).
- {FILES_CSV}: una riga per file, con la sua impronta SHA-256.
- domande/: una cartella per domanda, con i file come sono arrivati e la ricevuta.

Per riportare i numeri: scrivete in {DOMANDE_CSV} le colonne «protocollo numero» e «protocollo data»
(giorno/mese/anno), salvate in CSV e caricate il file nella pagina «Protocollo delle domande».
Le righe lasciate vuote si possono completare dopo. Contano solo «numero» e le due colonne del
protocollo: le altre si possono togliere. Prima di registrare, la pagina mostra ogni riga con i suoi
errori; si registrano tutte insieme o nessuna.

Nelle cartelle ci sono dati personali e documenti d'identità: conservatele come quelli.
"""
