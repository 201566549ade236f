// The page: puts together the line to the service, the conversation, the typing box and, in the demo, the people.

import { Bubbles, icon } from "./bubbles.js";
import { Line } from "./line.js";
import { People, guests, toTyping } from "./people.js";
import { Viewer } from "./viewer.js";
import { chooseLanguage, language, rememberedLanguage, speak, word } from "./words.js";

const get = (id) => document.getElementById(id);
const text = get("text");
const viewer = new Viewer(get("viewer"));

let line = null;
let bubbles = null;
let people = null;
let person = null;
let uploadLimit = Infinity;
let staged = null;

// --- the conversation ---

function converse(someone) {
  if (line) line.close();
  person = someone;
  startPage();
  line = new Line(person.address, language(), {
    state: showState,
    limit: (bytes) => { uploadLimit = bytes; },
    messages: showMessages,
    settled: (id) => bubbles.settle(id),
    refused: (id) => bubbles.refuse(id),
  });
  showQueue();
  if (line.lostFiles) bubbles.note(word("lost_file"));
  get("send").disabled = false;
}

// An empty page; the line fills it from the beginning.
function startPage() {
  if (bubbles) bubbles.forgetFiles();
  bubbles = new Bubbles(get("log"), fetchFile, press, viewer);
  get("log").setAttribute("aria-busy", "true");
  showPlaying();
}

function showQueue() {
  line.queue.forEach((entry) => bubbles.wait(entry, line.files.get(entry.id)));
}

function showMessages(messages) {
  messages.forEach((message) => bubbles.show(message));
  if (!get("log").childElementCount) {
    bubbles.invite(word("empty"), word("start"), () => say({ text: word("hello") }));
  }
  get("log").setAttribute("aria-busy", "false");
}

function say(content, file) {
  bubbles.wait(line.send(content, file), file);
}

function press(choice, byKeyboard) {
  say({ button: choice.payload, label: choice.label });
  // From the keyboard the next stop is the typing box; a touch must not bring up the phone's keyboard.
  if (byKeyboard) toTyping();
}

async function fetchFile(id) {
  const answer = await fetch(`/chat/files/${encodeURIComponent(id)}`, {
    headers: { "X-Tuntas-Address": person.address },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.blob();
}

function showState(open) {
  get("banner").textContent = open ? "" : word("offline");
  document.body.classList.toggle("offline", !open);
}

function showPlaying() {
  get("playing").hidden = !people;
  if (people) get("playing").textContent = word("playing", { name: person.name });
}

// --- the typing box ---

function submit(event) {
  event.preventDefault();
  if (!line) return;
  const written = text.value.trim();
  if (staged) sendStaged();
  if (written) say({ text: written });
  text.value = "";
  fit();
}

function sendStaged() {
  const file = staged;
  unstage();
  // What is too big is not sent at all, it would only cost the person money; the service still answers.
  if (file.size > uploadLimit) say({ too_big: kindOf(file), label: word(kindOf(file)) });
  else say({}, file);
}

function kindOf(file) {
  return file.type.startsWith("image/") ? "photo" : "document";
}

function keyed(event) {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
}

// The box grows with what is written, up to what the style sheet allows.
function fit() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
}

// --- files ---

function stage(input) {
  const file = input.files[0];
  input.value = "";
  if (!file) return;
  staged = file;
  get("staged-name").textContent = `${file.name} (${inKilobytes(file.size)})`;
  get("staged-picture").textContent = "";
  get("staged-picture").append(preview(file));
  get("staged").hidden = false;
  showMenu(false);
  get("send").focus();
}

function preview(file) {
  if (kindOf(file) !== "photo") return icon("page");
  const image = new Image();
  image.alt = "";
  image.src = URL.createObjectURL(file);
  image.onload = () => URL.revokeObjectURL(image.src);
  image.onerror = () => image.replaceWith(icon("camera"));
  return image;
}

function inKilobytes(size) {
  return size < 1000000 ? `${Math.ceil(size / 1000)} kB` : `${(size / 1000000).toFixed(1)} MB`;
}

function unstage() {
  staged = null;
  get("staged").hidden = true;
  toTyping();
}

function showMenu(open) {
  get("attach-menu").hidden = !open;
  get("attach").setAttribute("aria-expanded", String(open));
  if (open) get("take-photo").focus();
}

function escaped(event) {
  if (event.key !== "Escape") return;
  if (!get("attach-menu").hidden) {
    showMenu(false);
    get("attach").focus();
  } else if (staged) unstage();
}

// --- the start ---

function listen() {
  get("composer").addEventListener("submit", submit);
  get("composer").addEventListener("keydown", escaped);
  text.addEventListener("keydown", keyed);
  text.addEventListener("input", fit);
  get("attach").addEventListener("click", () => showMenu(get("attach-menu").hidden));
  get("take-photo").addEventListener("click", () => get("photo-input").click());
  get("pick-file").addEventListener("click", () => get("file-input").click());
  get("photo-input").addEventListener("change", (event) => stage(event.target));
  get("file-input").addEventListener("change", (event) => stage(event.target));
  get("unstage").addEventListener("click", unstage);
  get("language").addEventListener("click", () => { chooseLanguage(word("language_code")); redraw(); });
}

// After a change of language: the few words that are drawn, and the conversation with its dates.
function redraw() {
  nameLanguage();
  if (people) people.draw();
  if (!line) return;
  person = people ? people.remembered() : person;
  startPage();
  line.restart(language());
  showQueue();
}

function nameLanguage() {
  get("language").textContent = word("language");
  get("language").lang = word("language_code");
  get("language").setAttribute("aria-label", word("language_label"));
}

async function demo() {
  try {
    return await (await fetch("/people")).json();
  } catch (_) {
    return { demo: false };
  }
}

async function begin() {
  speak(rememberedLanguage());
  nameLanguage();
  listen();
  const about = await demo();
  if (!about.demo) {
    converse({ address: guests()[0] });
    return;
  }
  people = new People(about, converse);
  const before = people.remembered();
  if (before) people.pick(before);
  else waitForChoice();
}

function waitForChoice() {
  document.body.dataset.view = "people";
  get("send").disabled = true;
  new Bubbles(get("log")).invite(word("choose_first"));
}

begin();
