"""How a duty waits: until it is woken, or until it is time to look by itself."""

import asyncio


async def woken(something: asyncio.Event, within: float) -> None:
    """Return once the event is set, or after so many seconds; it is clear then."""
    try:
        async with asyncio.timeout(within):
            await something.wait()
    except TimeoutError:
        pass
    something.clear()
