"""Who writes the esiti, who publishes them, who reads them."""

from app.core.security.guards import for_anyone, for_office

PROPOSE = for_office("esiti.propose", "Scrivere gli esiti dei contributi", "rdp", "officer")
PUBLISH = for_office("esiti.publish", "Pubblicare gli esiti e le decisioni", "rdp")
READ = for_anyone("esiti.read", "Leggere gli esiti pubblicati")
