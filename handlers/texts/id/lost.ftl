# Foto atau berkas yang tidak bisa kami ambil dari aplikasi chat.
lost-please = Maaf ya, Kak. {$what} yang tadi {$why}.
lost-file = Foto atau berkas
lost-paper = {$paper} untuk {$name}
lost-why_lost = tidak sampai ke kami
lost-why_too_big = terlalu besar
lost-why_wrong_type = tidak bisa dibuka
lost-again = Boleh dikirim sekali lagi? Foto (JPG, PNG) atau PDF.
lost-after_form = Selesaikan dulu formulirnya, ya. Setelah itu boleh dikirim sekali lagi.
