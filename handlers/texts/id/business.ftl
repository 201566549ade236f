# Usaha alumni: dicatat oleh alumni sendiri atau oleh petugas.
business-private = Ceritamu hanya dibaca petugas {$office}, untuk mendampingimu. Kapan saja boleh dihapus.
business-owner = Usaha siapa yang mau dicatat?
business-kind = {$whose} jenis apa? Pilih, atau tulis sendiri.
business-whose_self = Usahamu
business-whose_other = Usaha {$name}
business-kind-garage = Bengkel
business-kind-food = Makanan
business-kind-makeup = Rias
business-kind-coffee = Kopi
business-kind-grocery = Warung sembako
business-kind-angkringan = Angkringan
business-kind-other = Lainnya
business-what = Usaha apa itu? Cukup singkat, contoh: laundry
business-name = Apa nama usahanya?
choice-unnamed = Belum ada nama
business-unnamed = {$kind} {$name}
business-village = Usahanya di desa atau kelurahan mana?
business-since = Mulai jalan kapan? Boleh tanggal atau bulannya saja, contoh: Maret {$year}
kind-since = Aku belum paham waktunya. Tulis bulan dan tahunnya. Kalau lupa, tekan "Tidak tahu".
business-together = Usahanya dijalankan sendiri atau bersama orang lain?
business-together-alone = Sendiri
business-together-others = Bersama orang lain
business-photo = Ada foto usahanya? Kirim satu saja, atau lewati.
business-photo_here = ada
business-confirm =
    Coba periksa dulu:
    {$lines}

    Kalau benar, tekan "Kirim". Kalau ada yang salah, balas nomornya.
business-label_kind = Usaha
business-label_name = Nama usaha
business-label_village = Tempat
business-label_since = Mulai
business-label_together = Dijalankan
business-label_photo = Foto
business-done = {$business} sudah dicatat, selamat ya! Sesekali kami tanya kabarnya di sini. Cukup dijawab sebentar, dan semoga laris.
business-done_staff = Usaha {$name} sudah dicatat: {$business}.
business-done_already = {$business} sudah tercatat sebelumnya, jadi tidak dicatat dua kali.
business-nobody = Yang ini untuk alumni pelatihan, Kak. Kalau kamu alumni, tulis: saya alumni
business-not_now = Usahanya tidak bisa dicatat sekarang: datanya sedang ditangguhkan atau sudah dihapus.
menu-new_business = Catat usaha baru
