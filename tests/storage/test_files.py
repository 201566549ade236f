"""Files are what their bytes are, and stand where their bytes say."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from storage.crypto import Vault
from storage.files import FileStore, content_type


@pytest.fixture
def files(tmp_path: Path, vault: Vault) -> FileStore:
    return FileStore(tmp_path / "files", vault)


def picture(kind: str) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, kind)
    return drawn.getvalue()


def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("word/document.xml", "<w/>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (picture("JPEG"), "image/jpeg"),
        (picture("PNG"), "image/png"),
        (picture("WEBP"), "image/webp"),
        (b"%PDF-1.7\n%...", "application/pdf"),
        (b"OggS\x00\x02" + bytes(40), "audio/ogg"),
        (b"ID3\x04" + bytes(40), "audio/mpeg"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "image/heic"),
        (b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42", "audio/mp4"),
        (b"MZ\x90\x00" + bytes(60), None),
        (b"\x7fELF\x02\x01\x01" + bytes(60), None),
        (b"#!/bin/sh\nrm -rf /\n", None),
        (b"<!DOCTYPE html><script>alert(1)</script>", None),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', None),
        (archive(), None),
        (picture("GIF"), None),
        (b"", None),
        (b"foto.jpg", None),
        (b"Nama,NIK\nBudi,0\n", "text/csv"),
        (b"halo, kak\napa kabar\n", None),
        (b"<html><table><tr><td>Nama</td></tr></table></html>", "application/vnd.ms-excel"),
        (b"<table><tr><td>Nama</td></tr></table><script>alert(1)</script>", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), "application/vnd.ms-excel"),
    ],
)
def test_a_file_is_what_its_bytes_are(data: bytes, kind: str | None) -> None:
    assert content_type(data) == kind


def test_what_was_put_is_read_back_and_lies_sealed_on_the_disk(files: FileStore, tmp_path: Path) -> None:
    name = files.put(b"kartu keluarga")
    assert files.get(name) == b"kartu keluarga"
    (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert b"kartu" not in path.read_bytes()


def test_the_same_bytes_are_kept_once(files: FileStore) -> None:
    assert files.put(b"foto") == files.put(b"foto") != files.put(b"foto lain")
    assert len(list(files.names())) == 2


def test_a_deleted_file_is_gone_and_deleting_again_is_no_error(files: FileStore) -> None:
    name = files.put(b"foto")
    files.delete(name)
    files.delete(name)
    with pytest.raises(FileNotFoundError):
        files.get(name)


@pytest.mark.parametrize(
    "name",
    ["", "..", "../outside", "/etc/passwd", "a" * 63, "A" * 64, "ab/" + "c" * 61, "a" * 64 + "\n", "a" * 62 + "/x"],
)
def test_a_name_leads_only_to_a_file_of_ours(files: FileStore, tmp_path: Path, name: str) -> None:
    (tmp_path / "outside").write_bytes(b"not yours")
    for use in (files.get, files.delete, files.reseal):
        with pytest.raises(FileNotFoundError):
            use(name)
    assert (tmp_path / "outside").exists()


def test_a_write_cut_short_leaves_no_file(
    files: FileStore, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(_from: str, _to: Path) -> None:
        raise OSError("the power went")

    monkeypatch.setattr("os.replace", power_cut)
    with pytest.raises(OSError, match="power"):
        files.put(b"foto")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    with pytest.raises(FileNotFoundError):
        files.get(vault.keyed_hash(b"foto"))
