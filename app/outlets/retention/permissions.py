"""Who lets data be removed, and who asks what is held of them."""

from app.core.security.guards import for_office, for_signed_in

REMOVE = for_office("retention.remove", "Confermare la rimozione dei dati scaduti", "rdp")
OWN_DATA = for_signed_in("retention.own_data", "Vedere quali propri dati sono conservati")
