"""What an examiner looks at in a domanda, made from the version of the avviso it was filed under.

Pure: version and domanda in, lines out.
"""

import re
from dataclasses import dataclass
from itertools import chain

from app.law.sources import CAD_65, CDS_8546_2024, CTS_46, DM72_2_B, DM72_2_C, LR65_10_B, Source
from app.people.ets.enums import RuntsState
from app.steps.avvisi.definition import DECLARATIONS, FieldKind, FormDefinition, fields_of
from app.steps.domande.models import Domanda
from app.steps.domande.queries.completeness import Answers

_ITEM = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s+(.*)")
_MARKUP = re.compile(r"[*_`#>]+|\[([^\]]*)\]\([^)]*\)")
LONGEST = 300
ESSENTIAL = "essential"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line: a code that stays the same for the version, its words, what the domanda says.

    A `reasoned` line is said right or wrong, with the reason whatever is said.
    """

    code: str
    group: str
    words: str
    hint: str
    source: Source
    reasoned: bool = False


def checklist_of(
    sections: dict[str, str],
    definition: FormDefinition,
    domanda: Domanda,
    answers: Answers,
    *,
    other: bool = False,
) -> tuple[CheckLine, ...]:
    """The lines for one domanda: in time, signature, RUNTS, requirements, declarations, files.

    `other` is a subject that is no body of the third sector: it has a line of its own.
    """
    return tuple(
        chain(
            (_in_time(domanda), _signature(domanda)),
            (_essential(answers),) if other else (),
            _runts(answers),
            _requirements(sections.get("requirements", "")),
            _declarations(definition, answers),
            _files(definition, answers),
        )
    )


def requirement_lines(text: str) -> tuple[str, ...]:
    """The requirements one by one: the items of a list, or the paragraphs where there is none."""
    rows = [row for row in text.splitlines() if row.strip()]
    items = [found[1] for row in rows if (found := _ITEM.match(row))]
    plain = (_MARKUP.sub(lambda m: m[1] or "", row).strip() for row in (items or rows))
    return tuple(row[:LONGEST] for row in plain if row)


def _in_time(domanda: Domanda) -> CheckLine:
    hint = "risulta pervenuta fuori termine" if domanda.late else "risulta arrivata in tempo"
    return CheckLine("in_time", "Arrivo e firma", "È arrivata nei termini", hint, CDS_8546_2024)


def _signature(domanda: Domanda) -> CheckLine:
    way = domanda.signature_way
    hint = way.label if way is not None else f"si vede dal file arrivato {domanda.channel.label}"
    words = "È firmata da chi rappresenta l'ente"
    return CheckLine("signature", "Arrivo e firma", words, hint, CAD_65)


def _essential(answers: Answers) -> CheckLine:
    said = answers.get("other_subject", {})
    why = " ".join(str(said[name]) for name in ("connection", "essential") if said.get(name))
    return CheckLine(
        ESSENTIAL,
        "Altri soggetti",
        "Il suo apporto è direttamente connesso ed essenziale",
        why or "lo dice il file arrivato",
        LR65_10_B,
        reasoned=True,
    )


def _runts(answers: Answers) -> tuple[CheckLine, ...]:
    state = str(answers.get("runts", {}).get("runts_state", ""))
    if state == RuntsState.NOT_ETS.value:
        return ()
    hint = RuntsState(state).label if state in set(RuntsState) else ""
    return (
        CheckLine("runts", "Requisiti", "L'iscrizione al RUNTS risulta dal registro", hint, CTS_46),
    )


def _requirements(text: str) -> tuple[CheckLine, ...]:
    return tuple(
        CheckLine(f"requirement_{number}", "Requisiti", words, "", DM72_2_B)
        for number, words in enumerate(requirement_lines(text), start=1)
    )


def _declarations(definition: FormDefinition, answers: Answers) -> tuple[CheckLine, ...]:
    """Those of the catalogue, then the office's own."""
    said = answers.get("declarations", {})
    return tuple(
        CheckLine(
            f"declaration_{field.name}",
            "Dichiarazioni",
            field.group,
            "" if not answers else "resa" if said.get(field.name) else "non resa",
            DECLARATIONS[field.name].source if field.name in DECLARATIONS else DM72_2_C,
        )
        for field in fields_of(definition, "declarations")
        if field.kind is FieldKind.TICK
    )


def _files(definition: FormDefinition, answers: Answers) -> tuple[CheckLine, ...]:
    return tuple(
        CheckLine(
            f"file_{code}_{field.name}"[:80],
            "Allegati",
            field.label,
            ""
            if not answers
            else "c'è"
            if answers.get(code, {}).get(field.name)
            else "non allegato",
            DM72_2_C,
        )
        for code in definition.parts
        if code not in {"declarations", "signature"}
        for field in fields_of(definition, code)
        if field.kind is FieldKind.FILE
    )
