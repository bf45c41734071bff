"""The activities of general interest of third-sector bodies, by letter (CTS, art. 5 c. 1)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ACTIVITIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "a": "interventi e servizi sociali",
        "b": "interventi e prestazioni sanitarie",
        "c": "prestazioni socio-sanitarie",
        "d": "educazione, istruzione, formazione professionale, cultura a fini educativi",
        "e": "ambiente, uso razionale delle risorse naturali, tutela degli animali",
        "f": "tutela del patrimonio culturale e del paesaggio",
        "g": "formazione universitaria e post-universitaria",
        "h": "ricerca scientifica di particolare interesse sociale",
        "i": "attività culturali, artistiche o ricreative di interesse sociale",
        "j": "radiodiffusione comunitaria",
        "k": "attività turistiche di interesse sociale, culturale o religioso",
        "l": "formazione extra-scolastica, contrasto alla povertà educativa e al bullismo",
        "m": "servizi strumentali ad altri enti del Terzo settore",
        "n": "cooperazione allo sviluppo",
        "o": "commercio equo e solidale",
        "p": "inserimento nel mercato del lavoro di lavoratori e persone svantaggiate",
        "q": "alloggio sociale",
        "r": "accoglienza umanitaria e integrazione sociale dei migranti",
        "s": "agricoltura sociale",
        "t": "attività sportive dilettantistiche",
        "u": "beneficenza, sostegno a distanza, cessione gratuita di alimenti o prodotti",
        "v": "cultura della legalità, della pace e della nonviolenza",
        "w": "tutela dei diritti umani, civili, sociali e politici, pari opportunità",
        "x": "procedure di adozione internazionale",
        "y": "protezione civile",
        "z": "riqualificazione di beni pubblici inutilizzati o confiscati",
    }
)
"""Letter → what it covers, shortened; the order is the law's."""


def activity_label(letter: str) -> str:
    """Return ``a) interventi e servizi sociali``; raises KeyError on another letter."""
    return f"{letter}) {ACTIVITIES[letter]}"
