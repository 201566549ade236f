# Uang.
money-about = kira-kira {$amount}
money-in_period = {$amount} {$period}
money-about_in_period = kira-kira {$amount} {$period}
kind-money = Jumlah itu belum bisa kubaca, Kak. Tulis angkanya saja, ya.
kind-money-between = {$low} sampai {$high}, ya. Yang paling dekat yang mana? Boleh juga tulis jumlahnya.
kind-money-bare = Maksudnya {$amount}?
kind-money-how_long = {$amount} itu untuk berapa lama?
kind-money-period = Itu untuk sehari, seminggu, atau sebulan? Pilih dulu, nanti jumlahnya kutanya.
kind-money-profit_sales = Itu hitungan untung atau rugi, Kak. Yang kutanya dulu uang masuk, sebelum dikurangi belanja. Untungnya nanti kuhitungkan.
kind-money-profit_spending = Itu hitungan untung atau rugi, Kak. Yang kutanya belanja usahanya. Untungnya nanti kuhitungkan.
kind-money-photo = Fotonya bagus, tapi jumlahnya belum bisa kubaca dari foto. Tulis angkanya, ya. Fotonya nanti di akhir.
kind-helpers = Tulis berapa orang, dengan angka, ya. Kalau sendirian, tekan "Tidak ada".
kind-voice-big = Pesan suaranya terlalu panjang, Kak. Rekam yang lebih singkat, atau tulis saja.
