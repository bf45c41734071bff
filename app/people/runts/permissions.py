"""Who may load an extract of the register, and who may ask what it says of a tax code."""

from app.core.security.actor import Actor
from app.core.security.guards import Permission, Place, for_signed_in

_LOADERS = frozenset({"rdp", "officer"})


def _in_some_office(actor: Actor, _place: Place) -> bool:
    """The register is the whole installation's, so its page stands in no authority's address."""
    return any(office.role in _LOADERS for office in actor.offices)


LOAD = Permission(
    "runts.load",
    "Caricare l'estratto del RUNTS",
    "l'Ufficio di Piano (rdp, officer)",
    _in_some_office,
    hidden=True,
)
ASK = for_signed_in("runts.ask", "Leggere che cosa dice il RUNTS di un codice fiscale")
