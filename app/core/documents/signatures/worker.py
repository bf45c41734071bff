"""The examiner's own process: a line of JSON and a file on standard input, a report out.

Run by path in an isolated interpreter, which keeps hostile files away from the application: it
has limits of memory and time, no environment, and opens no connection.
"""

import json
import resource
import sys
from datetime import datetime
from pathlib import Path

MEMORY = 2 << 30
CPU_SECONDS = 30


def main() -> int:
    """Examine one file; give the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.path.insert(0, str(Path(__file__).parents[4]))
    # Imported here: the path of the application is known only now.
    from app.core.documents.signatures import (  # noqa: PLC0415
        Anchors,
        Expected,
        report_to_json,
    )
    from app.core.documents.signatures.examine import examine_file  # noqa: PLC0415

    asked = json.loads(sys.stdin.buffer.readline())
    expected = Expected(*asked["expected"]) if asked["expected"] else None
    anchors = Anchors(tuple(bytes.fromhex(der) for der in asked["anchors"]))
    at = datetime.fromisoformat(asked["at"])
    report = examine_file(sys.stdin.buffer.read(), at, expected=expected, anchors=anchors)
    json.dump(report_to_json(report), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
