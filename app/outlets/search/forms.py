"""What is sought on the site, for the fields of the page."""

from app.core.text import Line
from app.core.web.forms import FormModel


class SearchForm(FormModel):
    q: Line = ""
    tipo: Line = ""
    amministrazione: Line = ""
    procedimento: Line = ""
    tavolo: Line = ""
    ente: Line = ""
    anno: Line = ""
    esito: Line = ""
