"""What the examined file means for a domanda: what holds, what to look at, what is refused.

Sources: CAD artt. 20, 24 and 65; DPR 445/2000 art. 38. The facts are the report's.
"""

from datetime import datetime, timedelta

from app.core.documents.signatures import (
    FileReport,
    Issuer,
    Later,
    Match,
    Revocation,
    SignatureReport,
    Trouble,
)
from app.core.i18n import date_short, instant_words
from app.law.tax_code import without_homocode
from app.steps.domande.enums import Tone
from app.steps.domande.findings import Finding, Signatory, refusals

_CLOCK = timedelta(hours=1)


AGAIN = "Scaricate di nuovo il PDF da questa pagina e firmate quello, senza aprirlo e salvarlo."
TROUBLES = {
    Trouble.ENCRYPTED: (
        "Il PDF è protetto da password: non si può controllare.",
        "Togliete la protezione, o firmate di nuovo il PDF scaricato da questa pagina.",
    ),
    Trouble.UNREADABLE: ("La firma è rovinata o incompleta: il file non si legge.", AGAIN),
    Trouble.NESTED: (
        "Il file .p7m contiene un altro .p7m.",
        "Togliete la busta esterna, o aggiungete le firme alla stessa busta.",
    ),
    Trouble.DETACHED: (
        "Il file .p7m contiene solo la firma, senza il documento.",
        "Firmate scegliendo la busta che contiene anche il file.",
    ),
    Trouble.UNSIGNED: (
        "In questo file non c'è una firma digitale.",
        "Caricate il PDF o il P7M che il vostro programma di firma ha prodotto.",
    ),
    Trouble.TOO_HEAVY: (
        "Il file è troppo complesso: il controllo non è finito in tempo.",
        "Firmate il PDF scaricato da questa pagina; se non cambia nulla, riprovate tra poco.",
    ),
}


def _refused(what: str, sentence: str, remedy: str = "") -> Finding:
    return Finding(Tone.REFUSED, what, sentence, remedy)


def judge_digital(
    report: FileReport, signatory: Signatory, code: str, at: datetime
) -> tuple[Finding, ...]:
    """The findings on a digitally signed domanda with content code `code`.

    `at` (UTC) is by when the file was surely here: without a time stamp the certificate must
    hold then. A signature of somebody else does not harm that of the signatory.
    """
    if report.trouble is not Trouble.NONE:
        return (_refused("Firma", *TROUBLES[report.trouble]),)
    text = _judge_text(report, code)
    own = [one for one in report.signatures if _is_of(one, signatory)]
    if not own:
        return text, _not_theirs(report, signatory)
    judged = [(*_judge_one(one, signatory, at),) for one in own]
    best = min(judged, key=lambda found: len(refusals(found)))
    others = [one for one in report.signatures if one not in own]
    return (text, *best, *(_judge_other(one) for one in others))


def _judge_text(report: FileReport, code: str) -> Finding:
    what = "Documento firmato"
    if report.match is Match.SAME:
        return Finding(Tone.HOLDS, what, "È, byte per byte, l'ultimo PDF generato qui.")
    if report.match is Match.ADDED:
        return _refused(
            what, "Al PDF generato è stato aggiunto qualcosa prima o dopo la firma.", AGAIN
        )
    if report.pages_with(code):
        return _refused(
            what,
            f"Porta il codice {code}, ma non è il file generato qui: un programma l'ha salvato di "
            "nuovo, o l'ha stampato in un altro PDF.",
            AGAIN,
        )
    if report.codes:
        return _refused(what, _other_code(code), AGAIN)
    return _refused(what, "È un altro documento, non la domanda generata qui.", AGAIN)


def _other_code(code: str) -> str:
    return (
        "Questo non è l'ultimo PDF generato: il codice del contenuto in fondo alle pagine "
        f"deve essere {code}."
    )


def _is_of(one: SignatureReport, signatory: Signatory) -> bool:
    return bool(one.tax_code) and without_homocode(one.tax_code) == without_homocode(
        signatory.tax_code
    )


def _not_theirs(report: FileReport, signatory: Signatory) -> Finding:
    named = [f"{one.name} ({one.tax_code})" for one in report.signatures if one.tax_code]
    if not named:
        return _refused(
            "Firmatario",
            "Nel certificato di firma non c'è un codice fiscale leggibile: non si può dire che "
            f"chi ha firmato è {signatory.name}.",
            "Usate un altro certificato, oppure firmate a mano con la copia del documento.",
        )
    return _refused(
        "Firmatario",
        f"Ha firmato {', '.join(named)}, ma la domanda dice che firma {signatory.name} "
        f"({signatory.tax_code}).",
        "Fate firmare la persona indicata, o cambiate il firmatario nel primo passo e generate di "
        "nuovo il PDF.",
    )


def _judge_one(one: SignatureReport, signatory: Signatory, at: datetime) -> list[Finding]:
    if not one.intact:
        return [
            _refused(
                "Integrità",
                "La firma non corrisponde al contenuto: il file è stato alterato o si è rovinato.",
                AGAIN,
            )
        ]
    found = [
        Finding(
            Tone.HOLDS, "Integrità", "La firma corrisponde al contenuto e nulla è stato alterato."
        )
    ]
    if one.later is Later.CHANGES:
        found.append(_refused("Integrità", "Dopo la firma il PDF è stato modificato.", AGAIN))
    found.append(_judge_person(one, signatory))
    return [*found, *judge_certificate(one, at)]


def judge_certificate(one: SignatureReport, at: datetime) -> list[Finding]:
    """What a signature's certificate says of itself, whoever it is of."""
    return [
        *_judge_dates(one, at),
        _judge_issuer(one),
        _judge_revocation(one),
        *_judge_strength(one),
    ]


def _judge_person(one: SignatureReport, signatory: Signatory) -> Finding:
    if one.tax_code == signatory.tax_code:
        words = f"{one.name}, codice fiscale {one.tax_code}: è il firmatario dichiarato."
        return Finding(Tone.HOLDS, "Firmatario", words)
    return Finding(
        Tone.LOOK,
        "Firmatario",
        f"{one.name}: il certificato porta {one.tax_code}, una variante per omocodia di "
        f"{signatory.tax_code}. Guardate che sia la stessa persona.",
    )


def _judge_dates(one: SignatureReport, at: datetime) -> list[Finding]:
    what, until = "Certificato", date_short(one.valid_until)
    since = date_short(one.valid_from)
    instants = [one.proved_at or at, *([one.declared_at] if one.declared_at else [])]
    remedy = "Rinnovate il certificato, oppure firmate a mano con la copia del documento."
    if any(instant < one.valid_from for instant in instants):
        return [
            _refused(what, f"Alla firma il certificato non era ancora valido: vale dal {since}.")
        ]
    if any(instant > one.valid_until for instant in instants):
        return [_refused(what, f"Il certificato di firma è scaduto il {until}.", remedy)]
    found = [Finding(Tone.HOLDS, what, f"Valido dal {since} al {until}.")]
    if one.proved_at is not None:
        words = f"Marca temporale di {instant_words(one.proved_at)}."
        found.append(Finding(Tone.HOLDS, "Momento della firma", words))
    elif one.declared_at is not None:
        tone = Tone.LOOK if one.declared_at > at + _CLOCK else Tone.TOLD
        words = (
            f"{instant_words(one.declared_at)}, solo dichiarato dal computer di chi firma: non "
            "c'è una marca temporale. Il file era qui, firmato, "
            f"{instant_words(at)}."
        )
        found.append(Finding(tone, "Momento della firma", words))
    return found


def _judge_issuer(one: SignatureReport) -> Finding:
    what = "Chi ha rilasciato il certificato"
    if one.issuer is Issuer.TRUSTED:
        return Finding(Tone.HOLDS, what, f"{one.issued_by}: è tra i certificatori riconosciuti.")
    if one.issuer is Issuer.UNKNOWN:
        return Finding(
            Tone.LOOK,
            what,
            f"{one.issued_by}: non è tra i certificatori che questo sito riconosce. Verificatelo "
            "nell'elenco pubblico AgID dei prestatori di servizi fiduciari.",
        )
    return Finding(
        Tone.TOLD,
        what,
        f"Il certificato dice {one.issued_by}. Questo sito non ha un elenco di certificatori: chi "
        "l'ha rilasciato non è stato controllato.",
    )


def _judge_revocation(one: SignatureReport) -> Finding:
    what = "Revoca"
    if one.revocation is Revocation.REVOKED:
        return _refused(
            what,
            "Il certificato risulta revocato o sospeso.",
            "Usate un altro certificato, oppure firmate a mano con la copia del documento.",
        )
    if one.revocation is Revocation.GOOD:
        return Finding(Tone.HOLDS, what, "Le prove dentro il file dicono che non era revocato.")
    return Finding(
        Tone.TOLD, what, "Non controllata: nel file non ci sono prove, e qui non si chiede in rete."
    )


def _judge_strength(one: SignatureReport) -> list[Finding]:
    found: list[Finding] = []
    if one.weak:
        found.append(
            _refused(
                "Algoritmi",
                f"La firma usa algoritmi superati ({', '.join(one.weak)}).",
                "Aggiornate il programma di firma e firmate di nuovo.",
            )
        )
    else:
        found.append(Finding(Tone.HOLDS, "Algoritmi", f"{one.algorithm}."))
    if not one.for_signing:
        found.append(
            Finding(
                Tone.LOOK,
                "Tipo di certificato",
                "Non è un certificato di firma (per esempio è quello di accesso di una CNS o di "
                "una CIE): vale come firma elettronica avanzata, se l'ufficio lo conferma.",
            )
        )
    elif one.qualified:
        found.append(
            Finding(Tone.HOLDS, "Tipo di certificato", "Certificato qualificato, come dichiara.")
        )
    else:
        found.append(
            Finding(Tone.LOOK, "Tipo di certificato", "Non dichiara di essere qualificato.")
        )
    return found


def _judge_other(one: SignatureReport) -> Finding:
    name = f"{one.name or 'senza nome'} {one.tax_code}".strip()
    if one.intact:
        return Finding(Tone.TOLD, "Altra firma", f"C'è anche la firma di {name}, integra.")
    return Finding(Tone.LOOK, "Altra firma", f"C'è anche una firma non integra: {name}.")


def judge_scan(report: FileReport, code: str) -> tuple[Finding, ...]:
    """The findings on a domanda signed by hand: which document the scan shows, where it says."""
    what, pages = "Documento firmato", report.pages
    seen = report.pages_with(code)
    if not seen and any(count for _, count in report.codes):
        return (_refused(what, _other_code(code), AGAIN),)
    sight = Finding(
        Tone.TOLD, "Firma a mano", "La firma e il documento d'identità si confrontano a vista."
    )
    if seen and seen == pages:
        words = f"Il codice {code} è su tutte le pagine ({pages})."
        return Finding(Tone.HOLDS, what, words), sight
    if seen:
        words = f"Il codice {code} si legge su {seen} pagine di {pages}: confrontate le altre."
        return Finding(Tone.LOOK, what, words), sight
    words = "Codice non leggibile: confrontate a vista con il PDF generato."
    return Finding(Tone.LOOK, what, words), sight
