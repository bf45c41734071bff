"""A blob that was acknowledged is on the disk; one that was not leaves nothing."""

import errno
import hashlib
import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.files.blobs import LocalBlobStore, blob_store_from_url
from app.core.files.errors import FileRefused, StorageError

MIB = 1 << 20
ROOT = Path(__file__).parents[4]


def _all_files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_kept_and_given_back(tmp_path: Path) -> None:
    store = LocalBlobStore(tmp_path / "a" / "b")
    data = os.urandom(3 * MIB + 7)
    for source in (io.BytesIO(data), [data[:5], b"", data[5:]]):
        blob = store.put(source, len(data))
        assert (blob.size, blob.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        with store.open(blob.key) as file:
            assert file.read() == data
        path = store.path(blob.key)
        assert path.relative_to(tmp_path / "a" / "b").parts[:2] == (blob.key[:2], blob.key[2:4])
        assert path.stat().st_mode & 0o777 == 0o600
        store.delete(blob.key)
        store.delete(blob.key)
        assert not store.exists(blob.key)
        with pytest.raises(StorageError):
            store.open(blob.key)


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "\n"])
def test_only_keys_are_keys(tmp_path: Path, key: str) -> None:
    store = LocalBlobStore(tmp_path)
    assert not store.exists(key)
    for use in (store.path, store.open, store.delete):
        with pytest.raises(StorageError):
            use(key)


def _broken() -> Iterator[bytes]:
    yield b"some"
    raise ConnectionResetError


def test_nothing_is_left_of_what_failed(tmp_path: Path) -> None:
    store = LocalBlobStore(tmp_path)
    with pytest.raises(FileRefused, match="limite di 1,5 MB"):
        store.put([b"x" * MIB, b"x" * MIB], 1_500_000)
    with pytest.raises(ConnectionResetError):
        store.put(_broken(), MIB)
    assert _all_files(tmp_path) == []


@pytest.mark.parametrize("step", ["write", "fsync", "rename"])
@pytest.mark.parametrize(
    ("code", "word"), [(errno.ENOSPC, "spazio"), (errno.EDQUOT, "spazio"), (errno.EIO, "guasto")]
)
def test_disk_full_or_failing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, word: str
) -> None:
    store = LocalBlobStore(tmp_path)

    def fail(*_: object) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(StorageError) as error:
        store.put([b"abc"], MIB)
    assert word in error.value.sentence
    monkeypatch.undo()
    assert _all_files(tmp_path) == []


def test_a_folder_that_does_not_sync_acknowledges_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = LocalBlobStore(tmp_path)
    real, real_rename, renamed = os.fsync, os.rename, []

    def rename(old: Path, new: Path) -> None:
        real_rename(old, new)
        renamed.append(new)

    monkeypatch.setattr(os, "rename", rename)

    def fsync(descriptor: int) -> None:
        if renamed:
            raise OSError(errno.EIO, "no")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(StorageError):
        store.put([b"abc"], MIB)
    assert _all_files(tmp_path) == []


def _by_functions(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], str]:
    """Give the steps of one `put`, told by the functions that it calls."""
    steps: list[str] = []
    real_fsync, real_rename, real_write = os.fsync, os.rename, os.write

    def fsync(descriptor: int) -> None:
        target = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        steps.append(f"fsync {'folder' if target.is_dir() else 'file'} {target.name}")
        real_fsync(descriptor)

    def rename(old: Path, new: Path) -> None:
        steps.append("rename")
        real_rename(old, new)

    def write(descriptor: int, data: bytes) -> int:
        steps.append("write")
        return real_write(descriptor, data)

    store = LocalBlobStore(root)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        patch.setattr(os, "rename", rename)
        patch.setattr(os, "write", write)
        blob = store.put([b"abc"], MIB)
    return steps, blob.key


def _by_kernel(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], str]:
    """Give the steps of one `put`, told by the kernel."""
    trace = root.with_name("trace")
    code = (
        "import sys; from pathlib import Path; from app.core.files.blobs import LocalBlobStore;"
        "print(LocalBlobStore(Path(sys.argv[1])).put([b'abc'], 9).key)"
    )
    calls = "trace=fsync,fdatasync,rename,renameat,renameat2,write"
    command = ["strace", "-f", "-y", "-e", calls, "-o", str(trace), sys.executable, "-c", code]
    done = subprocess.run(
        [*command, str(root)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    steps: list[str] = []
    for line in trace.read_text().splitlines():
        call = line.split(None, 1)[1]
        if str(root) not in call:
            continue
        name = call.partition("(")[0]
        if name == "fsync":
            target = Path(call.partition("<")[2].partition(">")[0])
            steps.append(f"fsync {'folder' if target.is_dir() else 'file'} {target.name}")
        else:
            steps.append("rename" if name.startswith("rename") else name)
    return steps, done.stdout.strip()


def _kernel_tells() -> bool:
    if not shutil.which("strace"):
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], check=False).returncode == 0


OBSERVERS = [_by_functions, *([_by_kernel] if _kernel_tells() else [])]


@pytest.mark.parametrize("observe", OBSERVERS)
def test_synced_before_and_after_the_name(
    observe: Callable[[Path, pytest.MonkeyPatch], tuple[list[str], str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = tmp_path / "store"
    steps, key = observe(root, monkeypatch)
    assert steps == [
        "fsync folder store",
        f"fsync folder {key[:2]}",
        "write",
        f"fsync file .{key}.part",
        "rename",
        f"fsync folder {key[2:4]}",
    ]


def test_sweep_removes_what_is_old_and_unknown(tmp_path: Path) -> None:
    store = LocalBlobStore(tmp_path)
    known, orphan, fresh = (store.put([b"x"], 9).key for _ in range(3))
    part_key = "0" * 32
    part = store.path(part_key).with_name(f".{part_key}.part")
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half")
    (part.parent / "notes.txt").write_text("not ours")
    old = time.time() - 7200
    for path in (store.path(known), store.path(orphan), part, part.parent / "notes.txt"):
        os.utime(path, (old, old))
    asked: list[str] = []

    def on_record(keys: list[str]) -> set[str]:
        asked.extend(keys)
        return {known}

    assert store.sweep(on_record, timedelta(hours=1)) == sorted([orphan, part_key])
    assert sorted(asked) == sorted([known, orphan])
    assert store.exists(known)
    assert store.exists(fresh)
    assert not store.exists(orphan)
    assert not part.exists()
    assert (part.parent / "notes.txt").exists()


def test_the_store_that_an_address_names(tmp_path: Path) -> None:
    folder = tmp_path / "con spazi"
    for url in (str(folder), folder.as_uri()):
        assert isinstance(blob_store_from_url(url), LocalBlobStore)
    assert folder.is_dir()
    with pytest.raises(StorageError, match="S3"):
        blob_store_from_url("s3://bucket/x")
    for url in ("", "http://a/b", "file://altrove/x"):
        with pytest.raises(StorageError):
            blob_store_from_url(url)
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError):
        LocalBlobStore(tmp_path / "file" / "sotto")
