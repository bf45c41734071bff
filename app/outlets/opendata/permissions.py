"""Open data are as public as the pages they are taken from."""

from app.core.security.guards import for_anyone

READ = for_anyone("opendata.read", "Scaricare i dati aperti e interrogarne l'interfaccia")
