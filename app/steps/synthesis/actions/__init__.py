"""Use cases of the synthesis; later rooms and the demonstration import from here."""

from app.steps.synthesis.actions.links import link_nodes, unlink_nodes
from app.steps.synthesis.actions.nodes import edit_node, make_node, remove_node, restore_node
from app.steps.synthesis.actions.observations import answer_observation, send_observation
from app.steps.synthesis.actions.share import share_draft
from app.steps.synthesis.actions.sources import join_contributions, part_contributions
from app.steps.synthesis.actions.undo import undo_last_step

__all__ = [
    "answer_observation",
    "edit_node",
    "join_contributions",
    "link_nodes",
    "make_node",
    "part_contributions",
    "remove_node",
    "restore_node",
    "send_observation",
    "share_draft",
    "undo_last_step",
    "unlink_nodes",
]
