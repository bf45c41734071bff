"""Writes triples as Turtle, RDF/XML and JSON-LD: equal triples give equal bytes.

Every node has an address of its own, so that three short writers are enough. rdflib would bring
its parsers into each process and orders RDF/XML by hashes that change from one to the next; the
tests read what is written here with it.
"""

import json
import xml.etree.ElementTree as ET  # writes only: nothing is parsed here
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

PREFIXES: Final = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatapit": "http://dati.gov.it/onto/dcatapit#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A node, or a word of a vocabulary, by its whole address."""

    value: str


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A text: in a language, or of a type (`xsd:date`), or neither."""

    value: str
    language: str = ""
    kind: str = ""


Node: TypeAlias = Address | Literal
Triple: TypeAlias = tuple[Address, str, Node]
"""Subject, predicate by its short name (`dct:title`), object."""


def full(name: str) -> str:
    """The whole address of a short name."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def _grouped(triples: Iterable[Triple]) -> list[tuple[str, list[tuple[str, list[Node]]]]]:
    """By subject and predicate, types first, everything sorted."""
    found: dict[str, dict[str, set[Node]]] = {}
    for subject, predicate, node in triples:
        found.setdefault(subject.value, {}).setdefault(predicate, set()).add(node)
    return [
        (
            subject,
            [
                (predicate, sorted(nodes, key=repr))
                for predicate, nodes in sorted(
                    about.items(), key=lambda item: (item[0] != "rdf:type", item[0])
                )
            ],
        )
        for subject, about in sorted(found.items())
    ]


_IN_TEXT = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_IN_ADDRESS = {ord(c): f"%{ord(c):02X}" for c in '<>"{}|^`\\ '}


def _turtle_node(node: Node) -> str:
    if isinstance(node, Address):
        return f"<{node.value.translate(_IN_ADDRESS)}>"
    text = f'"{node.value.translate(_IN_TEXT)}"'
    if node.language:
        return f"{text}@{node.language}"
    return f"{text}^^{node.kind}" if node.kind else text


def write_turtle(triples: Iterable[Triple]) -> bytes:
    """Turtle (W3C, 2014), in UTF-8."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in sorted(PREFIXES.items())]
    for subject, about in _grouped(triples):
        said = [
            f"    {predicate} {', '.join(_turtle_node(node) for node in nodes)}"
            for predicate, nodes in about
        ]
        lines.append(f"\n{_turtle_node(Address(subject))}\n" + " ;\n".join(said) + " .")
    return ("\n".join(lines) + "\n").encode()


def write_xml(triples: Iterable[Triple]) -> bytes:
    """RDF/XML, in UTF-8."""
    for name, address in PREFIXES.items():
        ET.register_namespace(name, address)
    rdf = PREFIXES["rdf"]
    root = ET.Element(f"{{{rdf}}}RDF")
    for subject, about in _grouped(triples):
        address = subject.translate(_IN_ADDRESS)
        described = ET.SubElement(root, f"{{{rdf}}}Description", {f"{{{rdf}}}about": address})
        for predicate, nodes in about:
            for node in nodes:
                _add_xml(described, predicate, node)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add_xml(parent: ET.Element, predicate: str, node: Node) -> None:
    prefix, _, local = predicate.partition(":")
    made = ET.SubElement(parent, f"{{{PREFIXES[prefix]}}}{local}")
    if isinstance(node, Address):
        made.set(f"{{{PREFIXES['rdf']}}}resource", node.value.translate(_IN_ADDRESS))
        return
    made.text = node.value
    if node.language:
        made.set("{http://www.w3.org/XML/1998/namespace}lang", node.language)
    elif node.kind:
        made.set(f"{{{PREFIXES['rdf']}}}datatype", full(node.kind))


def write_json_ld(triples: Iterable[Triple]) -> bytes:
    """JSON-LD 1.1, expanded but for its prefixes."""
    graph = []
    for subject, about in _grouped(triples):
        found: dict[str, Any] = {"@id": subject.translate(_IN_ADDRESS)}
        for predicate, nodes in about:
            if predicate == "rdf:type":
                found["@type"] = [node.value for node in nodes]
            else:
                found[predicate] = [_json_node(node) for node in nodes]
        graph.append(found)
    whole = {"@context": dict(sorted(PREFIXES.items())), "@graph": graph}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _json_node(node: Node) -> dict[str, str]:
    if isinstance(node, Address):
        return {"@id": node.value.translate(_IN_ADDRESS)}
    found = {"@value": node.value}
    if node.language:
        found["@language"] = node.language
    elif node.kind:
        found["@type"] = node.kind
    return found
