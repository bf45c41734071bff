"""The typesetter's own process: JSON on standard input, a PDF on standard output.

Run by path in an isolated interpreter, so it imports nothing of the application. It reads one
file, the template beside it. Exit 3 with the reason on standard error when the document cannot
be set.
"""

import resource
import sys
from pathlib import Path

import typst

MEMORY = 3 << 30
CPU_SECONDS = 300


def main() -> int:
    """Set one document; give the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read().decode()
    template = Path(__file__).with_name("report.typ")
    compiler = typst.Compiler(template.read_bytes(), root=template.parent, ignore_system_fonts=True)
    try:
        pdf = compiler.compile(
            format="pdf", sys_inputs={"data": data}, pdf_standards="ua-1", timestamp=0
        )
    except typst.TypstError as error:
        sys.stderr.write(error.message)
        return 3
    if not isinstance(pdf, bytes):
        return 4
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
