"""Who writes the plan, who publishes it, who reads it."""

from app.core.security.guards import for_anyone, for_office

WRITE = for_office("plans.write", "Scrivere il piano e il suo percorso", "rdp", "officer")
PUBLISH = for_office("plans.publish", "Pubblicare il piano prima della restituzione", "rdp")
READ = for_anyone("plans.read", "Leggere gli atti del percorso del piano")
