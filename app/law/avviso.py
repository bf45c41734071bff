"""The sections an avviso must have, as data (DM 72/2021 § 2; LR 65/2020, art. 10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.law.decisions import Decision, Refusal
from app.law.sources import (
    DM72_2,
    DM72_2_A,
    DM72_2_B,
    DM72_2_C,
    DM72_2_D,
    DM72_2_E,
    DM72_2_F,
    GDPR_13,
    L241_3_4,
    L241_5,
    LR65_10_B,
    LR65_10_C,
    LR65_10_D,
    Source,
)


@dataclass(frozen=True, slots=True)
class AvvisoSection:
    """One section: its key, its Italian title, what to write in it, and the rule behind it."""

    code: str
    title: str
    help: str
    mandatory: bool
    source: Source


AVVISO_SECTIONS: Final[tuple[AvvisoSection, ...]] = (
    AvvisoSection(
        "purposes",
        "Finalità",
        "Dite perché avviate la co-programmazione e a quale piano serve.",
        True,
        LR65_10_B,
    ),
    AvvisoSection(
        "object",
        "Oggetto",
        "Dite di quali bisogni, territori e attività di interesse generale si parla.",
        True,
        DM72_2_A,
    ),
    AvvisoSection(
        "who",
        "Chi può partecipare",
        "Gli ETS e, solo se il loro apporto è direttamente connesso ed essenziale, altri soggetti.",
        True,
        LR65_10_B,
    ),
    AvvisoSection(
        "requirements",
        "Requisiti",
        "Elencate i requisiti e dite come si dimostrano.",
        True,
        DM72_2_B,
    ),
    AvvisoSection(
        "form",
        "Domanda e dichiarazioni",
        "Dite che cosa contiene la domanda, quali dichiarazioni si rendono e come si firma.",
        True,
        DM72_2_C,
    ),
    AvvisoSection(
        "ip_release",
        "Liberatoria sulle proposte",
        "Scrivete la liberatoria espressa sulla proprietà intellettuale delle proposte.",
        True,
        DM72_2_C,
    ),
    AvvisoSection(
        "terms",
        "Termini",
        "Dite quando si apre e quando si chiude l'avviso, con giorno, ora e secondi, "
        "e fino a quando si possono porre quesiti.",
        True,
        LR65_10_C,
    ),
    AvvisoSection(
        "filing",
        "Tempi e modi per presentare la domanda",
        "Dite come si presenta la domanda in rete e quali altre vie restano, come la PEC.",
        True,
        DM72_2_D,
    ),
    AvvisoSection(
        "participation",
        "Modalità di partecipazione",
        "Dite come si partecipa ai tavoli: delegati, sostituti, contributi, "
        "eventuali limiti di posti e il loro criterio.",
        True,
        LR65_10_D,
    ),
    AvvisoSection(
        "sessions",
        "Incontri e laboratori",
        "Dite quanti incontri sono previsti, quando, dove, e come si verbalizzano.",
        True,
        DM72_2_D,
    ),
    AvvisoSection(
        "conclusion",
        "Conclusione",
        "Dite con quali atti si conclude, entro quando e che cosa segue.",
        True,
        DM72_2_E,
    ),
    AvvisoSection(
        "publicity",
        "Pubblicità e trasparenza",
        "Dite che cosa pubblicate, dove, e come si pubblicano i contributi.",
        True,
        DM72_2_F,
    ),
    AvvisoSection(
        "privacy",
        "Trattamento dei dati personali",
        "Scrivete l'informativa: titolare, base, tempi, diritti. Si legge, non si accetta.",
        True,
        GDPR_13,
    ),
    AvvisoSection(
        "contacts",
        "Responsabile e contatti",
        "Dite chi è il responsabile del procedimento e come si raggiunge l'ufficio.",
        True,
        L241_5,
    ),
    AvvisoSection(
        "remedies",
        "Rimedi e termini",
        "Dite entro quando e davanti a chi si può ricorrere, e che cosa fare contro l'inerzia.",
        True,
        L241_3_4,
    ),
    AvvisoSection(
        "annexes",
        "Allegati",
        "Elencate gli allegati, se ce ne sono.",
        False,
        DM72_2,
    ),
)


def missing_sections(texts: Mapping[str, str]) -> Decision:
    """Refuse once for each mandatory section whose text is missing or blank.

    ``texts`` maps a section's code to its plain or marked-up text; codes that are not
    sections are ignored. The refusal's field is the section's code.
    """
    return Decision(
        tuple(
            Refusal(
                section.code,
                f"Nell'avviso manca la sezione «{section.title}».",
                section.help,
                section.source,
            )
            for section in AVVISO_SECTIONS
            if section.mandatory and not texts.get(section.code, "").strip()
        )
    )
