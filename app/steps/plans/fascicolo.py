"""What this room hands over for the file of a procedure: the tree, its imports, its acts."""

from app.core.documents.pieces import Chapter, Records
from app.steps.plans.models import Plan, PlanAct, PlanImport, PlanItem, PlanPartner

CHAPTER = Chapter(
    "piano",
    "Il piano, i file da cui viene e il suo percorso di approvazione",
    (
        Records(Plan),
        Records(PlanItem),
        Records(PlanImport),
        Records(PlanPartner),
        Records(PlanAct),
    ),
)
