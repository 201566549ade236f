# Kabar usaha: tiga puluh detik.
check_in-state = {$business} masih jalan, Kak?
check_in_state-running = Masih jalan
check_in_state-paused = Libur dulu
check_in_state-closed = Sudah tutup
check_in-over = Usaha itu sudah tidak bisa dilaporkan di sini, Kak. Bingung? Tulis: tanya petugas
check_in-thanks = Terima kasih kabarnya, Kak!
