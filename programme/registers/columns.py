"""Which column of a table means what: the header in its first rows, under whatever names offices give."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from programme.registers.sheet import Cell, Row

#: What each column may be called, without case, blanks and signs; earlier kinds count where two share a table.
_NAMES: Mapping[str, str] = {
    "nik": """
        nik noktp nomorktp nonik nomornik noindukkependudukan nomorindukkependudukan nomorindukpenduduk nonikktp
        nikktp nomornikktp noktpnik nomoridentitas noidentitas noktpkia nikkia nikanak nikpeserta
    """,
    "kk": """
        kk nokk nomorkk nkk nokartukeluarga nomorkartukeluarga kartukeluarga idkeluarga nomorkartukeluargakk
        nokartukeluargakk
    """,
    "name": """
        nama namalengkap namapeserta namacalonpeserta namapenerima namapenerimamanfaat namapm namasiswa namaanak
        namapendaftar namapemohon namaanggotakeluarga namaanggota namaart namapenduduk namacalon namawarga
        namapesertadidik namaanakputussekolah fullname name namaterang
    """,
    "head": "namakepalakeluarga kepalakeluarga namakk namakrt namakepalarumahtangga",
    "birth": """
        ttl tempattanggallahir tempattgllahir tempatdantanggallahir tempatdantgllahir tmptgllahir tmpttgllahir
        tptgllahir tempattgllhr tmptgllhr tempattanggalkelahiran ttglahir
    """,
    "birth_date": """
        tanggallahir tgllahir tgllhr tanggallhr tglahir tanggalkelahiran tglkelahiran lahir dateofbirth birthdate
        tgllahirktp
    """,
    "birth_place": "tempatlahir tmplahir tmptlahir tptlahir tempatlhr tmptlhr kotalahir tempatkelahiran",
    "sex": """
        jk lp jeniskelamin jnskelamin jenkel jnkelamin kelamin sex gender lakilakiperempuan lkpr jeniskelaminlp
        jkel jnskel
    """,
    "male": "l lk lakilaki laki pria",
    "female": "p pr perempuan wanita",
    "village": """
        desa kelurahan desakelurahan desakel keldesa kelurahandesa namadesa namakelurahan namakelurahandesa
        namadesakelurahan kelurahandesaktp desakelurahanktp desaktp kampung desakampung kampungdesa kel dsnkel
        desadomisili asaldesa
    """,
    "kecamatan": "kecamatan kec namakecamatan kecamatanktp kecamatandomisili asalkecamatan",
    "regency": "kabupaten kabupatenkota kotakabupaten kab kabkota namakabupaten namakabupatenkota kabupatenkotaktp",
    "address": """
        alamat alamatlengkap alamatrumah alamatktp domisili alamatdomisili tempattinggal alamattinggal alamatsekarang
        jalan
    """,
    "dusun": "dusun namadusun lingkungan",
    "rt": "rt rtktp nort",
    "rw": "rw rwktp norw",
    "phone": """
        hp nohp nomorhp nohpwa nowa wa whatsapp telepon notelepon notelp telp nomortelepon notlp tlp handphone
        nohandphone nomorhandphone nomorwa nomorwhatsapp nowhatsapp kontak nokontak nomorkontak nohpaktif phone
    """,
    "desil": """
        desil desilnasional desilkesejahteraan desilregsosek desildtsen desilp3ke peringkatdesil desilkeluarga
        peringkatkesejahteraan
    """,
    "status": """
        statusats jenisats kategoriats kategori kelompok pernahbersekolah statussekolah statuspendidikan
        jenisanaktidaksekolah status partisipasisekolah
    """,
    "reason": "alasan alasantidaksekolah alasanputussekolah alasanats alasantidakbersekolah alasanberhentisekolah",
    "school": """
        pendidikan pendidikanterakhir pendidikandlmkk pendidikandalamkk sekolahterakhir ijazahterakhir jenjang
        ijazahtertinggiyangdimiliki jenjangtertinggiyangdiduduki jenjangpendidikan tingkatpendidikan
    """,
    "skill": """
        keterampilan jurusan minat pelatihan jenispelatihan jenisketerampilan bidang minatketerampilan peminatan
        kejuruan pilihan pilihan1 pilihani pilihanketerampilan pilihanpelatihan pilihanpertama programpelatihan
        keterampilanyangdiminati minatpelatihan jurusanyangdiminati
    """,
    "second_skill": "pilihan2 pilihanii pilihankedua keterampilan2 jurusan2 minat2",
    "guardian": """
        namaorangtua namaorangtuawali orangtua orangtuawali namawali wali namaortu namaortuwali ortu ortuwali
    """,
    "father": "namaayah ayah namabapak",
    "mother": "namaibu ibu namaibukandung ibukandung",
    "guardian_phone": """
        nohporangtua nohpwali nohporangtuawali hporangtua hpwali nohportu hportu nohportuwali nomorhporangtua
    """,
    "graduated": """
        tahunlulus thnlulus lulustahun tahunkelulusan tahunpelatihan tahunalumni tgllulus tanggallulus tanggalkelulusan
        tanggallulus tglkelulusan
    """,
    "business": "usaha jenisusaha bidangusaha usahasekarang jenisusahasekarang",
    "business_name": "namausaha namausahanya namabisnis",
    "note": "ket keterangan catatan",
}
_KIND_OF = {name: kind for kind, names in _NAMES.items() for name in names.split()}
#: What stands under a merged heading.
_UNDER_BIRTH = {"tempat": "birth_place", "tanggal": "birth_date", "tgl": "birth_date"}
#: Words that offices put around a name.
_AROUND = re.compile(
    r"\b(?:peserta|calon|didik|anak|siswa|pelatihan|penerima|manfaat|sesuai|ktp|yang|ybs|bersangkutan|pendaftar|warga|"
    r"aktif|lengkap|wajib|diisi|harus|digit|angka|16)\b"
)
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SIGNS = re.compile(r"[^0-9a-z]+")
_LONGEST_HEADING = 80
#: Whom a row is about: without one of these a table is none of people.
_WHO = frozenset({"nik", "name", "head"})


@dataclass(frozen=True, slots=True)
class Header:
    """Where the table begins, and what its columns mean."""

    #: The first row below the header, counting from 0.
    below: int
    #: Columns by what they mean, counting from 0.
    columns: Mapping[str, int]
    #: The titles above, as they are written.
    titles: tuple[str, ...]
    #: How the columns are called in the file, by what they mean.
    called: Mapping[str, Cell]

    def is_repeated(self, row: Row) -> bool:
        """Lists put together of several have the header again in the middle; forms count their columns below it."""
        names = [(self.columns[kind], self.called[kind]) for kind in _WHO if kind in self.columns]
        return any(at < len(row) and row[at] == called for at, called in names) or _counts(row)


def find(top: Sequence[Row]) -> Header | None:
    """The header is the row, or the two, in which most columns are recognised; of equals the first."""
    found = [header for at in range(len(top)) if (header := _header(top, at)) is not None]
    return max(found, key=lambda header: len(header.columns), default=None)


def kind_of(cell: Cell) -> str | None:
    """What a column of that name holds."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_HEADING:
        return None
    written = unicodedata.normalize("NFKC", cell).casefold()
    bare = _BRACKETS.sub(" ", written)
    for name in (written, bare, _AROUND.sub(" ", bare)):
        kind = _KIND_OF.get(_SIGNS.sub("", name))
        if kind is not None:
            return kind
    return None


def _header(top: Sequence[Row], at: int) -> Header | None:
    columns = _columns(top[at])
    finer = _finer(top[at + 1], top[at], columns) if columns and at + 1 < len(top) else {}
    called = {kind: top[at][column] for kind, column in columns.items()}
    called |= {kind: top[at + 1][column] for kind, column in finer.items()}
    columns |= finer
    if len(columns) < 2 or not _WHO & columns.keys():
        return None
    titles = tuple(cell for row in top[:at] for cell in row if isinstance(cell, str))
    return Header(at + 1 + bool(finer), columns, titles, called)


def _columns(row: Row) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, cell in enumerate(row):
        kind = kind_of(cell)
        if kind is not None:
            columns.setdefault(kind, at)
    return columns


def _finer(row: Row, above: Row, columns: Mapping[str, int]) -> dict[str, int]:
    """A second row of the header divides what is merged above: "TTL" into place and date, "JK" into L and P."""
    over = [*above, *[None] * len(row)]
    kinds = {at: _kind_below(cell) for at, cell in enumerate(row) if cell is not None and cell != over[at]}
    if any(kind is None and over[at] is not None for at, kind in kinds.items()):
        return {}  # no row of a header: something else stands below a name
    return {kind: at for at, kind in kinds.items() if kind is not None and kind not in columns}


def _kind_below(cell: Cell) -> str | None:
    name = _SIGNS.sub("", cell.casefold()) if isinstance(cell, str) else ""
    return _UNDER_BIRTH.get(name) or kind_of(cell)


def _counts(row: Row) -> bool:
    """(1), (2), (3) …"""
    numbers: list[int] = []
    for cell in row:
        number = None if cell is None else _number(cell)
        if cell is not None and (number is None or (numbers and number != numbers[-1] + 1)):
            return False
        numbers += [] if number is None else [number]
    return len(numbers) > 2


def _number(cell: Cell) -> int | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return int(cell) if float(cell).is_integer() else None
    bare = cell.strip("() ") if isinstance(cell, str) else ""
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 4 else None
