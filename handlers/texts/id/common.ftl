# Bagian yang dipakai di banyak tempat.
empty = {""}
as-is = {$text}
lines = {$text}
date = {$day}
nothing = –
listed = {$before}, {$next}
bullet =
    {$before}
    • {$next}
stacked =
    {$before}
    {$next}
month-1 = Januari
month-2 = Februari
month-3 = Maret
month-4 = April
month-5 = Mei
month-6 = Juni
month-7 = Juli
month-8 = Agustus
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Desember
choose-by-number = Balas dengan nomornya, ya.
choose-from_list = Lihat pilihan
choice-yes = Ya
choice-no = Tidak
choice-skip = Lewati
choice-unknown = Tidak tahu
day-today = Hari ini
day-yesterday = Kemarin
day-tomorrow = Besok
skill-perbengkelan = Perbengkelan
skill-tata_boga = Tata boga
skill-tata_rias = Tata rias
skill-barista = Barista
skill-menjahit = Menjahit
skill-elektronik = Elektronik
skill-desain_grafis = Desain grafis
progress =
    Bagian {$part} dari {$of}
    {$question}
