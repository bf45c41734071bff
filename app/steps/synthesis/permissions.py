"""Who writes the synthesis, who shares it, who observes, who reads the result."""

from app.core.security.guards import for_anyone, for_body, for_office, for_signed_in

SYNTHESISE = for_office("synthesis.write", "Scrivere la sintesi", "rdp", "officer")
SHARE = for_office("synthesis.share", "Inviare la bozza di sintesi ai partecipanti", "rdp")
OWN = for_signed_in("synthesis.own", "Vedere le bozze di sintesi inviate ai propri enti")
OBSERVE = for_body("synthesis.observe", "Leggere la bozza di sintesi e fare osservazioni")
READ = for_anyone("synthesis.read", "Leggere il quadro dei bisogni e dell'offerta")
