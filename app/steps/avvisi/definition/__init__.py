"""The form of the domanda: what can be asked, what an avviso asks, and the check of answers.

Pure but for its default of today's date; later rooms import from here.
"""

from app.steps.avvisi.definition.answers import check_fields, validate_part
from app.steps.avvisi.definition.choice import (
    FIXED_DECLARATIONS,
    FIXED_PARTS,
    SHORT_DEFAULT,
    FormDefinition,
    fields_of,
    groups_of,
    parts_of,
)
from app.steps.avvisi.definition.declarations import DECLARATIONS, Declaration
from app.steps.avvisi.definition.fields import Field, FieldKind, Part
from app.steps.avvisi.definition.parts import MAX_MEMBERS, PARTS, SEAT_FIELDS

__all__ = [
    "DECLARATIONS",
    "FIXED_DECLARATIONS",
    "FIXED_PARTS",
    "MAX_MEMBERS",
    "PARTS",
    "SEAT_FIELDS",
    "SHORT_DEFAULT",
    "Declaration",
    "Field",
    "FieldKind",
    "FormDefinition",
    "Part",
    "check_fields",
    "fields_of",
    "groups_of",
    "parts_of",
    "validate_part",
]
