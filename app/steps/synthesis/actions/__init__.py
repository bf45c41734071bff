"""Use cases of the synthesis; later rooms and the demonstration import from here."""

from app.steps.synthesis.actions.links import link_nodes, unlink_nodes
from app.steps.synthesis.actions.nodes import (
    assess_node,
    edit_node,
    make_node,
    remove_node,
    restore_node,
)
from app.steps.synthesis.actions.observations import answer_observation, send_observation
from app.steps.synthesis.actions.reread import mark_for_rereading, reread_node
from app.steps.synthesis.actions.shape import (
    merge_nodes,
    move_contributions,
    move_under,
    split_node,
)
from app.steps.synthesis.actions.share import share_draft
from app.steps.synthesis.actions.sources import join_contributions, part_contributions
from app.steps.synthesis.actions.undo import undo_last_step

__all__ = [
    "answer_observation",
    "assess_node",
    "edit_node",
    "join_contributions",
    "link_nodes",
    "make_node",
    "mark_for_rereading",
    "merge_nodes",
    "move_contributions",
    "move_under",
    "part_contributions",
    "remove_node",
    "reread_node",
    "restore_node",
    "send_observation",
    "share_draft",
    "split_node",
    "undo_last_step",
    "unlink_nodes",
]
