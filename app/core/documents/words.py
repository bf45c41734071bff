"""The few words that the formats add to a document, by language."""

WORDS: dict[str, dict[str, str]] = {
    "it": {
        "contents": "Indice",
        "page": "Pagina",
        "of": "di",
        "table": "Tabella",
        "rows": "righe",
        "thousands": ".",
        "figure": "Figura",
        "code": "Codice del contenuto",
        "info": "Nota",
        "warning": "Attenzione",
    },
    "en": {
        "contents": "Contents",
        "page": "Page",
        "of": "of",
        "table": "Table",
        "rows": "rows",
        "thousands": ",",
        "figure": "Figure",
        "code": "Content code",
        "info": "Note",
        "warning": "Warning",
    },
}


def words_of(language: str) -> dict[str, str]:
    """Give the words in `language`, in Italian where it has none."""
    return WORDS.get(language, WORDS["it"])
