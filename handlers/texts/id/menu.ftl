menu-greeting =
    Halo Kak! Ini Tuntas, layanan chat {$office}.
    Di sini kamu bisa daftar pelatihan kerja dan menanyakan kabar pendaftaranmu. Gratis, tanpa biaya apa pun.
    Mau mulai dari mana?
menu-register = Daftar pelatihan
menu-register_another = Daftarkan yang lain
menu-go_on = Lanjutkan formulir
menu-status = Status saya
menu-requirements = Syarat
menu-ask_staff = Tanya petugas
menu-send_papers = Kirim berkas
menu-complete = Lengkapi sekarang
menu-guardian_code = Kode izin wali
menu-english = English
menu-indonesian = Bahasa Indonesia
menu-not_understood = Maaf Kak, aku belum paham maksudnya. Coba pilih salah satu di bawah, atau tulis dengan kata lain.
menu-human = Maaf Kak, aku masih belum paham. Kalau mau, tekan "Tanya petugas" dan tulis pertanyaanmu. Petugas kami yang akan membaca.
help-which = Bantuan yang mana ya, Kak?
help-chat = Cara pakai chat ini
help-aid = Bantuan sosial
help-about_chat =
    Jawab saja satu per satu, pakai kata-katamu sendiri, tombol, atau nomor pilihan.
    Kapan saja bisa tulis: menu, kembali, batal, tanya petugas, atau stop.
    Jawabanmu tersimpan, jadi boleh dilanjutkan besok.
mundur-which = Maksudnya mundur yang mana, Kak?
mundur-back = Satu pertanyaan
mundur-menu = Ke menu
mundur-withdraw = Batal ikut
mundur-office = Oke, keinginanmu untuk mundur kami sampaikan ke petugas. Belum ada yang dibatalkan sebelum petugas bicara denganmu.
discard-sure = Yakin mau membuang formulir ini? Semua jawabannya akan dihapus.
discard-yes = Ya, hapus
discard-no = Tidak, lanjut
discard-nothing = Tidak ada formulir yang sedang diisi, Kak. Mau apa sekarang?
discard-form = Formulirnya sudah dihapus, tidak ada yang dikirim.
thanks-welcome = Sama-sama, Kak! Kalau ada lagi, tulis saja.
discard-done = Formulirnya sudah dihapus. Kalau berubah pikiran, kamu bisa daftar lagi kapan saja.
resume-which = Formulirmu yang kemarin masih tersimpan, Kak. Mau dilanjutkan atau mulai dari awal?
resume-go_on = Lanjutkan
resume-anew = Mulai dari awal
back-nothing = Tidak ada pertanyaan sebelumnya, Kak. Ini menunya.
button-old = Tombol itu sudah tidak berlaku, Kak. Ini pilihan yang sekarang.
button-old_in_talk = Tombol itu sudah lewat, Kak. Kita lanjut dari sini.
stop-done = Oke, tidak ada lagi pengingat dan pengumuman. Jawaban atas pesanmu dan kabar tentang pendaftaranmu sendiri tetap dikirim. Mau aktif lagi? Tulis: mulai
stop-done_in_talk = Oke, tidak ada lagi pengingat dan pengumuman. Formulirmu tetap tersimpan. Kabar tentang pendaftaranmu sendiri tetap dikirim. Mau lanjut? Tulis: mulai
start-again = Siap, pengingat dan pengumuman aktif lagi sesuai pilihanmu.
talk-one_at_a_time = Kita selesaikan formulir ini dulu ya, Kak. Kalau tidak jadi, tulis: batal
talk-form_improved = Formulirnya baru saja diperbaiki. Jawabanmu yang lain tetap tersimpan.
talk-changed_meanwhile = Ada yang berubah sejak kamu mulai mengisi. Jawabanmu tersimpan, cukup jawab yang ini dulu.
talk-go_on = Siap, Kak. Tinggal jawab yang ini dulu, ya.
talk-puzzled = Tidak apa-apa, Kak. Cukup jawab yang ini dengan tulisan atau tombolnya, nanti masih bisa diubah. Masih bingung? Tulis: tanya petugas
talk-human = Kalau bingung, tidak apa-apa. Tulis: tanya petugas
too-many = Pelan-pelan ya, Kak. Pesanmu banyak sekali dalam semenit, jadi sisanya belum terbaca. Tunggu sebentar, lalu kirim lagi.
turn-failed = Maaf Kak, ada gangguan di tempat kami. Jawabanmu yang tadi tersimpan. Coba tulis "mulai" sebentar lagi, atau hubungi {$phone}.
group-write_privately = Halo! Supaya datamu aman, yuk chat langsung ke aku, bukan di grup ini.
