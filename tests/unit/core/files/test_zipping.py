"""A streamed ZIP: read by anybody, the same bytes for the same members."""

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.files.zipping import zip_stream

MEMBERS = st.dictionaries(
    st.from_regex(r"[a-z]{1,8}\.(json|pdf)", fullmatch=True), st.binary(max_size=3000), max_size=5
)


def write(members: dict[str, bytes]) -> bytes:
    return b"".join(zip_stream((path, len(body), (body,)) for path, body in members.items()))


@settings(max_examples=25, deadline=None)
@given(MEMBERS)
def test_what_goes_in_comes_out_and_equal_members_make_equal_bytes(
    members: dict[str, bytes],
) -> None:
    made = write(members)
    assert made == write(members)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == members
