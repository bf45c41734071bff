"""Who keeps the indicators, writes and publishes the account, and reads it for the committee."""

from app.core.security.guards import for_anyone, for_office

KEEP = for_office(
    "monitoring.keep", "Tenere gli indicatori e scrivere il rendiconto", "rdp", "officer"
)
PUBLISH = for_office(
    "monitoring.publish", "Pubblicare il rendiconto e rispondere alle letture", "rdp"
)
INVITE = for_office(
    "monitoring.invite", "Invitare il comitato di partecipazione a leggere", "rdp", "officer"
)
READ = for_anyone("monitoring.read", "Leggere a che punto siamo e i rendiconti")
GIVE = for_anyone(
    "monitoring.give_reading",
    "Dare la lettura del comitato, con il collegamento ricevuto per posta",
)
