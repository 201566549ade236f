# Pengingat: hanya untuk yang setuju, kecuali kabar tentang pendaftarannya sendiri.
reminder-unfinished = Halo Kak! Formulir pendaftaranmu masih tersimpan dan belum terkirim. Mau dilanjutkan sekarang? Jawabanmu yang lalu tidak hilang.
reminder-papers =
    Halo Kak! Untuk {$name}, yang masih kami tunggu:{$papers}
    Cukup foto dari HP, asal terbaca. Mau kirim sekarang?
reminder-papers_to_office =
    Halo Kak! Untuk {$name}, yang masih kami tunggu:{$papers}
    Bawa saja ke kantor kalau sudah ada, ya.
reminder-guardian = Halo Kak! Izin orang tua atau wali untuk {$name} belum kami terima. Kalau sampai {$day} belum ada, datanya kami hapus. Perlu kode izin yang baru?
reminder-go_on = Lanjutkan
reminder-send_papers = Kirim berkas
reminder-guardian_code = Kode izin wali
reminder-ask_staff = Tanya petugas
reminder-stop = Jangan ingatkan lagi
reminder-closes = Halo Kak! Pendaftaran ditutup {$day}, dan formulirmu belum terkirim. Mau dilanjutkan sekarang? Jawabanmu yang lalu tidak hilang.
reminder-closes_rest = Halo Kak! Pendaftaran ditutup {$day}, dan pendaftaran {$name} tinggal dilengkapi. Sekarang, yuk? Sebentar saja.
reminder-closes_papers =
    Halo Kak! Pendaftaran ditutup {$day}. Untuk {$name}, yang masih kami tunggu:{$papers}
    Kalau sudah ada, kirim atau bawa sebelum itu, ya.
reminder-complete = Lengkapi sekarang
