"""What this room hands over for the file of a procedure: the tables of what came by e-mail."""

from app.core.documents.pieces import Chapter, Records
from app.steps.arrivals.models import ArrivalBatch, ArrivalBatchRow

CHAPTER = Chapter(
    "arrivi",
    "Le domande arrivate per altre vie e caricate insieme",
    (Records(ArrivalBatch), Records(ArrivalBatchRow)),
)
