# Alumni: menunya, kegiatan yang belum punya usaha, pengakuan, dan kartu untuk petugas.
menu-greeting_alumni =
    Halo Kak! Ini Tuntas, layanan chat {$office}.
    Kamu sudah jadi alumni, jadi di sini bisa mencatat usaha, memberi kabar, dan menanyakan bantuan. Gratis.
    Mau mulai dari mana?
menu-activity = Kabar kegiatan
activity-which = Kabar siapa yang mau diceritakan?
activity-question = Sekarang kegiatan {$name} apa?
activity-working = Terima kasih kabarnya, semoga betah dan lancar kerjanya! Kalau nanti buka usaha, tulis: usaha baru
activity-studying = Terima kasih kabarnya, semoga lancar belajarnya! Kalau nanti buka usaha, tulis: usaha baru
activity-looking = Terima kasih sudah cerita. Mencari kerja memang butuh waktu. Petugas bisa membantu soal lowongan atau memulai usaha: tekan "Tanya petugas" atau telepon {$phone}.
activity-moved = Terima kasih kabarnya, semoga betah di tempat baru! Kabarmu tetap kami tunggu, juga dari jauh.
claim-why = Senang kamu mampir! Petugas {$office} mencocokkan dulu datamu, jadi jawab beberapa pertanyaan ini. Jawabannya hanya untuk itu.
claim-full_name = Siapa nama lengkapmu waktu pelatihan?
claim-birth_date = Tanggal lahirmu? Contoh: 17-08-2003
claim-year = Lulus pelatihan tahun berapa? Kira-kira juga boleh, contoh: {$year}
claim-skill = Dulu belajar apa?
claim-village = Sekarang tinggal di desa atau kelurahan mana?
claim-confirm =
    Coba periksa dulu:
    {$lines}

    Kalau benar, tekan "Kirim". Kalau ada yang salah, balas nomornya.
claim-label_full_name = Nama
claim-label_birth_date = Tanggal lahir
claim-label_year = Tahun lulus
claim-label_skill = Pelatihan
claim-label_village = Tempat tinggal
claim-known = Chat ini sudah dikenal sebagai chat alumni. Mau mulai dari mana?
claim-waits = Terima kasih! Petugas mencocokkan datamu dulu, dan kabarnya dikirim lewat chat ini.
claim-confirmed = Kabar baik! {$name} sudah kami kenali sebagai alumni, dan chat ini sekarang terhubung. Sudah punya usaha? Catat di sini. Belum? Cerita kegiatanmu.
claim-rejected = Maaf Kak, datamu belum bisa dicocokkan dengan catatan alumni kami. Kalau menurutmu keliru, tekan "Tanya petugas" atau telepon {$phone}.
claim_no-why = Kenapa {$name} tidak bisa diakui sebagai alumni? Alasan ini dibaca orangnya.
claim_card-new = {$name} menulis bahwa dia alumni, dan menunggu dicocokkan.
claim_card-open = Lihat
staff-claims = Klaim alumni
claims-none = Tidak ada yang menunggu dicocokkan sebagai alumni.
claims-list = Mengaku alumni dan menunggu dicocokkan: {$count}. Yang paling lama di atas.
claims-said =
    Kata orangnya: {$name}, lahir {$born}, lulus {$year}, {$skill}, {$village}.
claims-likely = Catatan yang mirip:
claims-nobody_likely = Tidak ada catatan yang mirip.
claims-row = {$number}. {$name}, lahir {$born}, lulus {$year}, {$skill}, {$village}
claims-this = Yang nomor {$number}
claims-new = Alumni baru
claims-no = Bukan alumni
claims-back = Kembali
claims-sure = Hubungkan chat {$name} ini dengan catatan {$record}? Sesudah itu datanya bisa dilihat dari chat ini, jadi pastikan memang orangnya.
claims-sure_new = Buat catatan alumni baru untuk {$name}, sesuai yang ditulisnya?
claims-sure_yes = Ya, benar
claims-sure_no = Belum
claims-confirmed = {$name} sudah dikenali sebagai alumni, dan langsung dikabari.
claims-rejected = Sudah dicatat, dan orangnya langsung dikabari dengan alasannya.
claims-decided = Itu sudah diputus oleh {$by}: {$outcome}.
claims-was_open = masih menunggu
claims-was_confirmed = diakui
claims-was_rejected = tidak diakui
data-part_person = DATA DIRI
data-part_alumnus = ALUMNI
data-part_businesses = USAHA
data-part_aid = BANTUAN USAHA
data-part_claims = MENGAKU ALUMNI
data-alumnus = Lulus pelatihan {$skill}, {$graduated}
data-activity = Kegiatan menurut kabar {$when}: {$activity}
data-mentor = Pendamping: {$name}
data-check_in = Ditanya kabar {$when}: {$outcome}
data-check_in_answered = dijawab
data-check_in_open = belum dijawab
data-coaching = Diundang pembinaan {$day}, {$topic}: {$answer}
data-coaching_coming = datang
data-coaching_hindered = tidak bisa
data-coaching_silent = belum dijawab
data-business = {$name} ({$kind}), {$village}, mulai {$since}, {$together}, {$state}; dicatat {$when}
data-report = Laporan {$when}: {$state}; penjualan {$sales}; belanja {$spending}; dibantu {$paid} orang dibayar, {$unpaid} tidak; alat: {$tools}; kendala: {$obstacle}; minta bantuan: {$help}; foto atau suara: {$files}
data-risk = Perlu perhatian sejak {$when} ({$state})
data-risk_open = belum ditangani
data-risk_taken = ditangani
data-risk_visit = akan dikunjungi
data-risk_solved = selesai
data-risk_reason = • {$reason}
data-mentoring_note = Catatan pendamping {$when} ({$by}): {$words}
data-aid = {$number}: {$what}. Alasannya: {$why}. Jumlah {$total}, BAST {$bast}
data-aid_item = • {$item}: {$amount}
data-aid_event = {$when}: {$state}. Alasan: {$reason}
data-aid_receipt = Nota {$when}: {$amount}
data-claim = {$when}: {$name}, lahir {$born}, lulus {$year}, {$skill}, {$village}; {$outcome}. Alasan: {$reason}
data-head_alumnus = Ini data {$name} yang kami simpan, alumni pelatihan {$skill}.
staff-alumni = Cari alumni
find_alumnus-wanted = Alumni siapa yang dicari? Tulis nama atau nomor pendaftarannya.
alumnus-nobody = Tidak ada alumni yang cocok dengan "{$wanted}".
alumnus-which = Alumni yang mana?
alumnus-row = {$name}, {$skill}, {$year}
alumnus-card =
    {$name}, lahir {$born}, HP {$phone}
    Lulus {$skill}, {$year}. Tinggal di {$village}.
alumnus-does = Kegiatan: {$does}
alumnus-business = {$business}: {$state}
alumnus-paused = Pemakaian datanya sedang ditunda atas permintaannya.
alumnus-record_button = Catat usahanya
alumnus-does_button = Catat kegiatannya
alumnus-back_button = Cari yang lain
alumnus-noted = Sudah dicatat.
