"""The synthesis and what was observed on its draft."""

from collections import defaultdict
from datetime import date

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.security.actor import Actor
from app.demo.desk import write_more
from app.demo.stage import Stage, at
from app.demo.themes import THEMES, Theme
from app.steps.contributions.enums import ContributionKind
from app.steps.contributions.queries import SynthesisRow, list_published_for_synthesis
from app.steps.laboratories.queries import seats_of
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import Here, list_tavoli
from app.steps.synthesis.actions import (
    answer_observation,
    assess_node,
    link_nodes,
    make_node,
    send_observation,
    share_draft,
)
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.forms import (
    AnswerForm,
    AssessForm,
    LinkForm,
    NewNodeForm,
    ObservationForm,
    ShareForm,
)
from app.steps.synthesis.models import Node
from app.steps.synthesis.queries import latest_draft

DRAWN_FROM = {
    NodeKind.NEED: ContributionKind.NEED,
    NodeKind.OBJECTIVE: ContributionKind.OBJECTIVE,
    NodeKind.INTERVENTION: ContributionKind.INTERVENTION,
    NodeKind.AREA: ContributionKind.INTERVENTION,
}


CHANGED = (
    (
        "Un tetto prima di tutto",
        "L'accompagnamento non finisce con la consegna della casa: continua nel tempo.",
    ),
    ("Dopo la scuola", "Il progetto di vita comincia prima della fine della scuola."),
)
"""The need that each observation changed, and what was added to it."""


def _rows_by_theme(session: Session, here: Here) -> dict[tuple[str, str], list[SynthesisRow]]:
    """(tavolo, theme) → its contributions; the second voice carries the theme before a colon."""
    found: dict[tuple[str, str], list[SynthesisRow]] = defaultdict(list)
    for row in list_published_for_synthesis(session, here.procedure.pk):
        found[row.tavolo_name, row.title.split(":")[0]].append(row)
    return found


def draw(stage: Stage, day: date) -> None:
    """From the contributions of each theme: a need, an objective, an intervention, linked."""
    at(day, "10:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        rows = _rows_by_theme(session, here)
        for tavolo, themes in zip(list_tavoli(session, here.procedure.pk), THEMES, strict=True):
            for place, theme in enumerate(themes):
                group = rows.get((tavolo.name, theme.title), [])
                _draw_theme(session, actor, here, tavolo, theme, group, place)


def _draw_theme(
    session: Session,
    actor: Actor,
    here: Here,
    tavolo: Tavolo,
    theme: Theme,
    rows: list[SynthesisRow],
    place: int,
) -> None:
    def node(kind: NodeKind, text: str, **details: str) -> Node:
        form = NewNodeForm(
            kind=kind,
            title=theme.title,
            text=text,
            tavolo=tavolo.public_id,
            target=theme.target,
            territory=here.authority.name,
            chosen=[row.public_id for row in rows if row.kind is DRAWN_FROM[kind]],
            why="Contributi che parlano dello stesso tema.",
            **details,
        )
        return make_node(session, actor, here, form)

    need = node(
        NodeKind.NEED,
        theme.first,
        coverage=theme.coverage,
        evidence="Esperienza diretta degli enti ai tavoli.",
    )
    assessment = AssessForm(
        priority=str(5 - place // 2),
        priority_reason="Tiene conto di quante persone riguarda e di che cosa c'è già.",
    )
    assess_node(session, actor, here, need, assessment)
    objective = node(NodeKind.OBJECTIVE, theme.objective)
    last = NodeKind.AREA if theme.esito == "referred_to_codesign" else NodeKind.INTERVENTION
    action = node(last, theme.intervention)
    link_nodes(session, actor, here, need, LinkForm(other=objective.public_id))
    link_nodes(session, actor, here, objective, LinkForm(other=action.public_id))


def share(stage: Stage, day: date, until: date) -> None:
    """The draft goes to the participants, two of them observe, the office answers."""
    at(day, "12:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        share_draft(session, actor, here, ShareForm(observations_until=until))
    at(until, "20:30")
    with stage.act() as session:
        here = stage.here(session)
        draft = latest_draft(session, here.procedure.pk)
        assert draft is not None
        observed = [
            send_observation(
                session,
                body,
                here,
                draft,
                ObservationForm(
                    body=seats_of(session, body, here.procedure.pk)[0].ets_public_id, text=text
                ),
                legal_now(),
            )
            for body, text in _observers(stage, session)
        ]
        at(date.fromordinal(until.toordinal() + 1), "09:30")
        actor, here = stage.office(session)
        for observation, (title, more) in zip(observed, CHANGED, strict=True):
            answer = AnswerForm(
                answer="Grazie: l'osservazione è accolta nella descrizione del bisogno.",
                steps=[write_more(session, actor, here, title, more)],
            )
            answer_observation(session, actor, here, observation, answer)


def _observers(stage: Stage, session: Session) -> list[tuple[Actor, str]]:
    return [
        (
            stage.person(session, "volontaria@associazione-esempio.it"),
            "Chiediamo di scrivere con più forza che l'accompagnamento deve continuare nel tempo.",
        ),
        (
            stage.person(session, "ente02@esempio.it"),
            "Il progetto di vita deve cominciare prima della fine della scuola.",
        ),
    ]
