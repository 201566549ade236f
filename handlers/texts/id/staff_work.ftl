# Untuk petugas, sekali sehari dan hanya kalau ada: yang perlu dilihat hari ini.
staff_work-today = Selamat pagi! Yang perlu dilihat hari ini:
staff_work-late_cases = {$count} pendaftar menunggu diperiksa lebih dari {$days} hari kerja
staff_work-objections = {$count} keberatan menunggu diputus
staff_work-requests_near = {$count} permintaan hak data hampir habis waktunya
staff_work-requests_over = {$count} permintaan hak data SUDAH LEWAT 3 x 24 jam
staff_work-claims = {$count} orang mengaku alumni, menunggu dicocokkan
staff_work-questions = {$count} pertanyaan belum dijawab lebih dari satu hari kerja
