"""The index is made from what is published: the file has that itself."""

from sqlmodel import SQLModel

from app.outlets.search.models import SearchDocument

LEFT_OUT: dict[type[SQLModel], str] = {
    SearchDocument: "è l'indice della ricerca, fatto da ciò che è pubblicato e che è qui"
}
