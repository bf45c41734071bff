"""Reads of esiti; other rooms import from here."""

from app.steps.esiti.queries.gate import Gate, GateLine, load_gate
from app.steps.esiti.queries.lists import (
    Asked,
    list_chosen,
    list_promised,
    list_rows,
    list_rows_of,
)
from app.steps.esiti.queries.nodes import (
    NodeAnswers,
    has_node_esiti,
    list_inheriting,
    list_item_choices,
    list_linked_items,
    list_nodes_named,
    list_nodes_with_esiti,
    list_proposals_of_nodes,
    list_sources,
)
from app.steps.esiti.queries.rows import (
    EsitoRow,
    PlanRow,
    latest_of,
    list_node_esiti,
    list_of,
    list_published_of,
    mark_of,
    standing_node_esiti,
    standing_of,
)
from app.steps.esiti.queries.tally import (
    TallyRow,
    count_answered,
    find_total,
    list_bodies,
    list_tally,
)

__all__ = [
    "Asked",
    "EsitoRow",
    "Gate",
    "GateLine",
    "NodeAnswers",
    "PlanRow",
    "TallyRow",
    "count_answered",
    "find_total",
    "has_node_esiti",
    "latest_of",
    "list_bodies",
    "list_chosen",
    "list_inheriting",
    "list_item_choices",
    "list_linked_items",
    "list_node_esiti",
    "list_nodes_named",
    "list_nodes_with_esiti",
    "list_of",
    "list_promised",
    "list_proposals_of_nodes",
    "list_published_of",
    "list_rows",
    "list_rows_of",
    "list_sources",
    "list_tally",
    "load_gate",
    "mark_of",
    "standing_node_esiti",
    "standing_of",
]
