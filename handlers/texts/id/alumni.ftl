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
