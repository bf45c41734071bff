"""Who may do what with the publications."""

from app.core.security.guards import for_anyone, for_office

READ = for_anyone("publication.read", "Leggere gli atti e i documenti pubblicati")
PUBLISH = for_office("publication.publish", "Pubblicare documenti nelle sette caselle")
