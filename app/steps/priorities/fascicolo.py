"""What this room hands over for the file of a procedure."""

from app.core.documents.pieces import Chapter, Records
from app.steps.priorities.models import Ballot, BallotResult, DivergenceNote

CHAPTER = Chapter(
    "priorita",
    "Le priorità: risultati dei tavoli e parole dell'ufficio dove si discostano",
    (Records(Ballot), Records(BallotResult), Records(DivergenceNote)),
)
