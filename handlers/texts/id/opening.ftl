# Petugas membuka berkas pendaftar.
opening-shown = {$paper}, {$number}.
opening-at_office = {$paper} untuk {$number} hanya bisa dibuka di halaman Tuntas di komputer kantor, tidak di chat ini.
opening-nothing = {$paper} untuk {$number} belum ada di sini.
opening-waiting = {$paper} untuk {$number} masih diambil dari aplikasi chat. Coba lagi sebentar lagi, ya.
opening-paused = Data {$number} sedang ditunda atas permintaan orangnya, jadi {$paper} tidak dibuka dulu.
opening-not_theirs = {$number} bukan bagian tugasmu, jadi {$paper} tidak bisa dibuka.
opening-nik = NIK {$number}: {$nik}. Pesan ini hilang sendiri dalam 10 menit kalau chat-nya bisa.
opening-nik_at_office = NIK lengkap {$number} hanya bisa dibuka di halaman kantor.
