"""Where tests put their databases and files: in memory, where the machine has room for it.

Every commit waits for the disk to sync, and a test's database is made anew for each test. What a
kill leaves behind is the same in memory; only a power cut is not, and no test cuts the power.
"""

import os
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ENOUGH = 4_000_000_000


def work_in_memory() -> None:
    """Make temporary files in memory, for this process and the ones it starts."""
    if "TMPDIR" in os.environ or not _MEMORY.is_dir():
        return
    if shutil.disk_usage(_MEMORY).free >= _ENOUGH:
        os.environ["TMPDIR"] = str(_MEMORY)
        tempfile.tempdir = None
