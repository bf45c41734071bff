"""What stands at the front of a fascicolo: its index for machines and for people, its cover."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from markupsafe import Markup

from app.core.documents.document import (
    Block,
    Document,
    Facts,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    Table,
)
from app.core.documents.html import render_html
from app.core.documents.pieces import html_page, json_page
from app.core.documents.typst import render_pdf
from app.core.i18n import instant_words, size_words
from app.law.sources import DLGS33_7BIS_4, L241_22_25
from app.outlets.archive.chapters import CHAPTERS, EVENTS, LEFT_OUT
from app.outlets.archive.members import Gone, Member
from app.outlets.archive.models import Fascicolo
from app.steps.procedures.queries import Here

FORMAT = "coprogramma/fascicolo"
VERSION = 1
INDEX, READABLE, COVER, READ_ME = "indice.json", "indice.html", "copertina.pdf", "LEGGIMI.txt"
TITLES = {f"{n:02d}-{chapter.code}": chapter.title for n, chapter in enumerate(CHAPTERS, start=1)}
TITLES[f"{len(CHAPTERS) + 1:02d}-altri-file"] = "Altri file nominati nei dati"
_READ_ME = """Questo è il fascicolo di un procedimento di co-programmazione.

indice.html    l'elenco di tutto quello che contiene, da leggere
indice.json    lo stesso elenco con la dimensione e l'impronta SHA-256 di ogni membro
copertina.pdf  che procedimento è, con i capitoli

Per controllarlo, anche senza rete:  coprogramma fascicolo verify FILE.zip
Ogni impronta si può controllare anche con i comandi comuni (sha256sum).
"""


def chapter_of(path: str) -> str:
    return path.split("/", 1)[0]


def write_index(
    here: Here, fascicolo: Fascicolo, at: datetime, members: Sequence[Member], gone: Sequence[Gone]
) -> bytes:
    """`indice.json`: every member but itself; `at` is the instant of the last event."""
    chain: dict[str, object] = {
        "codice": here.procedure.public_id,
        "numero": fascicolo.head_number,
        "impronta": fascicolo.head_digest,
    }
    if not fascicolo.redacted:
        chain["membro"] = next(m.path for m in members if m.path.endswith(f"registro/{EVENTS}"))
    return json_page(
        {
            "formato": FORMAT,
            "versione": VERSION,
            "tipo": "pubblicazione" if fascicolo.redacted else "completo",
            "amministrazione": here.authority.name,
            "procedimento": here.procedure.title,
            "aggiornato_a": at,
            "catena": chain,
            "membri": [
                {
                    "percorso": member.path,
                    "titolo": member.title,
                    "origine": member.source,
                    "byte": member.size,
                    "sha256": member.sha256,
                }
                for member in members
            ],
            "esclusi": [
                {"tabella": table, "perché": why}
                for table, why in LEFT_OUT
                if not fascicolo.redacted
            ],
            "rimossi": [
                {"percorso": one.path, "titolo": one.title, "sha256": one.sha256} for one in gone
            ],
        }
    )


def read_me() -> bytes:
    return _READ_ME.encode()


def readable_index(
    here: Here, fascicolo: Fascicolo, at: datetime, members: Sequence[Member], gone: Sequence[Gone]
) -> bytes:
    """`indice.html`: every member by chapter, with links that work beside it."""
    blocks = [_facts(here, fascicolo, at, len(members)), *_nature(fascicolo)]
    page = html_page(Document(_title(fascicolo), at, tuple(blocks), author=here.authority.name))
    head, tail = page.split(b"</main>")
    lists = [_chapter_list(code, list(group)) for code, group in groupby(members, _code)]
    if gone:
        words = "Rimossi per fine del termine di conservazione"
        rows = tuple(f"{one.title} (SHA-256 {one.sha256})" for one in gone)
        lists.append(_fragment(at, (Heading(1, words), ListBlock(rows))))
    if not fascicolo.redacted:
        left = tuple(f"{table}: {why}." for table, why in LEFT_OUT)
        title = Heading(1, "Che cosa non contiene, e perché")
        lists.append(_fragment(at, (title, ListBlock(left))))
    return b"".join((head, *lists, b"</main>", tail))


def _code(member: Member) -> str:
    return chapter_of(member.path)


def _chapter_list(code: str, members: list[Member]) -> bytes:
    """Relative links cannot stand in the neutral document: the list is written here."""
    rows = Markup("").join(
        Markup('<li><a href="{}">{}</a><br><small>{}, SHA-256 {}</small></li>').format(
            member.path, member.title, size_words(member.size), member.sha256
        )
        for member in members
    )
    whole = Markup("<h2>{}</h2><ul>{}</ul>").format(TITLES.get(code, code), rows)
    return str(whole).encode()


def _fragment(at: datetime, blocks: tuple[Block, ...]) -> bytes:
    return str(render_html(Document("—", at, blocks))).encode()


def cover(
    here: Here, fascicolo: Fascicolo, at: datetime, members: Sequence[Member], index_sha256: str
) -> bytes:
    """`copertina.pdf`: what it is, its chapters, the hash of the index over all members."""
    rows = tuple(
        (TITLES.get(code, code), str(len(found)), size_words(sum(m.size for m in found)))
        for code, group in groupby(members, _code)
        if (found := list(group))
    )
    table = Table("Capitoli", ("Capitolo", "Membri", "Peso"), rows, (6, 1, 2), row_headers=True)
    blocks: list[Block] = [
        _facts(here, fascicolo, at, len(members)),
        *_nature(fascicolo),
        Heading(1, "Capitoli"),
        table,
        Heading(1, "Come si controlla"),
        Paragraph(
            "L'elenco completo è in indice.html; le impronte sono in indice.json. Il comando "
            "«coprogramma fascicolo verify» le ricalcola tutte, senza rete."
        ),
        Facts((("Impronta dell'elenco dei membri (SHA-256)", index_sha256),)),
    ]
    return render_pdf(Document(_title(fascicolo), at, tuple(blocks), author=here.authority.name))


def _title(fascicolo: Fascicolo) -> str:
    return "Fascicolo per la pubblicazione" if fascicolo.redacted else "Fascicolo del procedimento"


def _facts(here: Here, fascicolo: Fascicolo, at: datetime, members: int) -> Block:
    return Facts(
        (
            ("Amministrazione", here.authority.name),
            ("Procedimento", here.procedure.title),
            ("Aggiornato al fatto", f"n. {fascicolo.head_number}, {instant_words(at)}"),
            ("Impronta di quel fatto", fascicolo.head_digest),
            ("Membri", str(members)),
        )
    )


def _nature(fascicolo: Fascicolo) -> tuple[Block, ...]:
    if fascicolo.redacted:
        source = DLGS33_7BIS_4
        words = (
            "Senza documenti d'identità, firme, recapiti, nomi dei delegati, note dell'ufficio e "
            "messaggi a persone; i contributi sono come pubblicati, con gli omissis."
        )
    else:
        source = L241_22_25
        words = "Contiene dati personali: si consegna solo a chi ha diritto di accesso."
    return (Note(f"{words} {source.label}."),)
