"""The page's own files: read once, named by what is in them, so that a phone loads each of them once."""

import gzip
import hashlib
from dataclasses import dataclass
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

FOLDER = Path(__file__).parent / "static"

TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, ready to be sent as it is or packed."""

    content: bytes
    packed: bytes
    media_type: str

    @classmethod
    def of(cls, content: bytes, suffix: str) -> "Asset":
        """Packed once, not for every visitor."""
        return cls(content, gzip.compress(content, mtime=0), TYPES[suffix])

    def answer(self, request: Request, cache: str) -> Response:
        """The file, packed where the browser unpacks."""
        headers = {"Cache-Control": cache, "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(self.packed, media_type=self.media_type, headers={**headers, "Content-Encoding": "gzip"})
        return Response(self.content, media_type=self.media_type, headers=headers)


class Assets:
    """The page and what it is made of."""

    def __init__(self, *, office: str, zone: str) -> None:
        files = {path.name: path for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES}
        contents = {name: path.read_bytes() for name, path in files.items()}
        #: Of everything together: the modules name each other without a version.
        self._version = hashlib.sha256(b"".join(contents.values())).hexdigest()[:16]
        page = contents.pop("index.html").decode()
        for name, value in (("office", office), ("zone", zone), ("static", f"/static/{self._version}")):
            page = page.replace(f"{{{name}}}", escape(value))
        self._page = Asset.of(page.encode(), ".html")
        self._assets = {name: Asset.of(content, files[name].suffix) for name, content in contents.items()}

    def routes(self) -> list[BaseRoute]:
        """What is served."""
        return [Route("/", self.page), Route("/static/{version}/{name}", self.asset)]

    async def page(self, request: Request) -> Response:
        """The page itself is asked for anew each time; it names the version of everything else."""
        return self._page.answer(request, "no-cache")

    async def asset(self, request: Request) -> Response:
        """A file of this version; a page of an older one is given today's, and keeps it not."""
        asset = self._assets.get(request.path_params["name"])
        if asset is None:
            return PlainTextResponse("No such file.", 404)
        is_current = request.path_params["version"] == self._version
        return asset.answer(request, FOREVER if is_current else "no-store")
