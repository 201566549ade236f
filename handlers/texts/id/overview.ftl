# Ringkasan angka untuk petugas.
staff-overview = Ringkasan
overview-which = Ringkasan angkatan mana?
overview-all = Semua angkatan
overview-nobody = {$intake}: belum ada pendaftar yang bisa kamu lihat.
overview-total = {$count} pendaftar
overview-total_and_seats = {$count} pendaftar, kursi {$seats}, terisi {$seated}
overview-title =
    Ringkasan {$intake}, {$day}
    {$head}
overview-under = {$head} · {$day}
overview-table =
    {$before}

    {$title}{$rows}
overview-row = {$label}: {$count}
overview-rest = lainnya
overview-by_intake = Menurut angkatan
overview-paused = {$count} orang di antaranya menunda pemakaian datanya.
intakes-none = Belum ada angkatan. Buat dulu, ya.
