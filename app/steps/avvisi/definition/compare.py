"""What differs between two forms of the domanda, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.law.corrections import is_slip
from app.steps.avvisi.definition.choice import FormDefinition
from app.steps.avvisi.definition.declarations import DECLARATIONS
from app.steps.avvisi.definition.fields import OwnItem
from app.steps.avvisi.definition.parts import PARTS

_DERIVED = frozenset(code for code, part in PARTS.items() if part.derived)


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference in Italian; `wording` where only the words of a request are others."""

    words: str
    wording: bool = False


def differences_of(before: FormDefinition, after: FormDefinition) -> tuple[Difference, ...]:
    """Everything that a domanda asks otherwise than before, part by part; empty when nothing."""
    return (
        *_parts(before, after),
        *_fields(before, after),
        *_declarations(before, after),
        *_own("il documento", before.files, after.files),
        *_own("la dichiarazione", before.own_declarations, after.own_declarations),
        *_settings(before, after),
    )


def _parts(before: FormDefinition, after: FormDefinition) -> Iterator[Difference]:
    for code, part in PARTS.items():
        if code in _DERIVED or (code in before.parts) == (code in after.parts):
            continue
        verb = "si chiede anche" if code in after.parts else "non si chiede più"
        yield Difference(f"{verb} la parte «{part.title}»")


def _fields(before: FormDefinition, after: FormDefinition) -> Iterator[Difference]:
    for code, part in PARTS.items():
        if code not in before.parts or code not in after.parts:
            continue
        old, new = (definition.optional_fields.get(code, ()) for definition in (before, after))
        labels = {field.name: field.label for field in part.fields}
        for name in labels:
            if (name in old) == (name in new):
                continue
            verb = "si chiede anche" if name in new else "non si chiede più"
            yield Difference(f"in «{part.title}» {verb} «{labels[name]}»")


def _declarations(before: FormDefinition, after: FormDefinition) -> Iterator[Difference]:
    for code, declaration in DECLARATIONS.items():
        if (code in before.declarations) == (code in after.declarations):
            continue
        verb = "si dichiara anche" if code in after.declarations else "non si dichiara più"
        yield Difference(f"{verb} «{declaration.title}»")


def _own(
    what: str, before: tuple[OwnItem, ...], after: tuple[OwnItem, ...]
) -> Iterator[Difference]:
    old, new = ({item.number: item for item in items} for items in (before, after))
    for number in sorted(old.keys() | new.keys()):
        was, now = old.get(number), new.get(number)
        if was == now:
            continue
        if now is None or was is None:
            item, verb = (was, "non si chiede più") if now is None else (now, "si chiede anche")
            assert item is not None
            yield Difference(f"{verb} {what} «{item.title}»")
        elif was.required != now.required:
            state = "obbligatorio" if now.required else "facoltativo"
            yield Difference(f"per {what} «{now.title}»: ora è {state}")
        else:
            slip = is_slip(f"{was.title} {was.text}", f"{now.title} {now.text}")
            yield Difference(f"cambiano le parole per {what} «{now.title}»", wording=slip)


def _settings(before: FormDefinition, after: FormDefinition) -> Iterator[Difference]:
    if before.other_subjects != after.other_subjects:
        yield Difference(
            "possono partecipare anche soggetti che non sono ETS"
            if after.other_subjects
            else "partecipano solo gli ETS"
        )
    if before.members_may_apply_alone != after.members_may_apply_alone:
        yield Difference(
            "chi partecipa insieme ad altri può presentare anche una domanda da solo"
            if after.members_may_apply_alone
            else "chi partecipa insieme ad altri non presenta anche una domanda da solo"
        )
    if before.max_tavoli != after.max_tavoli:
        most = f"al massimo {after.max_tavoli}" if after.max_tavoli else "quanti se ne vuole"
        yield Difference(f"tavoli che un ente può scegliere: {most}")
    if before.delegates != after.delegates:
        yield Difference(f"persone delegate per ogni tavolo: {after.delegates}")
    both = "needs" in before.parts and "needs" in after.parts
    if both and before.needs_limit != after.needs_limit:
        yield Difference(
            f"caratteri per i primi bisogni: {after.needs_limit}",
            wording=after.needs_limit > before.needs_limit,
        )
