"""100,000 published contributions of made-up Italian, for size only: rows, outside the actions.

The words follow Zipf's law: a few are in most texts, most are in a few. Equal seeds, equal texts.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from app.core.clock import legal_now
from app.core.store.session import Store
from app.law.phases import Phase
from app.people.authorities.actions import create_authority
from app.people.authorities.enums import AuthorityKind
from app.people.ets.enums import RuntsState
from app.people.ets.models import Ets
from app.steps.contributions.enums import ContributionKind, ContributionState
from app.steps.contributions.models import Contribution
from app.steps.procedures.models import PhaseStep, Procedure, Tavolo
from bench.data import put_off_jobs

SIZE, CHUNK, BODIES, PROCEDURES = 100_000, 2_000, 300, 20
VOCABULARY, TITLE, LENGTHS = 20_000, 7, (40, 110)
SMALL_WORDS = (
    "di", "a", "che", "la", "per", "i", "non", "dell'", "una", "con", "le", "nel", "all'", "più",
)  # fmt: skip
COMMON = (
    "persone", "servizi", "territorio", "famiglie", "anziani", "assistenza", "disabilità",
    "comunità", "domiciliare", "bisogno", "rete", "trasporti", "minori", "sostegno", "progetti",
    "volontari", "associazioni", "salute", "casa", "scuola", "lavoro", "giovani", "accesso",
    "integrazione", "quartiere", "autonomia", "solitudine", "ascolto", "percorsi", "spazi",
)  # fmt: skip
_HEADS = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ra",
    "se",
    "ti",
    "vo",
    "cra",
    "stri",
    "glo",
]
_TAILS = [
    "zione",
    "mento",
    "tore",
    "bile",
    "nte",
    "ssimo",
    "ggio",
    "nza",
    "rìa",
    "sta",
    "ità",
    "ale",
]


def vocabulary() -> list[str]:
    """The words, the most common first."""
    chance = random.Random(1)
    made = dict.fromkeys(COMMON)
    while len(made) < VOCABULARY:
        head = "".join(chance.choices(_HEADS, k=chance.randrange(1, 4)))
        made.setdefault(head + chance.choice(_TAILS))
    return list(made)


def texts(size: int) -> Iterator[tuple[str, str]]:
    """Title and text of each contribution."""
    chance, words = random.Random(2), vocabulary()
    weights = list(accumulate(1 / (place + 3) for place in range(len(words))))
    for _ in range(size):
        length = chance.randrange(*LENGTHS)
        drawn = chance.choices(words, cum_weights=weights, k=length + TITLE)
        body = (f"{chance.choice(SMALL_WORDS)} {word}".replace("' ", "'") for word in drawn[TITLE:])
        yield " ".join(drawn[:TITLE]).capitalize(), " ".join(body).capitalize() + "."


def fill(store: Store, size: int = SIZE) -> None:
    """Authorities, procedures, bodies and `size` published contributions in a migrated database."""
    with store.writing() as session:
        places = [place for number in range(2) for place in _procedures(session, number)]
        bodies = [_body(session, number) for number in range(BODIES)]
        put_off_jobs(session)
    chance = random.Random(3)
    rows = (
        _row(number, *words, chance.choice(places), chance.choice(bodies))
        for number, words in enumerate(texts(size))
    )
    while part := list(islice(rows, CHUNK)):
        with store.writing() as session:
            session.connection().execute(insert(Contribution), part)


def _procedures(session: Session, number: int) -> list[tuple[int, int, int]]:
    authority = create_authority(
        session,
        slug=f"zona-{number}",
        name=f"Zona di misura {number}",
        kind=AuthorityKind.CONVENTION,
    )
    found = []
    for place in range(PROCEDURES // 2):
        procedure = Procedure(
            authority_id=authority.pk,
            slug=f"procedimento-{place}",
            title=f"Co-programmazione {place}",
            phase=Phase.LABORATORIES,
        )
        session.add(procedure)
        session.flush()
        of = {"procedure_id": procedure.pk, "authority_id": authority.pk}
        session.add(
            PhaseStep(**of, origin=Phase.DRAFT, target=Phase.STARTED, entered_at=legal_now())
        )
        for position in range(4):
            tavolo = Tavolo(
                procedure_id=procedure.pk,
                authority_id=authority.pk,
                position=position,
                slug=f"t{position}",
                name=f"Tavolo {position}",
            )
            session.add(tavolo)
            session.flush()
            found.append((procedure.pk, authority.pk, tavolo.pk))
    return found


def _body(session: Session, number: int) -> int:
    name = f"Associazione di misura {number}"
    body = Ets(name=name, name_key=name.lower(), runts_state=RuntsState.NOT_ETS, email="a@b.it")
    session.add(body)
    session.flush()
    return body.pk


def _row(
    number: int, title: str, words: str, place: tuple[int, int, int], body: int
) -> dict[str, Any]:
    at = datetime(2024, 1, 1, 12, tzinfo=UTC) + timedelta(minutes=number * 11)
    return {
        "public_id": f"{number:020x}",
        "created_at": at,
        "procedure_id": place[0],
        "authority_id": place[1],
        "tavolo_id": place[2],
        "ets_id": body,
        "kind": list(ContributionKind)[number % 4],
        "state": ContributionState.PUBLISHED,
        "number": number + 1,
        "title": title,
        "text": words,
        "published_title": title,
        "published_text": words,
        "submitted_at": at,
        "published_at": at,
        "details": {},
        "published_details": {},
        "original_sha256": "",
        "filed_key": "",
        "public_key": "",
        "edition": 1,
    }
