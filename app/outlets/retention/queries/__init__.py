"""Reads of what is due, of what is held of a person, and of what bodies asked to remove."""

from app.outlets.retention.queries.lists import (
    Held,
    count_items,
    find_list,
    get_item,
    get_list,
    get_setting,
    held_of,
    list_alone,
    list_items,
    list_lists,
)
from app.outlets.retention.queries.requests import (
    PublishedOf,
    get_request,
    list_known_bodies,
    list_published_of,
    list_requests,
)

__all__ = [
    "Held",
    "PublishedOf",
    "count_items",
    "find_list",
    "get_item",
    "get_list",
    "get_request",
    "get_setting",
    "held_of",
    "list_alone",
    "list_items",
    "list_known_bodies",
    "list_lists",
    "list_published_of",
    "list_requests",
]
