"""Who lets data be removed, who answers requests for it, who asks what is held of them."""

from app.core.security.guards import for_anyone, for_office, for_signed_in

REMOVE = for_office("retention.remove", "Confermare la rimozione dei dati scaduti", "rdp")
REQUESTS = for_office(
    "retention.requests", "Registrare chi chiede di rimuovere dati", "rdp", "officer"
)
ANSWER = for_office("retention.answer", "Rispondere a chi chiede di rimuovere dati", "rdp")
READ_RULES = for_anyone("retention.read_rules", "Leggere che cosa si può rimuovere")
OWN_DATA = for_signed_in("retention.own_data", "Vedere quali propri dati sono conservati")
