# Satu orang, dua chat.
connect-code =
    Tulis ini di chatmu yang satunya, supaya kedua chat jadi satu:
    {$code}
    Berlaku 15 menit. Jangan berikan ke siapa pun, Kak: yang menulisnya bisa melihat data pendaftaranmu.
connect-sure =
    Sambungkan chat ini dengan chat {$channels} yang memberi kode itu?
    Dari kedua chat nanti bisa dilihat data yang sama. Jawab "ya" hanya kalau chat itu juga punyamu sendiri.
connect-yes = Ya, punyaku
connect-no = Jangan
connect-not = Oke, tidak disambungkan. Chat ini tetap sendiri.
connect-done = Sip! Chat ini dan chat {$channels} sekarang jadi satu: pendaftaran dan jawabanmu sama di keduanya. Salah sambung? Hubungi petugas di {$phone}.
connect-told = Chat {$channels} baru saja disambungkan dengan chat ini, jadi datanya sekarang sama di keduanya. Bukan kamu, Kak? Segera hubungi petugas di {$phone}.
connect-same_number = Chat ini dan chat {$channels} sekarang jadi satu, karena nomor HP-nya sama.
connect-two_forms = Di kedua chat masih ada formulir yang belum selesai, Kak. Supaya tidak ada jawaban yang hilang, selesaikan atau batalkan satu dulu. Setelah itu tulis "sambungkan" lagi.
connect-refused_unknown = Kode itu belum cocok, Kak. Coba periksa lagi huruf dan angkanya, atau tulis "sambungkan" di chat yang satunya untuk kode baru.
connect-refused_used = Kode itu sudah dipakai, Kak. Masih perlu? Tulis "sambungkan" di chat yang satunya untuk kode baru.
connect-refused_expired = Kode itu sudah lewat waktunya, Kak. Tulis "sambungkan" di chat yang satunya untuk kode baru.
connect-refused_own_chat = Kode itu dari chat ini juga, Kak. Tulis kodenya di chat yang satunya ya.
connect-refused_wait = Sudah beberapa kali kodenya belum cocok, Kak. Tunggu satu jam lalu coba lagi, atau telepon {$phone}.
connect-and = {$before} dan {$next}
channel-telegram = Telegram
channel-whatsapp = WhatsApp
channel-local = halaman web
channel-other = lain
link-or = Atau tekan tautan ini:
