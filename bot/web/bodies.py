"""Reading what is sent, up to a limit."""

from starlette.datastructures import Headers
from starlette.requests import Request


async def body_of(request: Request, limit: int) -> bytes | None:
    """The body; None where it is larger than so many bytes, and one that says so itself is not even read."""
    if _declared(request.headers) > limit:
        return None
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > limit:
            return None
    return bytes(body)


def _declared(headers: Headers) -> int:
    declared = headers.get("content-length", "")
    return int(declared) if declared.isdecimal() else 0
