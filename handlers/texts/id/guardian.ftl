# Izin orang tua atau wali, dari HP-nya sendiri.
guardian-yours = orang tua atau walimu
guardian-code =
    Kirim ini ke {$guardian}, dan minta ia menulisnya ke chat ini dari HP-nya sendiri:
    {$code}
    Berlaku sampai {$day}.
guardian-whose = Kode izin untuk siapa, Kak?
guardian-none_waiting = Tidak ada pendaftaran dari chat ini yang menunggu izin wali, Kak.
guardian-write_code = Tulis lagi kode izinnya ya, Kak. Contoh: IZIN 123-4A5-6B7
guardian-name = Terima kasih! Siapa nama Kakak? Tulis seperti di KTP.
guardian-relation = Kakak siapanya {$name}?
relation-mother = Ibu
relation-father = Ayah
relation-family = Keluarga lain
relation-other = Wali
guardian-thanks = Terima kasih, Kak. Izin untuk {$name} sudah kami catat dan {$name} kami kabari sekarang. Kakak juga bisa menanyakan kabarnya di chat ini kapan saja.
guardian-no_kept = Baik, Kak. {$name} kami kabari bahwa belum ada izin. Kalau tetap tidak ada, datanya kami hapus. Berubah pikiran? Minta kode baru dari {$name}.
guardian-child_completes = Kabar baik! Orang tua atau wali sudah mengizinkan {$name}. Sekarang tinggal mengisi sisanya. Nomornya tetap.
guardian-child_goes_on = Kabar baik! Orang tua atau wali sudah mengizinkan {$name}. Pendaftarannya kami teruskan.
guardian-child_waits = Untuk {$name}, orang tua atau wali belum mengizinkan. Tidak apa-apa, coba bicarakan dulu di rumah. Kalau nanti boleh, tekan "Kode izin wali" untuk kode baru.
guardian-refused_unknown = Kode itu belum cocok, Kak. Coba periksa lagi huruf dan angkanya. Contoh: IZIN 123-4A5-6B7
guardian-refused_used = Kode itu sudah dipakai, Kak. Kalau masih perlu, minta anaknya menulis "izin wali" untuk kode baru.
guardian-refused_expired = Kode itu sudah lewat waktunya, Kak. Minta anaknya menulis "izin wali" di chat-nya, lalu kirimkan kode yang baru.
guardian-refused_own_phone = Kode ini untuk orang tua atau wali, dan ditulis dari HP-nya sendiri, bukan HP yang dipakai mendaftar. Kalau walinya tidak punya HP, tanya petugas, ya.
guardian-refused_wait = Sudah beberapa kali kodenya belum cocok, Kak. Tunggu satu jam lalu coba lagi, atau telepon {$phone}.
