"""Who may work with the authority's protocol."""

from app.core.security.guards import for_office

PROTOCOL = for_office(
    "protocol.work", "Portare le domande al protocollo e riportarne i numeri", "rdp", "officer"
)
