# Berkas yang dikirim bersama pesan.
file-gone = Berkasnya sudah tidak ada di sini: sudah dihapus, atau tidak pernah sampai.
file-not_here = Berkas ini tidak bisa dibuka di chat ini. Lihat di halaman Tuntas di kantor, ya.
vanishing-soon = Pesan ini terhapus sendiri {$minutes} menit setelah terkirim.
vanishing-by_hand = Setelah dilihat, hapus pesan ini dari chat, ya.
