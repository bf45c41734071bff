"""The typesetter's own process: JSON on standard input, what was made on standard output.

Run by path in an isolated interpreter, so it imports nothing of the application. Its argument is
`pdf`, `part` (some pages of a PDF) or `png`; it reads one file, the template beside it. Pictures
come one after the other, each after its size in eight bytes. Exit 3 with the reason on standard
error when the document cannot be set.
"""

import resource
import sys
from pathlib import Path

import typst

MEMORY = 3 << 30
CPU_SECONDS = 300
TEMPLATES = {"pdf": "report.typ", "part": "report.typ", "png": "picture.typ"}
DOTS = 150  # to the inch of a picture


def make(kind: str, data: str) -> bytes:
    """Set one document, or one page for each drawing."""
    template = Path(__file__).with_name(TEMPLATES[kind])
    compiler = typst.Compiler(template.read_bytes(), root=template.parent, ignore_system_fonts=True)
    if kind != "png":
        # A part may begin with a heading of any level, which the standard of a whole refuses.
        made = compiler.compile(
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards="ua-1" if kind == "pdf" else None,
            timestamp=0,
        )
    else:
        made = compiler.compile(format="png", sys_inputs={"data": data}, ppi=DOTS)
        pages = made if isinstance(made, list) else [made]
        return b"".join(len(page).to_bytes(8) + page for page in pages if page is not None)
    if not isinstance(made, bytes):
        raise TypeError
    return made


def main() -> int:
    """Give the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read().decode()
    try:
        made = make(sys.argv[1], data)
    except typst.TypstError as error:
        sys.stderr.write(error.message)
        return 3
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
