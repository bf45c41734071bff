"""The public pages."""

from app.core.security.guards import for_anyone

READ = for_anyone("site.read", "Leggere le pagine pubbliche")
