"""The words of the demonstration's avvisi, section by section. Invented."""

_SECTIONS: dict[str, str] = {
    "purposes": (
        "La co-programmazione serve a individuare, insieme agli enti del Terzo settore, i bisogni "
        "da soddisfare, gli interventi necessari, i modi per realizzarli e le risorse disponibili."
    ),
    "object": (
        "Oggetto del procedimento è il quadro dei bisogni e dell'offerta sociale e sociosanitaria "
        "della zona, in vista del piano integrato di salute."
    ),
    "who": (
        "Possono partecipare gli enti del Terzo settore che operano nella zona. Altri soggetti "
        "partecipano se il loro apporto è direttamente connesso ed essenziale."
    ),
    "requirements": (
        "- iscrizione al RUNTS, oppure regime transitorio dell'art. 101 del Codice\n"
        "- attività nel territorio della zona\n"
        "- assenza di cause di esclusione"
    ),
    "form": (
        "La domanda si compila su questa piattaforma, si firma e si invia. Si dichiara il possesso "
        "dei requisiti ai sensi del DPR 445/2000."
    ),
    "ip_release": (
        "Con la domanda l'ente acconsente all'uso delle proposte da parte dell'amministrazione, "
        "senza compenso e senza preferenza successiva."
    ),
    "terms": (
        "La domanda deve arrivare entro la scadenza indicata in questa pagina, al secondo. "
        "Le domande arrivate dopo non sono accolte."
    ),
    "filing": (
        "Si invia da qui, con accesso personale. Chi non può usare la piattaforma scrive alla PEC "
        "dell'amministrazione, che registra la domanda con l'ora di arrivo."
    ),
    "participation": (
        "Chi è ammesso siede ai tavoli che ha scelto, con un delegato e un sostituto, e porta i "
        "propri contributi prima, durante e dopo ogni laboratorio."
    ),
    "sessions": (
        "Un incontro iniziale spiega obiettivi e regole. Seguono i laboratori su bisogni, obiettivi "
        "e interventi, in plenaria e ai tavoli, e la restituzione pubblica degli esiti."
    ),
    "conclusion": (
        "Il procedimento si conclude con la relazione motivata del responsabile, trasmessa agli "
        "organi. Ogni contributo riceve un esito con la sua ragione."
    ),
    "publicity": (
        "Atti, elenchi, verbali, contributi ed esiti sono pubblicati su questa piattaforma e in "
        "Amministrazione trasparente."
    ),
    "privacy": (
        "I dati sono trattati per l'esercizio di un compito di interesse pubblico. I documenti di "
        "identità e le firme non sono mai pubblicati."
    ),
    "remedies": (
        "Contro i provvedimenti si può ricorrere al Tribunale amministrativo regionale entro 60 "
        "giorni, o al Presidente della Repubblica entro 120 giorni."
    ),
}


def sections(office: str, email: str, phone: str) -> dict[str, str]:
    """The words of an avviso, section by section, with the contacts of its office."""
    return {**_SECTIONS, "contacts": f"{office}, {email}, telefono {phone}."}
