"""What a member's declaration, as the lead enclosed it, says of itself: told, never refused.

Who may sign for the member is not known here: the office looks. Sources: CAD artt. 20, 24 and 65;
DPR 445/2000, artt. 38 and 46-47.
"""

from dataclasses import replace

from app.core.documents.signatures import FileReport, Later, SignatureReport, Trouble
from app.law.tax_code import without_homocode
from app.steps.domande.enums import Tone
from app.steps.domande.findings import Finding, Signatory
from app.steps.domande.signature_rules import TROUBLES, judge_certificate

_WHAT = "Firma"
_BY_HAND = (
    "Se è firmata a mano, guardate che la firma sia di chi rappresenta l'ente e che ci sia la "
    "copia di un suo documento d'identità."
)


def judge_declaration(
    report: FileReport | None, lead: Signatory, member: str
) -> tuple[Finding, ...]:
    """The findings on a declaration; `lead` is who signs the domanda, no report a photograph."""
    if report is None:
        words = f"È un'immagine, senza una firma digitale. {_BY_HAND}"
        return (Finding(Tone.LOOK, _WHAT, words),)
    if report.trouble is Trouble.UNSIGNED:
        words = f"In questo file non c'è una firma digitale. {_BY_HAND}"
        return (Finding(Tone.LOOK, _WHAT, words),)
    if report.trouble is not Trouble.NONE:
        return (Finding(Tone.LOOK, _WHAT, TROUBLES[report.trouble][0]),)
    found = [
        finding
        for one in report.signatures
        for finding in (
            _person(one, lead, member),
            *_integrity(one),
            *judge_certificate(one, report.here_by),
        )
    ]
    return tuple(_softened(one) for one in found)


def _person(one: SignatureReport, lead: Signatory, member: str) -> Finding:
    who = f"{one.name} ({one.tax_code})" if one.tax_code else one.name
    if one.tax_code and without_homocode(one.tax_code) == without_homocode(lead.tax_code):
        words = f"{who}: è la stessa persona che firma la domanda per il capofila."
    else:
        words = f"{who}: guardate che possa firmare per {member}."
    return Finding(Tone.LOOK, "Chi ha firmato", words)


def _integrity(one: SignatureReport) -> list[Finding]:
    if not one.intact:
        words = "La firma non corrisponde al contenuto: il file è stato alterato o si è rovinato."
        return [Finding(Tone.LOOK, "Integrità", words)]
    found = [Finding(Tone.HOLDS, "Integrità", "La firma corrisponde al contenuto.")]
    if one.later is Later.CHANGES:
        words = "Dopo la firma il PDF è stato modificato."
        found.append(Finding(Tone.LOOK, "Integrità", words))
    return found


def _softened(one: Finding) -> Finding:
    """A declaration is not what is filed: what would be refused there is looked at here."""
    return replace(one, tone=Tone.LOOK, remedy="") if one.tone is Tone.REFUSED else one
