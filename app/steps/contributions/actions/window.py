"""When contributions may come in."""

from app.core.errors import RuleError
from app.law.phases import Phase
from app.law.sources import DM72_2_SYNTHESIS
from app.steps.contributions.enums import COLLECTING
from app.steps.procedures.models import Procedure


def is_collecting(procedure: Procedure) -> bool:
    """Whether contributions may come in now: until the synthesis begins."""
    return procedure.phase in COLLECTING


def check_collecting(procedure: Procedure) -> None:
    """Raises RuleError when contributions cannot come in now."""
    if is_collecting(procedure):
        return
    if procedure.phase is Phase.SUSPENDED:
        raise RuleError(
            "Il procedimento è sospeso: i contributi si inviano quando riprende.",
            remedy="La vostra bozza resta salvata.",
        )
    raise RuleError(
        "I contributi si raccolgono da quando avete un posto al tavolo fino all'inizio della "
        f"sintesi; ora il procedimento è in fase «{procedure.phase.label}».",
        remedy="Dopo potete fare osservazioni sulla bozza di sintesi.",
        source=DM72_2_SYNTHESIS,
    )
