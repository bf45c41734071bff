"""The feeds are as public as the pages they tell of."""

from app.core.security.guards import for_anyone

READ = for_anyone("feed.read", "Leggere gli aggiornamenti in formato Atom")
