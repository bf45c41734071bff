"""The outside of a CMS envelope (.p7m), read by its DER or BER structure alone."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_MAX_DEPTH = 24
_MAX_PIECES = 1_000_000
_HEAD = 512

_SEQUENCE, _SET, _OID, _INTEGER, _CONTEXT_0, _OCTETS = 0x30, 0x31, 0x06, 0x02, 0xA0, 0x04


class _Malformed(Exception):  # noqa: N818 - never leaves this module
    """The bytes are not DER or BER."""


@dataclass(frozen=True)
class Envelope:
    """A signed envelope: how many signer entries it has, and how what it holds begins.

    `head` has at most 512 bytes, and is empty when the signature is detached.
    """

    signers: int
    head: bytes


@dataclass(frozen=True)
class _Node:
    tag: int
    start: int
    end: int  # of the content; of its end mark's beginning, when the length was not given
    after: int


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pieces = 0

    def node(self, at: int, end: int, depth: int = 0) -> _Node:
        """Give the element at `at`, which lies before `end`."""
        self._pieces += 1
        if at + 2 > end or depth > _MAX_DEPTH or self._pieces > _MAX_PIECES:
            raise _Malformed
        tag, length = self._data[at], self._data[at + 1]
        if tag & 0x1F == 0x1F:
            raise _Malformed
        start = at + 2
        if length == 0x80:
            return self._unmeasured(tag, start, end, depth)
        if length > 0x80:
            count = length & 0x7F
            if count > 6 or start + count > end:
                raise _Malformed
            length = int.from_bytes(self._data[start : start + count], "big")
            start += count
        if start + length > end:
            raise _Malformed
        return _Node(tag, start, start + length, start + length)

    def _unmeasured(self, tag: int, start: int, end: int, depth: int) -> _Node:
        if not tag & 0x20:
            raise _Malformed
        at = start
        while self._data[at : at + 2] != b"\0\0":
            at = self.node(at, end, depth + 1).after
        return _Node(tag, start, at, at + 2)

    def children(self, node: _Node) -> Iterator[_Node]:
        at = node.start
        while at < node.end:
            child = self.node(at, node.end)
            yield child
            at = child.after

    def take(self, node: _Node) -> bytes:
        return self._data[node.start : node.end]

    def octets(self, node: _Node) -> bytes:
        """Give the first bytes of an octet string, whole or in pieces."""
        if node.tag == _OCTETS:
            return self._data[node.start : min(node.end, node.start + _HEAD)]
        head = b""
        for child in self.children(node):
            head += self._data[child.start : min(child.end, child.start + _HEAD)]
            if len(head) >= _HEAD:
                break
        return head[:_HEAD]


def bare_envelope(data: bytes) -> bytes:
    """Give `data` out of its PEM or base64 clothes, if it wears them."""
    text = data.lstrip()
    if text.startswith(b"-----BEGIN"):
        lines = text.splitlines()[1:]
        end = next((i for i, line in enumerate(lines) if line.startswith(b"-----END")), len(lines))
        text = b"".join(lines[:end])
    elif not text.startswith(b"MI"):
        return data
    try:
        return base64.b64decode(b"".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return data


def _expect(nodes: Iterator[_Node], tag: int) -> _Node:
    node = next(nodes, None)
    if node is None or node.tag != tag:
        raise _Malformed
    return node


def _parse(data: bytes) -> Envelope:
    reader = _Reader(data)
    outer = reader.node(0, len(data))
    if outer.tag != _SEQUENCE or data[outer.after :].strip(b"\0\r\n"):
        raise _Malformed
    parts = reader.children(outer)
    if reader.take(_expect(parts, _OID)) != _SIGNED_DATA:
        raise _Malformed
    signed = _expect(reader.children(_expect(parts, _CONTEXT_0)), _SEQUENCE)
    fields = reader.children(signed)
    _expect(fields, _INTEGER)
    _expect(fields, _SET)
    content = reader.children(_expect(fields, _SEQUENCE))
    _expect(content, _OID)
    wrapped = next(content, None)
    held = next(reader.children(wrapped), None) if wrapped else None
    head = reader.octets(held) if held else b""
    signers = list(fields)[-1:]  # after certificates and revocation lists, if any
    if not signers or signers[0].tag != _SET:
        raise _Malformed
    return Envelope(sum(1 for _ in reader.children(signers[0])), head)


def read_envelope(data: bytes) -> Envelope | None:
    """Give what the outside of a signed envelope says (DER, BER, PEM or base64), or None.

    Nothing is verified: an envelope may look right and hold a false signature.
    """
    try:
        return _parse(bare_envelope(data))
    except _Malformed:
        return None
