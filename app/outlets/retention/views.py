"""The removal's pages: by class, with the rule and its term; and one's own data in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.law.retention import BY_CODE, CLASSES, RetentionClass, months_of
from app.law.source import Source
from app.law.sources import DPR445_68, GDPR_5_E, L241_22_25
from app.law.words import counted
from app.outlets.retention.enums import ItemState
from app.outlets.retention.erasers import ERASERS
from app.outlets.retention.queries import Held
from app.people.authorities.models import Authority

AUTOMATIC = {eraser.kept for eraser in ERASERS}


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class of data in a list: its rule, its term, how many things are where."""

    kept: RetentionClass
    term: str
    counts: tuple[tuple[ItemState, int], ...]


def class_lines(
    authority: Authority, counts: Mapping[tuple[str, ItemState], int]
) -> list[ClassLine]:
    """The classes that have something in a list, in the law's order."""
    lines = []
    for kept in CLASSES:
        found = tuple((s, n) for s in ItemState if (n := counts.get((kept.code, s), 0)))
        if found:
            lines.append(ClassLine(kept, term_words(authority, kept), found))
    return lines


def term_words(authority: Authority, kept: RetentionClass) -> str:
    months = months_of(kept, authority.retention)
    return f"{counted(months, 'mese', 'mesi')} {kept.starts.label}"


def not_removed_here() -> list[RetentionClass]:
    """Classes that this program keeps: discarding public documents is authorised elsewhere."""
    return [kept for kept in CLASSES if kept.code not in AUTOMATIC | {"access"}]


def label_of(code: str) -> str:
    return BY_CODE[code].label


@dataclass(frozen=True, slots=True)
class OwnLine:
    """What is held of a person: whether it can go now, and until when it stays, and why."""

    what: str
    how_many: str
    removable: bool
    words: str
    source: Source


# What, its name in `Held`, whether it can go now, in plain words, the rule.
_OWN: tuple[tuple[str, str, bool, str, Source], ...] = (
    (
        "Bozze mai inviate",
        "drafts",
        True,
        (
            "Si cancellano dopo la chiusura dell'avviso o del procedimento; le istanze, quando "
            "nessuno ci lavora più da tempo. Le vede solo chi agisce per gli enti che le scrivono."
        ),
        GDPR_5_E,
    ),
    (
        "Iscrizioni a incontri pubblici",
        "sign_ups",
        True,
        (
            "Potete disdirle dal collegamento nella mail di conferma; poi si cancellano dopo "
            "la fine del procedimento."
        ),
        GDPR_5_E,
    ),
    (
        "Procedimenti che seguite per posta",
        "follows",
        True,
        (
            "Smettete dal collegamento in fondo a ogni messaggio; altrimenti l'indirizzo si "
            "cancella dopo la fine del procedimento."
        ),
        GDPR_5_E,
    ),
    (
        "Quesiti che avete posto",
        "questions",
        False,
        (
            "Il testo resta pubblico e anonimo. Che li avete posti voi si cancella dopo la "
            "fine del procedimento."
        ),
        GDPR_5_E,
    ),
    (
        "Comunicazioni che vi abbiamo mandato",
        "messages",
        False,
        (
            "Provano che l'ufficio vi ha avvisato: il testo e l'indirizzo si cancellano alla "
            "fine del loro termine, la prova dell'invio resta."
        ),
        DPR445_68,
    ),
    (
        "Deleghe e incarichi per gli enti",
        "mandates",
        False,
        "Dicono a che titolo avete agito: restano quanto gli atti che avete compiuto.",
        DPR445_68,
    ),
    (
        "Domande presentate",
        "filed",
        False,
        (
            "Sono atti di un procedimento: restano nel fascicolo come le avete firmate, con i "
            "nomi che vi sono scritti. Documenti d'identità, firme a mano, recapiti usati per "
            "convocare ed esigenze di accesso si cancellano prima."
        ),
        DPR445_68,
    ),
    (
        "Contributi inviati",
        "contributions",
        False,
        "Sono atti e allegati della relazione finale, a nome dell'ente.",
        L241_22_25,
    ),
    (
        "Fatti nel registro",
        "facts",
        False,
        "Il registro non porta nomi: solo un codice, che da solo non dice chi siete.",
        DPR445_68,
    ),
)


def own_lines(held: Held) -> list[OwnLine]:
    """Only what there is; what must stay says why."""
    months = counted(BY_CODE["access"].months, "mese", "mesi")
    access = OwnLine(
        "Il vostro accesso: nome, indirizzo e-mail, sessioni",
        "1",
        True,
        f"Potete chiuderlo qui sotto: nome e indirizzo si cancellano {months} dopo. Negli atti "
        "che avete firmato il vostro nome resta.",
        GDPR_5_E,
    )
    found = [
        OwnLine(what, str(number), removable, words, source)
        for what, name, removable, words, source in _OWN
        if (number := getattr(held, name))
    ]
    return [access, *found]
