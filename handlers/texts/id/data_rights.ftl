# Untuk petugas: permintaan hak data, dengan sisa waktu dan siapa yang memegang.
staff-data_rights = Hak data
data_rights-none = Tidak ada permintaan hak data yang terbuka. Semua sudah dijawab.
data_rights-list = Permintaan hak data yang belum selesai: {$count}. Batasnya 3 x 24 jam.
data_rights-row = {$what}, {$left}, {$holder}
data_rights-what = {$number}: {$right}
data_rights-no_number = tanpa nomor
data_rights-left = sisa {$hours} jam
data_rights-late = LEWAT {$hours} jam
data_rights-held_by_nobody = belum ada yang pegang
data_rights-held_by = dipegang {$name} sejak {$day}
data_rights-one =
    {$number}: {$right}
    Diminta {$asked}, paling lambat {$due} pukul {$time} ({$left})
    Sekarang: {$holder}
data_rights-gone = Permintaan itu sudah selesai.
data_rights-yours = Oke, sekarang kamu yang pegang.
data_rights-taken = Barusan sudah dipegang petugas lain.
data_rights-nobody_else = Belum ada petugas lain yang boleh mengerjakan ini. Minta admin mengundang satu lagi.
data_rights-to_whom = Serahkan ke siapa?
data_rights-handed_over = Sudah diserahkan ke {$name}, dan orangnya diberi tahu.
data_rights-now_yours = Permintaan hak data ini diserahkan ke kamu: {$what}, {$left}.
data_rights-done = Sudah dicatat selesai, dan orangnya diberi tahu.
data_rights-done_news = Permintaanmu untuk {$right} sudah selesai dikerjakan petugas.
data_rights-note = Pesan petugas: {$note}
right-take = Saya yang pegang
right-take_over = Ambil alih
right-hand_over = Serahkan
right-apply = Ubah seperti diminta
right-done = Sudah selesai
right-back = Kembali
right_done-note = Apa yang mau dikatakan soal permintaan {$right} ({$number})? Contoh: datanya sudah kami betulkan. Boleh dilewati.
