"""The bare page: what the same bytes cost with Starlette and nothing else.

`python -m bench.bare PORT FILE`
"""

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def make_app(body: bytes) -> Starlette:
    async def bare(_request: Request) -> Response:
        return Response(body, media_type="text/html")

    return Starlette(routes=[Route("/", bare)])


def main() -> None:
    port, file = sys.argv[1:]
    app = make_app(Path(file).read_bytes())
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=int(port),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
    )


if __name__ == "__main__":
    main()
