registration-notice =
    Sebelum mulai, ini soal datamu:
    • Dipakai {$office} untuk memproses pendaftaran pelatihan, bukan untuk yang lain.
    • Disimpan: data diri, sekolah, dan berkas, paling lama 2 tahun kalau tidak terpilih.
    • Kamu boleh melihat, mengubah, atau menghapusnya kapan saja.
    • Gratis. Kami tidak pernah minta uang, PIN, atau OTP.
    Setuju?
registration-notice_full =
    Pemberitahuan data pribadi (UU 27/2022)
    Siapa: {$office}. Penanggung jawab data: {$officer}.
    Untuk apa: mendaftar, memeriksa, memilih, dan mendampingi peserta pelatihan. Dasarnya tugas pelayanan publik dan persetujuanmu untuk chat ini.
    Apa: nama, tanggal lahir, alamat, NIK, nomor HP, sekolah, bantuan yang diterima, pilihan keterampilan, dan berkas.
    Siapa yang membaca: petugas Dinas Sosial, dan panti milik provinsi kalau kamu diusulkan.
    Berapa lama: formulir yang tidak selesai 30 hari. Tidak terpilih: sampai seleksi tahun berikutnya, paling lama 2 tahun. Peserta: menurut jadwal arsip.
    Aplikasi chat seperti Telegram dan WhatsApp menyimpan pesan di luar negeri. Kalau tidak nyaman, berkas boleh dibawa ke kantor.
    Hakmu: melihat, memperbaiki, menunda, menghapus, dan menarik persetujuan. Tulis: privasi
    Umur di bawah 18 tahun: orang tua atau wali ikut menyetujui.
    Tidak ada keputusan yang diambil mesin. Petugas yang memutuskan. Semua gratis.
consent-yes = Setuju
consent-no = Tidak setuju
consent-full = Baca lengkapnya
registration-reminders = Boleh kami kirim pengingat, misalnya kalau formulir atau berkasmu belum lengkap?
registration-announcements = Boleh kami kirim pengumuman, misalnya kalau ada pelatihan baru?
registration-photos = Kalau nanti ada fotomu waktu pelatihan, boleh dipakai untuk berita atau media sosial kantor?
registration-for_whom = Siapa yang mau didaftarkan?
for-whom-self = Saya sendiri
for-whom-child = Anak saya
for-whom-other = Orang yang saya bantu
registration-full_name = Siapa nama {$who}? Tulis seperti di KK atau KTP.
registration-full_name_self = lengkapmu
registration-full_name_child = lengkap anaknya
registration-full_name_other = lengkap orangnya
registration-birth_date = Kapan tanggal lahir {$name}? Contoh: 17-08-2007
registration-sex = Laki-laki atau perempuan?
sex-male = Laki-laki
sex-female = Perempuan
registration-village = {$name} tinggal di desa atau kelurahan mana? Tulis namanya saja, contoh: Kuaro
village-outside = Di luar Paser
registration-outside_where = Di kabupaten atau kota mana? Contoh: Penajam Paser Utara
registration-outside = Pelatihan lewat kantor kami untuk warga Kabupaten Paser. Petugas yang memutuskan, jadi tetap boleh daftar. Coba tanya juga Dinas Sosial di tempat tinggalmu.
registration-too_old = Pada {$day} umurnya {$age} tahun, sedangkan batas pelatihan ini {$most} tahun. Petugas yang memutuskan, jadi tetap boleh daftar. Coba juga BLK Paser untuk pelatihan kerja tanpa batas ini.
registration-too_young = Pada {$day} umurnya baru {$age} tahun, sedangkan pelatihan ini mulai {$least} tahun. Petugas yang memutuskan, jadi tetap boleh daftar. Untuk sekolah lagi ada Paket A, B, C.
registration-guardian_name = Karena umurnya di bawah 18 tahun, orang tua atau wali perlu setuju. Siapa nama orang tua atau wali {$name}?
registration-guardian_phone = Berapa nomor HP {$name}? Contoh: 0812 3456 7890
registration-guardian_agrees = Pertanyaan ini dijawab {$guardian} sendiri: apakah setuju {$name} didaftarkan dan datanya disimpan kantor?
guardian-agrees-agree = Saya wali, setuju
guardian-agrees-later = Nanti
registration-rest_follows = Tidak apa-apa. Sebelum {$guardian} setuju, kami hanya menanyakan yang paling perlu. Sisanya menyusul.
registration-nik = Berapa NIK-nya? 16 angka, ada di KTP atau KK. Belum punya atau tidak hafal juga tidak apa-apa.
nik-unknown = Belum tahu NIK
registration-nik_differs = Di nomor itu tertulis tanggal {$inside}, sedangkan tadi kamu menulis {$given}. Mana yang perlu dibetulkan?
nik-differs-both = Dua-duanya benar
nik-differs-nik = NIK salah ketik
nik-differs-date = Tanggalnya salah
nik-differs-kk = Itu nomor KK
registration-phone = Nomor HP mana yang bisa kami hubungi? Contoh: 0812 3456 7890
phone-same = Pakai nomor ini
phone-none = Lewat chat ini saja
registration-address_note = Ada petunjuk alamat supaya petugas mudah datang? Contoh: RT 03, dekat masjid. Boleh dilewati.
registration-last_school = Sekolah terakhirnya apa?
last-school-none = Belum pernah sekolah
last-school-sd = SD / MI / Paket A
last-school-smp = SMP / MTs / Paket B
last-school-sma = SMA / MA / Paket C
last-school-smk = SMK
registration-last_class = Sampai kelas berapa? Contoh: kelas 8, atau lulus
registration-year_left = Tahun berapa berhenti atau lulus? Contoh: 2024
year-left-still = Masih sekolah
registration-still_in_school = Pelatihan ini untuk yang sudah tidak sekolah. Petugas yang memutuskan, jadi tetap boleh daftar. Kalau bisa, sekolahnya jangan ditinggalkan dulu, ya.
registration-reason_left = Boleh tahu kenapa berhenti? Tidak wajib dijawab, dan tidak memengaruhi hasil.
reason-cost = Biaya
reason-work = Bekerja
reason-far = Sekolah jauh
reason-unwilling = Tidak ingin lanjut
reason-married = Menikah
reason-hurt = Dirundung / trauma
reason-health = Kesehatan
reason-other = Alasan lain
registration-aid = Keluarga menerima bantuan apa? Kalau tahu desil-nya, tulis juga, contoh: desil 2
aid-pkh = PKH
aid-bpnt = BPNT / sembako
aid-pip = PIP / KIP
aid-pbi = PBI / KIS
aid-none = Tidak ada
aid-desil = Desil {$desil}
registration-first_skill = Mau belajar apa? Pilih yang paling kamu inginkan.
registration-second_skill = Kalau pilihan pertama penuh, apa pilihan keduanya?
second-none = Itu saja
registration-dormitory = Pesertanya tinggal di asrama di Samarinda selama pelatihan, makan dan tempat tidur gratis. Bersedia?
dormitory-yes = Bersedia
dormitory-no = Tidak bersedia
dormitory-unsure = Belum tahu
registration-papers =
    Terakhir, berkasnya:{$list}
    Mau kirim bagaimana?
papers-now = Foto sekarang
papers-later = Nanti
papers-office = Bawa ke kantor
paper-row =
    {$before}
    • {$paper} ({$need})
need-required = wajib
need-optional = boleh ada
need-if-available = jika ada
registration-paper = Kirim foto atau PDF: {$paper} ({$need}). Foto dari HP cukup, asal terbaca.
papers-paper = Kirim foto atau PDF: {$paper} ({$need}). Foto dari HP cukup, asal terbaca.
paper-later = Nanti
paper-office = Bawa ke kantor
paper-none = Tidak punya
papers-count = {$received} diterima, {$follow} menyusul
registration-confirm =
    Sudah hampir selesai! Coba periksa dulu:
    {$lines}

    Kalau benar, tekan "Kirim". Kalau ada yang salah, balas nomornya.
summary-first = {$number}. {$label}: {$value}
summary-row =
    {$before}
    {$number}. {$label}: {$value}
summary-send = Kirim
summary-change = Ubah jawaban
label-for_whom = Untuk
label-full_name = Nama
label-birth_date = Tanggal lahir
label-sex = Jenis kelamin
label-village = Desa/kelurahan
label-outside_where = Kabupaten/kota
label-guardian_name = Orang tua/wali
label-guardian_phone = HP wali
label-guardian_agrees = Persetujuan wali
label-nik = NIK
label-phone = HP
label-address_note = Petunjuk alamat
label-last_school = Sekolah terakhir
label-last_class = Kelas
label-year_left = Tahun berhenti
label-reason_left = Alasan
label-aid = Bantuan keluarga
label-first_skill = Pilihan pertama
label-second_skill = Pilihan kedua
label-dormitory = Asrama
label-papers = Berkas
registration-declined = Baik, Kak. Tanpa persetujuan kami tidak bisa mendaftarkan lewat chat, dan datamu tidak disimpan. Kamu tetap boleh datang ke kantor atau mendaftar lain kali.
registration-closed = Pendaftaran sedang tutup, Kak. Biasanya dibuka lagi awal tahun. Kalau mau, tanya petugas supaya kamu tidak ketinggalan.
registration-already = {$number} sudah terdaftar atas nama ini, jadi tidak perlu mendaftar lagi. Mau lihat statusnya?
registration-done = Selesai! {$name} terdaftar dengan nomor {$number}. Simpan kartu ini ya. Berikutnya petugas memeriksa datamu, kabarnya kami kirim lewat chat ini. Urutan mendaftar tidak menentukan hasil.
registration-waits_for_guardian = Tersimpan! Nomor pendaftaran {$name}: {$number}. Simpan kartu ini ya. Berikutnya kami menunggu persetujuan {$guardian}. Data lainnya menyusul setelah itu.
document-kk = Kartu Keluarga
document-identity = KTP, KIA, atau akta lahir
document-poverty_proof = SKTM atau bukti desil
document-school_record = Ijazah atau rapor terakhir
document-health_letter = Surat sehat Puskesmas
document-photo = Pas foto 3x4
document-guardian_permission = Izin orang tua/wali
document-unmarried_statement = Pernyataan belum menikah
papers-office_only = Berkas dibawa langsung ke kantor, Kak: {$address}, {$hours}.
papers-none_outstanding = Tidak ada berkas yang kami tunggu darimu, Kak.
papers-which_is_it = Terima kasih fotonya. Supaya tidak tertukar, kita kirim berkasnya satu per satu, ya.
papers-thanks = Terima kasih! {$received} berkas untuk {$number} sudah kami terima. Petugas akan memeriksanya.
