"""The declarations an avviso may ask, each its own box, each with its rule."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel, ConfigDict

from app.law.sources import (
    CAD_6,
    CTS_55,
    DLGS159_67_84,
    DLGS165_53,
    DM72_2_B,
    DM72_2_C,
    DM72_2_EQUAL,
    DM72_6,
    DPR445_46_47,
    GDPR_13,
    LR65_10_B,
    Source,
)


class Declaration(BaseModel):
    """`text` is what the signatory declares; `detail` is the question a tick may open."""

    model_config = ConfigDict(frozen=True)

    code: str
    title: str
    text: str
    source: Source
    detail: str = ""


_ALL: Final = (
    Declaration(
        code="dpr445",
        title="Dichiarazioni veritiere",
        text="Dichiaro, sotto la mia responsabilità, che quanto scritto in questa domanda è vero. "
        "So che chi dichiara il falso perde i benefici ottenuti e ne risponde penalmente "
        "(DPR 445/2000, artt. 75 e 76).",
        source=DPR445_46_47,
    ),
    Declaration(
        code="requirements_no_exclusion",
        title="Requisiti e cause di esclusione",
        text="Dichiaro che l'ente ha i requisiti chiesti dall'avviso e che non c'è nessuna causa "
        "che gli impedisca di partecipare.",
        source=DM72_2_B,
    ),
    Declaration(
        code="ip_release",
        title="Liberatoria sulle proposte",
        text="L'ente lascia all'amministrazione l'uso libero e gratuito delle proposte e delle "
        "idee che porta alla co-programmazione e non ne chiederà compenso.",
        source=DM72_2_C,
    ),
    Declaration(
        code="privacy_read",
        title="Informativa sui dati personali",
        text="Ho letto l'informativa sul trattamento dei dati personali che sta nell'avviso.",
        source=GDPR_13,
    ),
    Declaration(
        code="public_employment",
        title="Divieto di lavoro per ex dipendenti pubblici",
        text="Dichiaro che l'ente non ha dato lavoro o incarichi a ex dipendenti pubblici che "
        "negli ultimi tre anni di servizio decidevano per l'amministrazione nei suoi confronti.",
        source=DLGS165_53,
    ),
    Declaration(
        code="antimafia",
        title="Antimafia",
        text="Dichiaro che non ci sono le cause di divieto, decadenza o sospensione dell'art. 67, "
        "né i tentativi di infiltrazione mafiosa dell'art. 84 del D.lgs. 159/2011.",
        source=DLGS159_67_84,
    ),
    Declaration(
        code="no_conflict",
        title="Conflitti di interesse",
        text="Dichiaro che non ci sono conflitti di interesse con l'amministrazione, oppure che "
        "sono soltanto quelli scritti qui sotto.",
        source=DM72_2_EQUAL,
        detail="Conflitti di interesse, se ce ne sono",
    ),
    Declaration(
        code="avviso_known",
        title="Conoscenza dell'avviso",
        text="Ho letto l'avviso e ne accetto le regole.",
        source=LR65_10_B,
    ),
    Declaration(
        code="free_no_preference",
        title="Gratuità, senza preferenze",
        text="L'ente sa che la partecipazione è gratuita e che non dà alcuna preferenza in "
        "procedure successive.",
        source=CTS_55,
    ),
    Declaration(
        code="contributions_public",
        title="Pubblicazione dei contributi",
        text="L'ente sa che i suoi contributi vengono pubblicati insieme al documento finale.",
        source=DM72_6,
    ),
    Declaration(
        code="pec_elected",
        title="Comunicazioni via PEC",
        text="L'ente chiede di ricevere le comunicazioni alla PEC indicata in questa domanda.",
        source=CAD_6,
    ),
)

DECLARATIONS: Final[Mapping[str, Declaration]] = MappingProxyType({d.code: d for d in _ALL})
"""Every declaration by its code; the first four are the short default."""
