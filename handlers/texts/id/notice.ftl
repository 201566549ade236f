# Pemberitahuan data. Kalau diubah, versinya di programme/notice.py ikut berganti.
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
    {$papers}
    Hakmu: melihat, memperbaiki, menunda, menghapus, dan menarik persetujuan. Tulis: privasi
    Umur di bawah 18 tahun: orang tua atau wali ikut menyetujui.
    Tidak ada keputusan yang diambil mesin. Petugas yang memutuskan. Semua gratis.
notice-papers_by_chat = Aplikasi chat seperti Telegram dan WhatsApp menyimpan pesan di luar negeri. Kalau tidak nyaman, berkas boleh dibawa ke kantor.
notice-papers_to_office = Aplikasi chat seperti Telegram dan WhatsApp menyimpan pesan di luar negeri, jadi berkas tidak diterima lewat chat. Bawa saja ke kantor.
guardian-consent =
    Permintaan izin orang tua/wali
    {$name} belum 18 tahun dan ingin ikut pelatihan {$skill} lewat {$office}. Pesertanya tinggal di asrama.
    • Datanya hanya untuk pendaftaran ini: data diri, sekolah, dan berkas, paling lama 2 tahun kalau tidak terpilih.
    • Boleh dilihat, diubah, atau dihapus kapan saja.
    • Gratis. Kami tidak pernah minta uang, PIN, atau OTP.
    Apakah Kakak orang tua atau walinya, dan setuju?
