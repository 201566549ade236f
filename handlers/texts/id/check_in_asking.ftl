# Menanyakan kabar alumni menurut rencana: usahanya, atau kesibukannya kalau belum punya usaha.
check_in_asking-business =
    Halo Kak! Kami ingin tahu kabar {$business}, usaha {$name}. Masih jalan?
    Cukup ketuk satu. Sisanya sekitar setengah menit, dan boleh dijawab "tidak tahu".
check_in_asking-business_again =
    Halo Kak! Kabar {$business}, usaha {$name}, belum kami dengar. Tidak apa-apa kalau sedang sibuk.
    Masih jalan usahanya? Satu ketukan saja sudah membantu.
check_in_asking-activity =
    Halo Kak! Kami ingin tahu kabar {$name} setelah pelatihan. Sekarang sibuk apa?
    Satu ketukan saja cukup.
check_in_asking-activity_again =
    Halo Kak! Kabar {$name} belum kami dengar. Tidak apa-apa kalau sedang sibuk.
    Sekarang kegiatannya apa? Satu ketukan saja cukup.
check_in_asking-running_button = Masih jalan
check_in_asking-paused_button = Berhenti sementara
check_in_asking-closed_button = Sudah tutup
check_in_asking-business_button = Punya usaha
check_in_asking-working_button = Bekerja
check_in_asking-studying_button = Sekolah atau kuliah
check_in_asking-looking_button = Cari kerja
check_in_asking-moved_button = Pindah daerah
check_in_asking-late = {$count} alumni tidak ditanyai kabarnya kali ini karena layanan sempat mati terlalu lama. Mereka ditanyai lagi pada jadwal berikutnya.
