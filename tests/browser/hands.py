"""Two ways to use the page: by mouse, and by keyboard alone."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

#: More stops than any page has: who has not arrived by then never will.
STOPS = 400


class Hands(Protocol):
    """What a person does to the page; the same for both ways."""

    def press(self, button: "Locator") -> None:
        """Press a button."""

    def write(self, text: str) -> None:
        """Write a message and send it."""

    def attach(self, file: Path) -> None:
        """Pick a file and send it."""


class Mouse:
    """Points and clicks, and types where it must."""

    def __init__(self, page: "Page") -> None:
        self._page = page

    def press(self, button: "Locator") -> None:
        """Click."""
        button.click()

    def write(self, text: str) -> None:
        """Click into the box, type, click on send."""
        box = self._page.locator("#text")
        box.click()
        box.fill(text)
        self._page.locator("#send").click()

    def attach(self, file: Path) -> None:
        """The paper clip, the file, send."""
        self._page.locator("#attach").click()
        with self._page.expect_file_chooser() as chooser:
            self._page.locator("#pick-file").click()
        chooser.value.set_files(file)
        self._page.locator("#send").click()


class Keyboard:
    """Never points: gets everywhere with Tab and Shift+Tab, presses with Enter."""

    def __init__(self, page: "Page") -> None:
        self._page = page

    def press(self, button: "Locator") -> None:
        """Walk there and press Enter."""
        self.walk_to(button)
        self._page.keyboard.press("Enter")

    def write(self, text: str) -> None:
        """Walk to the box, type, Enter."""
        self.walk_to(self._page.locator("#text"))
        self._page.keyboard.insert_text(text)
        self._page.keyboard.press("Enter")

    def attach(self, file: Path) -> None:
        """The menu opens under the focus; after the file is picked, the focus is on send."""
        self.press(self._page.locator("#attach"))
        self.walk_to(self._page.locator("#pick-file"))
        with self._page.expect_file_chooser() as chooser:
            self._page.keyboard.press("Enter")
        chooser.value.set_files(file)
        self._page.locator("#staged").wait_for()
        self._page.keyboard.press("Enter")

    def walk_to(self, element: "Locator") -> None:
        """As a person does: backwards through the conversation, where what is new is near."""
        element.wait_for()
        for _ in range(STOPS):
            if element.evaluate("element => element === document.activeElement"):
                return
            self._page.keyboard.press("Shift+Tab")
        raise AssertionError(f"The keyboard never arrived at {element}")
