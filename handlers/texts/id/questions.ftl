# Pertanyaan ke kantor, untuk petugas, dan jawabannya untuk yang bertanya.
staff-questions = Pertanyaan
questions-none = Belum ada pertanyaan.
questions-list = Pertanyaan yang menunggu: {$waiting}. Yang paling lama di atas.
questions-all_answered = Tidak ada pertanyaan yang menunggu. Ini yang terakhir dijawab:
questions-row_open = ● {$who}
questions-row_taken = ◐ {$who}
questions-row_answered = ✓ {$who}
questions-row_closed = ✓ {$who}
questions-gone = Pertanyaan itu sudah tidak ada.
questions-held = Pertanyaan ini sudah dipegang {$name}.
questions-closed = Pertanyaannya ditutup.
questions-no_answer = Belum ada jawaban yang bisa disimpan.
questions-nobody_else = Belum ada petugas lain yang bisa menjawab pertanyaan.
questions-to_whom = Serahkan ke siapa?
questions-handed = Pertanyaannya diserahkan ke {$name}.
question-new = Ada pertanyaan.
question-handed = {$name} menyerahkan pertanyaan ini kepadamu.
question-asker = {$name} ({$number}), {$kecamatan}: {$state}
question-unknown = Belum terdaftar dari chat ini.
question-while = Sedang mengisi {$form}.
question_doing-registration = formulir pendaftaran
question_doing-papers = kiriman berkas
question_doing-correction = perubahan data
question_doing-check_in = laporan usaha
question_doing-objection = keberatan
question_doing-guardian = izin wali
question_doing-other = formulir lain
question-is_open = Menunggu sejak {$when}. {$has}
question-is_answered = Sudah dijawab. {$has}
question-is_closed = Sudah ditutup. {$has}
question-taken_by = Dipegang {$name}.
question-free = Belum ada yang memegang.
question-they = Penanya
question-wrote = {$who}: {$words}
question-answer = Jawab
question-take = Saya pegang
question-hand_over = Serahkan
question-close = Tutup
question-keep = Simpan sebagai tanya jawab
question-back = Daftar pertanyaan
question_answer-words = Tulis jawaban untuk: "{$question}"
question_answer-sent = Jawabannya sudah dikirim. Kalau sering ditanyakan, simpan supaya chat ini bisa menjawab sendiri.
question_answer-no_way = Jawabannya disimpan, tetapi orangnya tidak bisa dihubungi lewat chat lagi.
question_answer-gone = Pertanyaannya sudah tidak ada, karena datanya dihapus. Tidak ada yang dikirim.
question_answer-taken = Petugas lain sekarang memegang pertanyaan ini. Jawabanmu tidak dikirim.
question_keep-phrase = Orang biasanya menulis apa kalau menanyakan ini? Cukup beberapa kata, contoh: bawa motor
question_keep-text =
    Tulis jawaban untuk semua orang, tanpa nama siapa pun. Yang tadi dikirim:
    {$answer}
question_keep-sure =
    Siapa pun yang menulis "{$phrase}" akan mendapat:
    {$text}
    Simpan?
question_keep-sure-yes = Ya, simpan
question_keep-sure-no = Tidak jadi
question_keep-not_kept = Oke, tidak disimpan.
question_keep-known = Yang mirip dengan itu sudah ada di tanya jawab. Tidak ada yang diubah.
question_keep-kept = Disimpan. Mulai sekarang "{$phrase}" dijawab sendiri oleh chat ini.
answered-said =
    Kamu bertanya: "{$question}"
    Jawaban petugas: {$answer}
answered-closed = Pertanyaanmu "{$question}" sudah ditutup petugas. Kalau masih ada yang perlu ditanyakan, tanya lagi saja, ya.
answered-ask_again = Tanya lagi
answered-menu = Menu
trail-question_taken = memegang pertanyaan
trail-question_handed_over = menyerahkan pertanyaan
trail-question_answered = menjawab pertanyaan
trail-question_closed = menutup pertanyaan
trail-answer_kept = menyimpan tanya jawab
data-answer = {$when}, jawaban {$by}: {$text}
staff-write = Tulis pesan
write_find-number = Nomor pendaftarannya berapa? Contoh: PSR-2026-0001
write_to-who = {$name} ({$number}), {$kecamatan}. Benar orangnya?
write_to-yes = Ya, tulis pesan
write_to-no = Bukan
write_to-not_found = Tidak ada pendaftaran dengan nomor {$number} yang bisa kamu kirimi pesan.
write_to-no_chat = {$name} tidak mendaftar dari chat. Teleponnya: {$phone}
write_message-words = Tulis pesan untuk {$name}:
write_message-sent = Pesannya dikirim ke {$name}. Balasannya masuk ke: pertanyaan
write_message-no_way = Pesannya disimpan, tetapi {$name} tidak bisa dihubungi lewat chat lagi.
write_message-taken = Petugas lain sedang memegang pertanyaan orang ini. Pesanmu tidak dikirim.
written-said =
    Pesan dari petugas {$office}:
    {$words}
answered-reply = Balas
trail-person_written_to = menulis pesan
