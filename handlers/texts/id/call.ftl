# Pemanggilan: surat panggilan, dan jawabannya.
staff-call = Panggil peserta
staff-letters = Surat panggilan
weekday-1 = Senin
weekday-2 = Selasa
weekday-3 = Rabu
weekday-4 = Kamis
weekday-5 = Jumat
weekday-6 = Sabtu
weekday-7 = Minggu
call-nobody = Tidak ada yang menunggu dipanggil sekarang.
call-no_letters = Belum ada surat panggilan.
call-letters = Surat panggilan yang sudah dikirim. Pilih untuk melihat jawabannya:
call-letter = {$number}, kumpul {$day}
call-not_made = Oke, tidak ada yang dipanggil.
call-head =
    Surat {$number}, {$intake}
    Kumpul {$day} pukul {$at}
call-row = {$name} ({$phone}): {$state}
call-stands_coming = datang
call-stands_hindered = ada halangan
call-stands_silent = belum menjawab
call-list = Daftar {$village}
call-list_here = Ini daftar untuk {$village}. Cetak, tanda tangani, lalu serahkan.
call-done = {$people} orang dipanggil.
call-done_all = Semuanya sudah dikirimi surat lewat chat.
call-done_by_phone = {$count} orang tidak punya chat. Telepon mereka, nomornya di bawah.
call_intake-which = Angkatan yang mana?
call_intake-row = {$name} ({$people} orang)
call_card-open = Lihat surat
call_card-gave_up = {$name} ({$number}, {$phone}) mundur setelah dipanggil: {$why}. Kursinya ditawarkan ke cadangan berikutnya.
call_card-hindered = {$name} ({$number}, {$phone}) ada halangan: {$why}. Tolong ditelepon.
call_card-silent = {$name} ({$number}, {$phone}) belum menjawab panggilan untuk {$day}. Tolong ditelepon.
calling-number = {$people} orang di {$intake} akan dipanggil. Nomor suratnya?
calling-letter_date = Tanggal suratnya?
calling-gather_on = Kapan mereka berkumpul? Tulis tanggalnya.
calling-gather_at = Jam berapa? Contoh: 08.00 WITA
calling-gather_place = Berkumpul di mana?
calling-same_day = Langsung berangkat hari itu juga, {$day}?
calling-departs_on = Kapan berangkatnya?
calling-usual_destination = Tujuannya {$place}?
calling-destination = Berangkat ke mana?
calling-usual_bring = Yang dibawa seperti biasa?{$bring}
calling-bring = Tulis yang dibawa, pisahkan dengan koma.
calling-sure =
    Surat {$number} untuk {$people} orang, {$intake}.
    Kumpul {$day} pukul {$at} di {$place}.
    Berangkat {$departs} ke {$destination}.
    Semuanya langsung dikirimi surat. Sudah benar?
calling_sure-yes = Ya, panggil
calling_sure-no = Tidak jadi
called-details =
    Kumpul {$day} pukul {$at} di {$place}.
    Berangkat {$departs} ke {$destination}. Gratis.
    Yang dibawa:{$bring}
called-question = Bisa datang?
called-coming_button = Saya datang
called-hindered_button = Ada halangan
called-letter_button = Surat panggilan
called-letter = Ini surat panggilanmu.
called-comes = Sip, {$name}! Sampai jumpa {$day} pukul {$at} di {$place}. Kalau ada apa-apa, kabari kami, ya.
called-over = Panggilan itu sudah tidak berlaku, Kak. Mau bertanya? Hubungi {$phone}.
called-status_open = Kamu dipanggil. Bisa datang?
called-status_coming = Kamu sudah bilang datang. Berubah? Tekan "Ada halangan".
called-status_hindered = Kamu bilang ada halangan. Petugas akan menghubungimu. Ternyata bisa? Tekan "Saya datang".
called-reminder = {$days} hari lagi {$name} berangkat pelatihan!
called-hindered = Terima kasih sudah bilang. Petugas akan menelepon soal {$name}. Kalau mendesak, hubungi {$phone}.
called-gave_up = Oke, {$name} tidak jadi ikut. Kursinya untuk yang lain. Terima kasih sudah memberi kabar. Mau bertanya? Hubungi {$phone}.
hindrance-why = Halangannya apa, Kak?
hindrance-wish = Mau ditelepon petugas dulu, atau {$name} tidak jadi ikut?
hindrance_wish-call_me = Telepon dulu
hindrance_wish-give_up = Tidak jadi ikut
trail-call_coming = menjawab panggilan: datang
trail-call_hindered = menjawab panggilan: ada halangan
call-back = Surat lain
data-call = Panggilan {$number} untuk {$day}: {$answer} ({$why})
data-case_note = Catatan petugas, {$when}: {$text}
call_one-comes = Catat: datang
call_one-letter = Surat panggilan
call_one-back = Kembali
call_one-noted = Sudah dicatat: datang.
call_one-why = Halangannya: {$why}
