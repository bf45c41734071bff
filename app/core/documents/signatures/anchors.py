"""The certificates that this installation trusts: PEM, DER or a national trusted list (XML)."""

import base64
import binascii
import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from asn1crypto import pem, x509

_TSL = "{http://uri.etsi.org/02231/v2#}"
_SERVICES = ("/CA/QC", "/TSA/QTST")
_GRANTED = ("/granted", "/undersupervision", "/accredited")


class AnchorsError(ValueError):
    """What is wrong with the trusted certificates, in one sentence."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Trusted certificates in DER, sorted, each once. Empty: no issuer can be checked."""

    certificates: tuple[bytes, ...] = ()

    @property
    def sha256(self) -> str:
        """Names the set; empty for the empty set."""
        if not self.certificates:
            return ""
        return hashlib.sha256(b"".join(self.certificates)).hexdigest()


def _from_list(data: bytes) -> Iterator[bytes]:
    """The certificates of granted qualified services in an ETSI TS 119 612 trusted list.

    Its own signature is not verified: the operator downloads it from the official address.
    """
    tree = ElementTree.fromstring(data)  # noqa: S314  the operator's own file
    for service in tree.iter(f"{_TSL}ServiceInformation"):
        kind = service.findtext(f"{_TSL}ServiceTypeIdentifier", "").strip()
        status = service.findtext(f"{_TSL}ServiceStatus", "").strip()
        if kind.endswith(_SERVICES) and status.endswith(_GRANTED):
            for found in service.iter(f"{_TSL}X509Certificate"):
                yield base64.b64decode("".join((found.text or "").split()), validate=True)


def _from_file(data: bytes) -> Iterator[bytes]:
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        yield from _from_list(start)
    elif pem.detect(start):
        yield from (der for _, _, der in pem.unarmor(start, multiple=True))
    else:
        yield data


def _plain(der: bytes) -> bytes:
    found = x509.Certificate.load(der, strict=True)
    _ = found.subject.hashable, found.public_key.algorithm
    return bytes(found.dump())


def load_anchors(path: str) -> Anchors:
    """Read a file, or every file of a folder; an empty `path` gives no anchors.

    Raises AnchorsError where something there is not a certificate.
    """
    if not path:
        return Anchors()
    place = Path(path)
    files = sorted(one for one in place.iterdir() if one.is_file()) if place.is_dir() else [place]
    found: set[bytes] = set()
    for file in files:
        try:
            found.update(_plain(der) for der in _from_file(file.read_bytes()))
        except (OSError, ValueError, TypeError, KeyError, binascii.Error, SyntaxError) as error:
            raise AnchorsError(f"{file.name} is not a certificate or a trusted list") from error
    return Anchors(tuple(sorted(found)))


class AnchorStore:
    """The anchors of a path, read anew when a file there changes.

    A path that goes wrong while the application runs keeps the last good set.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._stamp = self._stamp_now()
        self._anchors = load_anchors(path)

    def _stamp_now(self) -> tuple[tuple[str, int], ...]:
        if not self._path:
            return ()
        place = Path(self._path)
        files = sorted(place.iterdir()) if place.is_dir() else [place]
        return tuple((one.name, one.stat().st_mtime_ns) for one in files)

    def __call__(self) -> Anchors:
        """The anchors as they are now."""
        with suppress(OSError, AnchorsError):
            stamp = self._stamp_now()
            if stamp != self._stamp:
                self._anchors, self._stamp = load_anchors(self._path), stamp
        return self._anchors
