# Kabar usaha: tiga puluh detik.
check_in-for_somebody = Laporan {$business}, milik {$owner}. Tanyakan kepadanya, lalu isi jawabannya di sini.
check_in-again = Kabar {$business} sudah masuk tanggal {$day}. Ini kabar baru, atau mau membetulkan yang itu?
check_in_again-new = Kabar baru
check_in_again-correct = Membetulkan
check_in-reopened = {$business} tercatat sudah tutup, Kak. Sekarang jalan lagi?
check_in_reopened-yes = Jalan lagi
check_in_reopened-no = Masih tutup
check_in-state = {$business} masih jalan, Kak?
check_in_state-running = Masih jalan
check_in_state-paused = Libur dulu
check_in_state-closed = Sudah tutup
check_in-period =
    Uang masuknya paling gampang dihitung per apa? Boleh langsung jumlahnya, contoh: 500rb sehari
    Angkanya hanya untuk pendampingan usahamu.
period-day = Sehari
period-week = Seminggu
period-month = Sebulan
period_in-day = sehari
period_in-week = seminggu
period_in-month = sebulan
check_in-no_books = Tidak apa-apa, Kak. Yang tidak tahu tidak usah ditebak.
check_in-sales = Uang masuk {$period} berapa? Maksudnya semua hasil jualan, belum dikurangi belanja. Contoh: 500rb
check_in-spending = {$question}
check_in-spending_after =
    Uang masuk {$sales}, ya.
    Belanja usahanya {$period} berapa: bahan, bensin, gaji, sewa? Kalau hitungannya beda, tulis sekalian, contoh: 3jt sebulan
check_in-spending_of = Belanja usahanya {$period} berapa: bahan, bensin, gaji, sewa? Kalau hitungannya beda, tulis sekalian, contoh: 3jt sebulan
check_in-confirm =
    Uang masuk {$sales}, belanja {$spending}.
    {$result}
    Sudah benar?
check_in-profit_month = Untungnya {$month} sebulan.
check_in-profit_both = Untungnya {$amount}, atau {$month} sebulan.
check_in-loss_month = Berarti rugi {$month} sebulan.
check_in-loss_both = Berarti rugi {$amount}, atau {$month} sebulan.
check_in-even = Berarti impas: tidak untung, tidak rugi.
reckoned-yes = Benar
reckoned-fix_sales = Ubah uang masuk
reckoned-fix_spending = Ubah belanja
kind-reckoned-which = Yang mana yang mau diubah?
check_in-helpers_paid = Selain yang punya, berapa orang yang membantu dan dibayar?
check_in-helpers_unpaid = Yang membantu tanpa dibayar, misalnya keluarga, berapa orang?
helpers-1 = 1 orang
helpers-2 = 2 orang
helpers-3 = 3 orang
helpers-none = Tidak ada
check_in-tools = Alat kerjanya bagaimana?
tools-good = Masih bagus
tools-broken = Ada yang rusak
tools-sold = Ada yang dijual
tools-none = Tidak punya alat
check_in-obstacle = Apa yang paling menghambat sekarang? Pilih, {$how}.
check_in-by_voice = tulis sendiri, atau kirim pesan suara
check_in-in_words = atau tulis sendiri
check_in-why_paused = Tidak apa-apa, istirahat dulu juga boleh. Apa sebabnya? Pilih, {$how}.
check_in-why_closed = Terima kasih sudah cerita, Kak. Apa sebabnya {$business} tutup? Pilih, {$how}.
check_in-words = Ceritakan sedikit, ya: {$how}.
obstacle-none = Lancar saja
obstacle-capital = Modal kurang
obstacle-material = Bahan mahal
obstacle-buyers = Sepi pembeli
obstacle-tools = Alat
obstacle-place = Tempat
obstacle-debts = Pembeli berutang
obstacle-family = Keluarga atau sakit
obstacle-other = Lainnya
check_in-help = Mau dihubungi pendamping?
check_in-photo = Terakhir: kirim satu foto usahanya, atau lewati.
check_in-thanks = Terima kasih, Kak! Kabar {$business} sudah kucatat.
check_in-thanks_corrected = Sudah dibetulkan, Kak. Kabar {$business} yang tadi diganti dengan yang ini.
check_in-help_comes = Pendamping akan menghubungi, ya.
check_in-begin_again = Pengalamanmu tidak hilang, Kak. Kalau nanti mulai lagi, tulis: usaha baru
check_in-discarded = Baik, kabarnya tidak jadi dikirim. Kapan saja bisa lagi, tulis: lapor usaha
check_in-tip = Tips: {$tip}
check_in-kept_for = Laporan {$business}, milik {$owner}, sudah dicatat.
check_in-still_closed = Baik, {$business} tetap tercatat tutup. Kalau jalan lagi, tulis: lapor usaha
check_in-answered = Kabar {$business} yang ini sudah masuk, terima kasih! Ada yang mau ditambah atau dibetulkan?
check_in-over = Usaha itu tidak bisa dilaporkan di sini lagi, Kak. Bingung? Tulis: tanya petugas
check_in-restricted = Data untuk {$business} sedang ditangguhkan, jadi kabarnya belum bisa dicatat. Mau dipakai lagi? Tulis: privasi
check_in-which = Usaha yang mana, Kak?
check_in-no_business = Belum ada usaha yang tercatat di sini, Kak. Dicatat dulu, baru bisa dilaporkan.
check_in-nothing_to_correct = {$business} belum punya laporan yang bisa dibetulkan. Mau lapor sekarang?
check_in-afterwards = Kabar usahanya tidak hilang: sesudah ini, tulis lapor usaha.
