"""A paper of the demo says what it is, and that it is nobody's."""

import io

from PIL import Image

from handlers.documents.sample_paper import HEIGHT, WIDTH, sample_paper


def test_it_is_a_light_picture_with_something_on_it() -> None:
    drawn = sample_paper("Kartu Keluarga")
    with Image.open(io.BytesIO(drawn)) as page:
        assert page.size == (WIDTH, HEIGHT)
        assert len(page.convert("RGB").getcolors(1_000_000) or []) > 3
    assert len(drawn) < 40_000
    assert drawn != sample_paper("Pas foto 3x4")
