# Pekerjaan panjang yang jalan di belakang layar.
job-failed = Maaf, pekerjaan tadi berhenti karena ada masalah di sistem, dan tidak ada yang berubah setengah-setengah. Coba lagi nanti, atau hubungi pengelola Tuntas di {$phone}.
