"""Who may load an extract of the register, and who may ask what it says of a tax code."""

from app.core.security.actor import Actor
from app.core.security.guards import Permission, Place, for_signed_in

_LOADERS = frozenset({"rdp", "officer"})


def loads_for(actor: Actor) -> dict[str, int]:
    """The authorities, address → key, for whose office a person may load an extract."""
    held = (office for office in actor.offices if office.role in _LOADERS)
    return {office.slug: office.authority_id for office in held}


def _in_some_office(actor: Actor, _place: Place) -> bool:
    """The register is the same for all, so its page stands in no authority's address."""
    return bool(loads_for(actor))


LOAD = Permission(
    "runts.load",
    "Caricare l'estratto del RUNTS",
    "l'Ufficio di Piano (rdp, officer)",
    _in_some_office,
    hidden=True,
)
ASK = for_signed_in("runts.ask", "Leggere che cosa dice il RUNTS di un codice fiscale")
