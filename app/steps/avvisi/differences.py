"""What two texts of one avviso say differently: published versions, or a draft of the next."""

from app.law.avviso import AVVISO_SECTIONS
from app.steps.avvisi.definition import Difference, FormDefinition, differences_of
from app.steps.avvisi.models import Avviso, AvvisoRevision, AvvisoVersion

TITLES = {section.code: section.title for section in AVVISO_SECTIONS}
DEFINITION = "definition"
Texts = Avviso | AvvisoRevision | AvvisoVersion


def changed_sections(before: Texts, after: Texts) -> dict[str, tuple[str, str]]:
    """Section code → its text before and after, where they differ; in the avviso's order."""
    return {
        code: (old, new)
        for code in TITLES
        if (old := before.sections.get(code, "")) != (new := after.sections.get(code, ""))
    }


def changed_form(before: Texts, after: Texts) -> tuple[Difference, ...]:
    """What a domanda asks otherwise."""
    return differences_of(
        FormDefinition.model_validate(before.definition),
        FormDefinition.model_validate(after.definition),
    )
