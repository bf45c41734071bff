"""Who reads and keeps the register of communications."""

from app.core.security.guards import for_office

READ = for_office("communications.read", "Leggere l'elenco delle comunicazioni")
KEEP = for_office(
    "communications.keep",
    "Aprire le comunicazioni, registrarne, rinviarle e legarvi le ricevute PEC",
    "rdp",
    "officer",
)
