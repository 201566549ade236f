# Hak atas data: melihat, mengubah, menunda, menghapus, dan mundur.
menu-privacy = Privasi
menu-my_data = Data saya
menu-change_data = Ubah data
privacy-my_data = Data saya
privacy-change_data = Ubah data
privacy-erase = Hapus data
privacy-pause = Tunda pemakaian data
privacy-lift = Pakai lagi datanya
privacy-agreed = Jawabanmu sejauh ini:
privacy-answer = • {$purpose}: {$answer}, {$day} (versi {$version})
purpose-notice = pemberitahuan data
purpose-guardian = izin wali
correction-whose = Data siapa yang mau diubah?
correction-part = Bagian mana yang mau diubah? Boleh juga langsung tulis yang salah, contoh: nama
correction-part-self = Data diri
correction-part-guardian = Orang tua/wali
correction-part-contact = NIK, HP, alamat
correction-part-school = Sekolah dan keluarga
correction-part-wish = Pilihan pelatihan
correction-which = Yang mana, Kak?
correction-answer =
    Yang tercatat sekarang: {$present}

    {$question}
correction-follows = {$question}
correction-nik_differs = Di NIK itu tertulis tanggal {$inside}, sedangkan tanggal lahirnya {$given}. Mana yang perlu dibetulkan?
correction-told = {$text}
correction-row =
    {$before}
    • {$label}: {$old} → {$new}
correction-confirm =
    Ini yang berubah untuk {$name}:{$rows}
    Simpan?
correction-confirm-yes = Ya, simpan
correction-confirm-no = Tidak jadi
correction-saved = Sudah diubah! Data {$name} yang baru tersimpan, juga siapa yang mengubah dan kapan.
correction-guardian_needed = Karena umurnya di bawah 18 tahun, perlu izin orang tua atau wali dulu.
correction-guardian_not_needed = Karena umurnya sudah 18 tahun, izin orang tua atau wali tidak diperlukan lagi.
correction-same = Itu sama dengan yang sudah tercatat, Kak, jadi tidak ada yang perlu diubah.
correction-declined = Oke, tidak ada yang diubah. Data yang tersimpan tetap seperti semula.
correction-nobody = Belum ada pendaftaran dari chat ini, Kak, jadi belum ada data yang bisa diubah.
correction-left_to_staff = Data {$name} sudah tidak bisa diubah lewat chat, jadi petugas yang mengubahnya. Permintaanmu sudah kami simpan dan dijawab paling lambat {$day} pukul {$time}.
correction-for_staff = Perbaikan data {$number}:{$rows}
label-desil = Desil
label-still_in_school = Masih sekolah
data-whose = Data siapa yang mau dilihat?
data-nobody = Belum ada pendaftaran dari chat ini, Kak. Yang kami simpan tentang chat ini ada di berkas data-saya.txt.
data-head = Ini data {$name} yang kami simpan, nomor {$number}:
data-row =
    {$before}
    • {$label}: {$value}
data-rest = Semuanya ada di berkas data-saya.txt: jawaban, riwayat, persetujuan, dan siapa yang mengubah apa. NIK sengaja tidak ditulis penuh.
data-title = Salinan data dari {$office}, {$when}
data-part_contact = CHAT INI
data-part_application = PENDAFTARAN
data-part_consents = PERSETUJUAN
data-part_questions = PERTANYAAN KE KANTOR
data-part_requests = PERMINTAAN SOAL DATA
data-part_trail = SIAPA MELAKUKAN APA
data-channel = Lewat: {$channel}, nomor dari aplikasi chat: {$phone}
data-language = Bahasa: {$language}
data-stopped = Pengingat dan pengumuman dimatikan sejak {$when}
data-talk = Formulir yang belum selesai: {$count} jawaban, terakhir {$when}
data-number = Nomor: {$number} ({$intake})
data-restricted = Pemakaian data ditunda sejak {$when}
data-value = {$label}: {$value}
data-event = {$when}: {$state}
data-event_reason = {$when}: {$state} ({$reason})
data-paper = {$paper}: {$stands} ({$when})
data-paper_received = sudah diterima
data-paper_later = menyusul lewat chat
data-paper_office = dibawa ke kantor
data-paper_missing = belum ada
data-finding = Yang dilihat petugas: {$finding}
finding-too_old = umur lebih dari batas
finding-too_young = umur kurang dari batas
finding-still_in_school = masih sekolah
finding-outside_regency = tinggal di luar kabupaten
finding-guardian_missing = wali belum setuju
finding-nik_missing = NIK belum ada
finding-nik_looks_like_kk = NIK mirip nomor KK
finding-nik_date_differs = tanggal di NIK beda dengan tanggal lahir
finding-nik_sex_differs = jenis kelamin di NIK beda dengan jawaban
data-consent = {$when}: {$purpose}, {$answer} (pemberitahuan versi {$version})
data-question = {$when}: {$text}
data-request = {$when}: {$right}, {$done}
data-due = dijawab paling lambat {$when}
data-done = selesai {$when}
data-step = {$when}, {$by}: {$what} {$values}
data-from_to = {$label}, dari {$old} menjadi {$new}
data-end = Ada yang salah? Tulis di chat: ubah data. Penanggung jawab data: {$officer}, telepon {$phone}.
data-when = {$day} pukul {$time}
right-access = melihat data
right-correction = memperbaiki data
right-restriction = menunda pemakaian data
right-erasure = menghapus data
by-person = pendaftar
by-guardian = orang tua atau wali
by-staff = petugas
by-operator = pengelola layanan
by-system = otomatis
trail-corrected = mengubah
trail-copied = meminta salinan data
trail-restricted = menunda pemakaian data
trail-restriction_lifted = memakai lagi datanya
trail-request_done = permintaan selesai dikerjakan
trail-withdrawn = mundur dari pelatihan
trail-guardian_agreed = memberi izin
trail-guardian_refused = tidak memberi izin
erase-whose = Data siapa yang mau dihapus?
erase-all = Semuanya
erase-sure_chat =
    Yang dihapus: semua yang kami simpan dari chat ini, yaitu formulir yang belum selesai, pertanyaan, persetujuan, foto, dan isi chat. Tidak bisa dikembalikan.
    {$stays}
    Yakin?
erase-sure =
    Yang dihapus: semua data {$names}, yaitu pendaftaran, jawaban, berkas, persetujuan, dan isi chat. Tidak bisa dikembalikan.
    {$stays}
    Yakin?
erase-stays_trail = Yang tetap ada hanya catatan tanpa nama, kapan dan kenapa dihapus.
erase-stays_decision = Keputusan kantor wajib diarsipkan, jadi tetap ada tanpa nama, begitu juga kapan dan kenapa dihapus.
erase-stays_aid = Bantuan yang sudah diserahkan adalah uang negara, jadi jumlah dan tanggalnya tetap dicatat tanpa nama.
erase_sure-yes = Ya, hapus semua
erase_sure-no = Tidak jadi
erase-kept = Oke, tidak ada yang dihapus.
erase-done = Sudah, datanya kami hapus. Kalau suatu hari mau daftar lagi, mulai saja dari sini.
pause-whose = Pemakaian data siapa yang mau ditunda?
pause-nobody = Belum ada pendaftaran dari chat ini, Kak, jadi belum ada data yang kami pakai.
pause-on = Oke, data {$name} hanya kami simpan dulu. Selama ditunda, tidak ada pengingat atau pengumuman, dan pendaftarannya tidak ikut diproses. Mau dipakai lagi? Tulis: privasi
lift-whose = Data siapa yang boleh dipakai lagi?
pause-off = Oke, data {$name} kami pakai lagi dan pendaftarannya diproses seperti biasa.
status-restricted = Pemakaian datanya sedang ditunda sejak {$day}, jadi pendaftarannya belum diproses. Mau lanjut? Tulis: privasi
withdraw-whose = Siapa yang mau mundur?
withdraw-nobody = Belum ada pendaftaran dari chat ini, Kak, jadi tidak ada yang perlu dibatalkan.
withdraw-over = Pendaftaran {$name} sudah tidak berjalan, jadi tidak ada yang perlu dibatalkan.
withdraw-sure = Yakin {$name} mundur dari pelatihan? Pendaftaran {$number} tidak diproses lagi, dan untuk angkatan ini tidak bisa didaftarkan lagi lewat chat.
withdraw_sure-yes = Ya, mundur
withdraw_sure-no = Tidak jadi
withdraw-kept = Oke, pendaftarannya tetap berjalan.
withdraw-done = Oke, {$name} sudah kami catat mundur. Terima kasih sudah memberi tahu. Kalau berubah pikiran, tanya petugas, ya.
