"""Who makes and takes away the file of a procedure."""

from app.core.security.guards import for_office

FASCICOLO = for_office("archive.fascicolo", "Preparare e scaricare il fascicolo", "rdp", "officer")
