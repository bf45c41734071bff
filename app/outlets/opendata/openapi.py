"""The document of the interface (OpenAPI 3.1), made from the register of datasets."""

from typing import Any, Final

from app.core.text import DEMO_WORDS
from app.outlets.opendata import api
from app.outlets.opendata.about import LICENCE, LICENCE_NAME, values_words
from app.outlets.opendata.columns import Column
from app.outlets.opendata.datasets import DATASETS, Dataset

Json = dict[str, Any]
_TEXT: Final[Json] = {"type": "string"}
_PROBLEM: Final[Json] = {"$ref": "#/components/responses/Problem"}


def openapi_of(base: str, *, demo: bool) -> Json:
    """The whole document; `base` is the address of the service."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Coprogramma: dati aperti",
            "version": "1",
            "description": (f"{DEMO_WORDS} " if demo else "")
            + "In sola lettura, senza chiavi e senza cookie: le stesse cose dei dati aperti.",
            "license": {"name": LICENCE_NAME, "url": LICENCE},
        },
        "servers": [{"url": base}],
        "externalDocs": {"url": f"{base}{api.ROOT}/", "description": "Come si usa"},
        "paths": {path: item for dataset in DATASETS for path, item in _paths(dataset).items()},
        "components": {
            "schemas": {
                **{dataset.code: row_schema(dataset) for dataset in DATASETS},
                "problem": _problem_schema(),
            },
            "responses": {
                "Problem": {
                    "description": "Che cosa non va e che cosa si può fare (RFC 9457).",
                    "content": {
                        "application/problem+json": {
                            "schema": {"$ref": "#/components/schemas/problem"}
                        }
                    },
                }
            },
        },
    }


def row_schema(dataset: Dataset) -> Json:
    """The schema of one row: every column is there, empty ones as null."""
    return {
        "type": "object",
        "title": dataset.title,
        "description": dataset.description,
        "properties": {column.name: _column(column) for column in dataset.columns},
        "required": list(dataset.names),
        "additionalProperties": False,
    }


def _column(column: Column) -> Json:
    kind, form = column.kind.json
    words = values_words(column)
    unit = f" In {column.unit}." if column.unit else ""
    found: Json = {
        "type": kind if column.always else [kind, "null"],
        "title": column.title,
        "description": f"{column.description}{unit} {words}".strip(),
    }
    if form:
        found["format"] = form
    if column.words:
        codes: list[str | None] = [code for code, _ in column.words]
        found["enum"] = codes if column.always else [*codes, None]
    return found


def _paths(dataset: Dataset) -> Json:
    path = f"{api.ROOT}/{dataset.code}"
    schema = {"$ref": f"#/components/schemas/{dataset.code}"}
    listed: Json = {
        "get": {
            "operationId": f"elenco-{dataset.code}",
            "summary": dataset.title,
            "description": dataset.description,
            "parameters": [_parameter(dataset, name) for name in api.filters_of(dataset)],
            "responses": _responses("dati", {"type": "array", "items": schema}, more=True),
        }
    }
    if dataset.ref is None:
        return {path: listed}
    one: Json = {
        "get": {
            "operationId": f"uno-{dataset.code}",
            "summary": f"{dataset.title}: uno solo",
            "parameters": [
                {
                    "name": "id",
                    "in": "path",
                    "required": True,
                    "description": "L'identificativo della riga.",
                    "schema": {**_TEXT, "pattern": "^[0-9a-f]{20}$"},
                }
            ],
            "responses": _responses("dato", schema, more=False),
        }
    }
    return {path: listed, f"{path}/{{id}}": one}


def _responses(name: str, schema: Json, *, more: bool) -> Json:
    properties: Json = {
        "insieme": _TEXT,
        "licenza": {**_TEXT, "format": "uri"},
        "aggiornato": {"type": ["string", "null"], "format": "date-time"},
        "dimostrazione": _TEXT,
        name: schema,
    }
    required = ["insieme", "licenza", "aggiornato", name]
    if more:
        properties["successiva"] = {
            "type": ["string", "null"],
            "format": "uri",
            "description": "L'indirizzo della pagina che segue; null se questa è l'ultima.",
        }
        required.append("successiva")
    whole = {"type": "object", "properties": properties, "required": required}
    headers = {
        "ETag": {"description": "La versione, per le richieste condizionate.", "schema": _TEXT},
        "Link": {"description": "La licenza e, se c'è, la pagina che segue.", "schema": _TEXT},
    }
    return {
        "200": {
            "description": "Quello che è pubblico adesso.",
            "headers": headers,
            "content": {"application/json": {"schema": {**whole, "additionalProperties": False}}},
        },
        "304": {"description": "Niente è cambiato dalla versione che avete."},
        "400": _PROBLEM,
        "404": _PROBLEM,
    }


def _parameter(dataset: Dataset, name: str) -> Json:
    words = {
        api.AUTHORITY: "Solo di questa amministrazione (l'inizio dei suoi indirizzi).",
        api.PROCEDURE: "Solo di questo procedimento; serve anche l'amministrazione.",
        api.TAVOLO: "Solo di questo tavolo: il suo identificativo.",
        api.OUTCOME: "Solo con questo esito.",
        api.SINCE: "Solo quello che è cambiato da allora. Quello che non è più pubblico non c'è.",
        api.HOW_MANY: "Quante righe in una pagina.",
        api.AFTER: "Da dove continuare: si prende da «successiva».",
    }
    schema: Json = dict(_TEXT)
    if name == api.HOW_MANY:
        schema = {"type": "integer", "minimum": 1, "maximum": api.MOST, "default": api.LIMIT}
    if name == api.OUTCOME:
        schema["enum"] = [code for code, _ in api.outcome_words(dataset)]
    return {"name": name, "in": "query", "description": words[name], "schema": schema}


def _problem_schema() -> Json:
    return {
        "type": "object",
        "properties": {
            "type": {**_TEXT, "format": "uri-reference"},
            "title": _TEXT,
            "status": {"type": "integer"},
            "detail": _TEXT,
            "instance": {**_TEXT, "format": "uri-reference"},
        },
        "required": ["type", "title", "status", "detail"],
    }
