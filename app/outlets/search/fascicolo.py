"""The index is made from what is published: the file has that itself."""

from app.outlets.search.models import SearchDocument

LEFT_OUT = {SearchDocument: "è l'indice della ricerca, fatto da ciò che è pubblicato e che è qui"}
