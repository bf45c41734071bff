"""The demonstration's own pages: they exist in demo mode only."""

from app.core.security.guards import for_anyone

TRY = for_anyone("demo.try", "Provare la dimostrazione")
