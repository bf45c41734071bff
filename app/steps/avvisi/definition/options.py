"""The lists to choose from in the domanda."""

from typing import Final

from app.core.text import sentence
from app.law.runts import RUNTS_SECTIONS
from app.people.ets.enums import RuntsState
from app.steps.avvisi.definition.fields import Options

CAPACITY: Final[Options] = (
    ("legal_representative", "Legale rappresentante"),
    ("attorney", "Persona con procura"),
)
RUNTS_STATES: Final[Options] = tuple((s.value, sentence(s.label)) for s in RuntsState)
RUNTS_LETTERS: Final[Options] = tuple((s.letter, s.label) for s in RUNTS_SECTIONS.values())
OTHER_KINDS: Final[Options] = (
    ("union", "Organizzazione sindacale"),
    ("users", "Organizzazione di utenti o di cittadini"),
    ("religious", "Ente religioso civilmente riconosciuto"),
    ("company", "Impresa"),
    ("public", "Ente pubblico, scuola o università"),
    ("other", "Altro soggetto"),
)
FORM_KINDS: Final[Options] = (("alone", "Da solo"), ("joint", "Insieme ad altri enti"))
DOCUMENT_KINDS: Final[Options] = (
    ("identity_card", "Carta di identità"),
    ("passport", "Passaporto"),
    ("driving_licence", "Patente di guida"),
    ("other", "Altro documento di riconoscimento"),
)
SIGNING_WAYS: Final[Options] = (
    ("identified", "Con SPID, CIE o CNS"),
    ("digital", "Firma digitale del PDF"),
    ("by_hand", "Firma a mano, con copia del documento di identità"),
)
YES_NO: Final[Options] = (("yes", "Sì"), ("no", "No"))
TARGETS: Final[Options] = (
    ("families", "Famiglie, bambini e bambine"),
    ("young", "Adolescenti e giovani"),
    ("elderly", "Persone anziane"),
    ("disabled", "Persone con disabilità"),
    ("mental_health", "Persone con disagio psichico"),
    ("addictions", "Persone con dipendenze"),
    ("poverty", "Persone in povertà o senza casa"),
    ("migrants", "Persone migranti"),
    ("violence", "Persone vittime di violenza"),
    ("prison", "Persone in esecuzione penale"),
    ("community", "Tutta la comunità"),
)
# Summaries of art. 5 c. 1 CTS, by letter.
ACTIVITIES: Final[Options] = (
    ("a", "a) interventi e servizi sociali"),
    ("b", "b) interventi e prestazioni sanitarie"),
    ("c", "c) prestazioni socio-sanitarie"),
    ("d", "d) educazione, istruzione e formazione professionale"),
    ("e", "e) tutela dell'ambiente e degli animali"),
    ("f", "f) tutela del patrimonio culturale e del paesaggio"),
    ("g", "g) formazione universitaria e post-universitaria"),
    ("h", "h) ricerca scientifica di particolare interesse sociale"),
    ("i", "i) attività culturali, artistiche o ricreative"),
    ("j", "j) radiodiffusione comunitaria"),
    ("k", "k) turismo di interesse sociale, culturale o religioso"),
    ("l", "l) formazione extra-scolastica, contro la dispersione e la povertà educativa"),
    ("m", "m) servizi strumentali ad altri enti del Terzo settore"),
    ("n", "n) cooperazione allo sviluppo"),
    ("o", "o) commercio equo e solidale"),
    ("p", "p) inserimento o reinserimento nel lavoro"),
    ("q", "q) alloggio sociale"),
    ("r", "r) accoglienza umanitaria e integrazione dei migranti"),
    ("s", "s) agricoltura sociale"),
    ("t", "t) attività sportive dilettantistiche"),
    ("u", "u) beneficenza e sostegno a distanza"),
    ("v", "v) promozione della legalità, della pace e della nonviolenza"),
    ("w", "w) promozione e tutela dei diritti"),
    ("x", "x) adozione internazionale"),
    ("y", "y) protezione civile"),
    ("z", "z) recupero di beni pubblici inutilizzati o confiscati"),
)
