# Pembinaan lanjutan: beberapa alumni sekaligus.
staff-coaching = Pembinaan
coaching-nobody = Belum ada alumni yang bisa diundang.
coaching-head = Pembinaan:
coaching-row = {$day}: {$topic} ({$people} orang)
coaching-new = Rencanakan yang baru
coaching-back = Oke. Mau mengerjakan apa?
coaching-day = Pembinaan tanggal berapa?
coaching-at = Jam berapa? Tulis seperti yang dibaca mereka, contoh: 09.00 WITA
coaching-place = Di mana?
coaching-topic = Tentang apa? Mereka membacanya di undangan.
coaching-group = Siapa yang diundang?
coaching-group_all = Semua alumni ({$people})
coaching-group_running = Yang usahanya jalan ({$people})
coaching-group_year = Lulusan {$called} ({$people})
coaching-group_skill = {$called} ({$people})
coaching-group_kecamatan = Kecamatan {$called} ({$people})
coaching-sure =
    {$topic}
    {$day}, {$at}, di {$place}
    Yang diundang: {$group}. Tanpa chat, jadi perlu ditelepon: {$lacking}.
    Kirim undangannya?
coaching-sure-yes = Ya, kirim
coaching-sure-no = Tidak jadi
coaching-not_planned = Oke, tidak ada yang diundang.
coaching-planned = Undangan dikirim ke {$people} orang.
coaching-card =
    {$topic}
    {$day}, {$at}, di {$place}. Yang diundang: {$people} orang.
coaching-cancelled_card =
    DIBATALKAN: {$topic}
    {$day}, {$at}, di {$place}. Yang diundang: {$people} orang.
coaching-guest = {$name}: {$said}
coaching-silent = belum menjawab
coaching-coming = datang
coaching-hindered = tidak bisa
coaching-there = hadir
coaching-away = tidak hadir
coaching-do_sheet = Daftar hadir (PDF)
coaching-do_came = Catat yang hadir
coaching-do_cancel = Batalkan
coaching-do_back = Kembali
coaching-cancelled = Dibatalkan. Yang diundang sudah dikabari.
coaching-sheet = Ini daftar hadirnya, tinggal dicetak.
coaching-who_came = Siapa yang hadir {$day}? Tekan namanya; sekali lagi untuk menghapus tandanya.
coaching-mark_there = ✓ {$text}
coaching-mark_done = Selesai
coaching-noted = Tercatat {$people} orang hadir.
coach-invited =
    Halo {$name}! Kamu diundang ke pembinaan usaha: {$topic}
    {$day}, {$at}, di {$place}. Gratis. Bisa datang?
coach-reminder =
    Halo {$name}, jangan lupa pembinaan usaha: {$topic}
    {$day}, {$at}, di {$place}. Jadi datang?
coach-answer_coming = Aku datang
coach-answer_hindered = Tidak bisa
coach-coming = Siap, {$name}! Ditunggu {$day}, {$at}, di {$place}.
coach-hindered = Tidak apa-apa, {$name}, terima kasih sudah bilang. Lain kali kami undang lagi.
coach-cancelled = Maaf {$name}, pembinaan {$day} ({$topic}) tidak jadi. Kalau ada hari lain, kami kabari.
coach-over = Undangan itu sudah lewat, Kak.
