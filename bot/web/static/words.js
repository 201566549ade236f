// The page's own few words. What the service says comes from the service, in the person's language.

import { read, write } from "./memory.js";

const WORDS = {
  id: {
    today: "Hari ini:",
    clock: "Jam demo",
    add_day: "+1 hari",
    add_month: "+1 bulan",
    who: "Mau jadi siapa?",
    who_note: "Ini demo. Semua orang dan datanya karangan.",
    newcomer: "Pendaftar baru",
    newcomer_stage: "Belum pernah mendaftar",
    another: "Orang baru lagi",
    another_stage: "Mulai percakapan dari awal",
    playing: "Kamu jadi: {name}",
    choose_first: "Pilih dulu mau jadi siapa, lalu mulai ngobrol.",
    change_person: "Ganti orang",
    conversation: "Percakapan",
    message: "Pesan",
    write: "Tulis pesan …",
    send: "Kirim",
    attach: "Lampirkan foto atau PDF",
    take_photo: "Ambil foto",
    pick_file: "Pilih foto atau PDF",
    unstage: "Tidak jadi kirim berkas",
    empty: "Halo! Di sini kamu bisa daftar pelatihan kerja dan tanya kabar pendaftaranmu. Gratis.",
    start: "Mulai",
    hello: "Halo",
    offline: "Sinyal hilang. Pesanmu disimpan dan dikirim nanti.",
    connecting: "Menyambungkan …",
    clock_failed: "Jamnya belum bisa dimajukan. Coba lagi, ya.",
    lost_file: "Foto atau berkas tadi belum sempat terkirim sebelum halaman dimuat ulang. Kirim lagi, ya.",
    refused: "Pesan ini tidak bisa dikirim. Coba tulis lagi, ya.",
    me: "Kamu",
    service: "Tuntas",
    sent: "terkirim",
    waiting: "menunggu sinyal",
    photo: "Foto",
    document: "Berkas PDF",
    other: "Berkas",
    picture_from: "Gambar dari Tuntas: {name}",
    my_photo: "Foto yang kamu kirim",
    too_big: "terlalu besar",
    wrong_type: "jenis berkas ini tidak bisa dibaca",
    save: "Simpan",
    enlarge: "Perbesar",
    enlarged: "Gambar diperbesar",
    close: "Tutup",
    typing: "Tuntas sedang mengetik",
    language_label: "Switch to English",
    language: "EN",
    language_code: "en",
  },
  en: {
    today: "Today:",
    clock: "Demo clock",
    add_day: "+1 day",
    add_month: "+1 month",
    who: "Who do you want to be?",
    who_note: "This is a demo. Every person here is made up.",
    newcomer: "New applicant",
    newcomer_stage: "Has never registered",
    another: "Another new person",
    another_stage: "Start a conversation from the beginning",
    playing: "You are: {name}",
    choose_first: "Choose who to be first, then start chatting.",
    change_person: "Change person",
    conversation: "Conversation",
    message: "Message",
    write: "Write a message …",
    send: "Send",
    attach: "Attach a photo or PDF",
    take_photo: "Take a photo",
    pick_file: "Choose a photo or PDF",
    unstage: "Do not send this file",
    empty: "Hello! Here you can register for job training and ask how your registration is going. It is free.",
    start: "Start",
    hello: "Hello",
    offline: "No signal. Your message is kept and will be sent later.",
    connecting: "Connecting …",
    clock_failed: "The clock could not be moved just now. Please try again.",
    lost_file: "A photo or file had not been sent yet when the page was reloaded. Please send it again.",
    refused: "This message could not be sent. Please write it again.",
    me: "You",
    service: "Tuntas",
    sent: "sent",
    waiting: "waiting for signal",
    photo: "Photo",
    document: "PDF file",
    other: "File",
    picture_from: "Picture from Tuntas: {name}",
    my_photo: "Photo you sent",
    too_big: "too big",
    wrong_type: "this kind of file cannot be read",
    save: "Save",
    enlarge: "Enlarge",
    enlarged: "Enlarged picture",
    close: "Close",
    typing: "Tuntas is typing",
    language_label: "Ganti ke Bahasa Indonesia",
    language: "ID",
    language_code: "id",
  },
};

export function language() {
  return document.documentElement.lang === "en" ? "en" : "id";
}

export function word(key, values) {
  const text = WORDS[language()][key];
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Puts the chosen language into everything that stands in the page from the start.
export function speak(code) {
  document.documentElement.lang = code;
  document.querySelectorAll("[data-word]").forEach((one) => { one.textContent = word(one.dataset.word); });
  document.querySelectorAll("[data-label]").forEach((one) => one.setAttribute("aria-label", word(one.dataset.label)));
  document.querySelectorAll("[data-placeholder]").forEach((one) => { one.placeholder = word(one.dataset.placeholder); });
}

export function rememberedLanguage() {
  return read("language", "id");
}

export function chooseLanguage(code) {
  write("language", code);
  speak(code);
}

const ZONE = document.documentElement.dataset.zone;

function format(date, options) {
  const locale = language() === "en" ? "en-GB" : "id-ID";
  return new Intl.DateTimeFormat(locale, options).format(date);
}

export function dayOf(at) {
  return format(at, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: ZONE });
}

export function timeOf(at) {
  return format(at, { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
}

// "2026-11-02" is the office's day already: no zone may move it.
export function shortDay(iso) {
  return format(new Date(`${iso}T12:00:00Z`), {
    weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
  });
}
