"""The form of the domanda: what can be asked, what an avviso asks, and the check of answers.

Pure but for its default of today's date; later rooms import from here.
"""

from app.steps.avvisi.definition.answers import check_fields, validate_part
from app.steps.avvisi.definition.choice import (
    FIXED_DECLARATIONS,
    FIXED_PARTS,
    LAST_OWN_NUMBER,
    MAX_OWN,
    SHORT_DEFAULT,
    FormDefinition,
    fields_of,
    groups_of,
    parts_of,
)
from app.steps.avvisi.definition.compare import Difference, differences_of
from app.steps.avvisi.definition.declarations import DECLARATIONS, Declaration
from app.steps.avvisi.definition.fields import Field, FieldKind, OwnItem, Part
from app.steps.avvisi.definition.parts import PARTS, SEAT_FIELDS
from app.steps.avvisi.definition.what import FURTHER_DELEGATES, MAX_DELEGATES, seat_fields

__all__ = [
    "DECLARATIONS",
    "FIXED_DECLARATIONS",
    "FIXED_PARTS",
    "FURTHER_DELEGATES",
    "LAST_OWN_NUMBER",
    "MAX_DELEGATES",
    "MAX_OWN",
    "PARTS",
    "SEAT_FIELDS",
    "SHORT_DEFAULT",
    "Declaration",
    "Difference",
    "Field",
    "FieldKind",
    "FormDefinition",
    "OwnItem",
    "Part",
    "check_fields",
    "differences_of",
    "fields_of",
    "groups_of",
    "parts_of",
    "seat_fields",
    "validate_part",
]
