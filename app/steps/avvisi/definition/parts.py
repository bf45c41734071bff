"""The parts of the domanda, in their order."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.steps.avvisi.definition import what, who
from app.steps.avvisi.definition.fields import Part

_ALL: Final = (
    Part(
        code="signatory",
        title="Chi firma",
        intro="La persona che rappresenta l'ente.",
        fields=who.SIGNATORY,
        fixed=True,
    ),
    Part(
        code="body",
        title="L'ente",
        intro="I dati dell'ente che partecipa.",
        fields=who.BODY,
        fixed=True,
    ),
    Part(
        code="runts",
        title="Registro del Terzo settore",
        intro="L'iscrizione al registro unico nazionale (RUNTS).",
        fields=who.RUNTS,
        fixed=True,
    ),
    Part(
        code="other_subject",
        title="Soggetti che non sono ETS",
        intro="Solo per chi non è un ente del Terzo settore.",
        fields=who.OTHER_SUBJECT,
        derived=True,
    ),
    Part(
        code="activities",
        title="Attività",
        intro="Che cosa fa l'ente, dove e per chi.",
        fields=who.ACTIVITIES,
    ),
    Part(
        code="form",
        title="Da soli o insieme",
        intro="Se partecipate insieme ad altri, il vostro ente è il capofila: "
        "nel passo dopo dite quali sono.",
        fields=what.FORM,
    ),
    Part(
        code="experience",
        title="Esperienza",
        intro="Che cosa avete fatto nel campo dell'avviso.",
        fields=what.EXPERIENCE,
    ),
    Part(
        code="tavoli",
        title="Tavoli",
        intro="Scegliete uno o più tavoli, in ordine di preferenza, e dite chi vi partecipa.",
        fields=what.SEAT_FIELDS,
        fixed=True,
        special=True,
    ),
    Part(
        code="presence",
        title="Incontri",
        intro="A quali incontri partecipate.",
        fields=what.PRESENCE,
    ),
    Part(
        code="needs",
        title="Primi bisogni e proposte",
        intro="Se volete, cominciate da qui: ne parlerete ai tavoli.",
        fields=what.NEEDS,
    ),
    Part(
        code="documents",
        title="Documenti richiesti",
        intro="I documenti che l'avviso chiede, uno per uno.",
        derived=True,
    ),
    Part(
        code="declarations",
        title="Dichiarazioni",
        intro="Ogni dichiarazione si spunta da sola.",
        fixed=True,
    ),
    Part(
        code="signature",
        title="Firma",
        intro="Come firmate la domanda.",
        fields=what.SIGNATURE,
        fixed=True,
        special=True,
    ),
)

PARTS: Final[Mapping[str, Part]] = MappingProxyType({part.code: part for part in _ALL})
"""Every part by its code; `declarations` and `documents` have the fields that are asked."""

SEAT_FIELDS = what.SEAT_FIELDS
