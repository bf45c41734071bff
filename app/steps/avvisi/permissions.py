"""Who may read, write and publish an avviso."""

from app.core.security.guards import for_anyone, for_office

READ = for_anyone("avvisi.read", "Leggere un avviso pubblicato")
WRITE = for_office("avvisi.write", "Scrivere l'avviso e il modulo della domanda")
PUBLISH = for_office("avvisi.publish", "Pubblicare l'avviso", "rdp")
