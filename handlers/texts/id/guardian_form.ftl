# Untuk petugas: surat izin wali yang ditandatangani.
staff-guardian_form = Surat wali
guardian_form_number-number = Nomor pendaftaran anaknya? Ada di kartu pendaftaran.
kind-registration_number = Tulis nomornya seperti di kartu, contoh: {$prefix}-2026-0007
guardian_form-card =
    {$name}, {$number}
    Lahir {$born}, {$village}
    Wali yang disebut anaknya: {$guardian}

    Surat izinnya sudah kamu lihat, asli, dan ditandatangani wali?
guardian_form-said_no = Perhatikan: lewat HP-nya sendiri wali pernah menjawab tidak setuju. Bicarakan dulu dengan walinya.
guardian_form-seen = Ya, sudah kulihat
guardian_form-not_seen = Belum
guardian_form-unknown = Nomor {$number} tidak ada, atau bukan bagian tugasmu.
guardian_form-paused = Data {$number} sedang ditunda atas permintaan orangnya, jadi suratnya belum dicatat.
guardian_form-not_waiting = {$number} tidak sedang menunggu izin wali. Sekarang: {$state}.
guardian_form-too_late = {$number} tidak menunggu izin wali lagi: barusan ada yang mencatatnya, atau datanya dihapus.
guardian_form-not_kept = Oke, tidak ada yang dicatat.
guardian_form-signed_on = Tanggal berapa surat untuk {$name} ditandatangani?
guardian_form-signer = Siapa nama yang menandatangani?
guardian_form-relation = Apa hubungannya dengan {$name}?
guardian_form-sure = Surat tanggal {$day} dari {$signer} ({$relation}) untuk {$name}, {$number}. Benar sudah kamu lihat sendiri?
guardian_form-sure-yes = Ya, catat
guardian_form-sure-no = Tidak jadi
guardian_form-done = Izin wali untuk {$name} sudah dicatat atas namamu, dan anaknya langsung diberi tahu.
guardian_form-done_no_chat = Izin wali untuk {$name} sudah dicatat atas namamu. Anaknya tidak punya chat di sini, jadi sampaikan sendiri, ya.
