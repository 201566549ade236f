// Draws the conversation. Whatever the service or a person wrote goes in as text, never as markup.

import { dayOf, timeOf, word } from "./words.js";

const NEAR_THE_END = 80;
const AS_ROWS = 5;
const AS_COLUMNS = 9;
const SVG = "http://www.w3.org/2000/svg";

export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export class Bubbles {
  // `fetchFile(id)` promises a Blob; `press(button, byKeyboard)` is called when a button is pressed; `viewer` shows
  // pictures large.
  constructor(log, fetchFile, press, viewer) {
    this.log = log;
    this.fetchFile = fetchFile;
    this.press = press;
    this.viewer = viewer;
    this.clear();
  }

  clear() {
    this.log.textContent = "";
    this.shown = new Map();
    // Of the shown ones those that the service has not shown back yet.
    this.drafts = new Map();
    this.addresses = [];
    this.day = "";
    this.typing = null;
  }

  forgetFiles() {
    this.addresses.forEach((address) => URL.revokeObjectURL(address));
  }

  // A message as the service keeps it; one that waited here for its confirmation is confirmed in its place.
  show(message) {
    if (message.gone) {
      this.vanish(message.gone);
      return;
    }
    const follow = this.isAtTheEnd();
    const at = new Date(message.at);
    const draft = this.drafts.get(message.key);
    if (this.shown.has(message.key) && !draft) return;
    this.dropNotes();
    if (!message.mine) this.retireButtons();
    this.startDay(at, draft);
    const bubble = draft ? this.confirm(draft, message, at) : this.draw(message, at);
    if (!draft) this.log.insertBefore(bubble, this.firstWaiting());
    this.shown.set(message.key, bubble);
    if (!message.mine) this.stopTyping();
    if (follow && !draft) this.reveal(bubble);
  }

  // The service took it back, and its file with it.
  vanish(key) {
    const bubble = this.shown.get(key);
    if (!bubble) return;
    bubble.querySelectorAll("img, a").forEach((one) => this.takeBack(one.src || one.href));
    bubble.remove();
    this.shown.delete(key);
  }

  takeBack(address) {
    this.viewer.takeBack(address);
    URL.revokeObjectURL(address);
  }

  // What already stands there is left standing, else a screen reader would read it out twice.
  confirm(draft, message, at) {
    this.drafts.delete(message.key);
    if (message.file && message.file.problem) {
      const bubble = this.draw(message, at);
      draft.replaceWith(bubble);
      return bubble;
    }
    draft.querySelector("time").textContent = timeOf(at);
    this.mark(draft, "sent");
    return draft;
  }

  // What was written here and has not been taken yet stands at the end, with a clock beside it.
  wait(entry, blob) {
    this.dropNotes();
    const message = {
      mine: true, key: entry.id, text: entry.text || entry.label || "", buttons: [],
      file: blob ? { kind: blob.type.startsWith("image/") ? "photo" : "document", blob } : null,
    };
    const bubble = this.draw(message, new Date(entry.at));
    this.mark(bubble, "waiting");
    this.log.append(bubble);
    this.shown.set(entry.id, bubble);
    this.drafts.set(entry.id, bubble);
    this.reveal(bubble);
  }

  settle(id) {
    const bubble = this.shown.get(id);
    if (!bubble) return;
    this.mark(bubble, "sent");
    if (bubble === this.log.lastElementChild) this.showTyping();
  }

  refuse(id) {
    this.drafts.get(id).remove();
    this.drafts.delete(id);
    this.shown.delete(id);
    this.note(word("refused"));
  }

  note(text) {
    const note = make("p", "note", text);
    this.log.append(note);
    this.reveal(note);
  }

  invite(text, label, start) {
    const card = make("div", "invite");
    card.append(make("p", "", text));
    if (label) {
      const button = make("button", "choice", label);
      button.type = "button";
      button.addEventListener("click", start);
      card.append(button);
    }
    this.log.append(card);
  }

  showTyping() {
    this.stopTyping();
    this.typing = make("div", "typing");
    this.typing.setAttribute("role", "img");
    this.typing.setAttribute("aria-label", word("typing"));
    this.typing.append(make("span"), make("span"), make("span"));
    this.log.append(this.typing);
    this.reveal(this.typing);
    // Some messages get no answer (a repeat, say): then nobody is typing.
    this.typingEnds = setTimeout(() => this.stopTyping(), 6000);
  }

  stopTyping() {
    clearTimeout(this.typingEnds);
    if (this.typing) this.typing.remove();
    this.typing = null;
  }

  draw(message, at) {
    const bubble = make("article", message.mine ? "bubble mine" : "bubble");
    bubble.dataset.key = message.key;
    bubble.append(make("span", "unseen", `${word(message.mine ? "me" : "service")}: `));
    if (message.file) bubble.append(this.drawFile(message));
    if (message.text) {
      const text = make("p", "bubble-text", message.text);
      text.dir = "auto";
      bubble.append(text);
    }
    bubble.append(this.drawFoot(message, at));
    if (message.buttons.length) bubble.append(this.drawButtons(message.buttons));
    return bubble;
  }

  drawFoot(message, at) {
    const foot = make("p", "bubble-foot");
    const time = make("time", "", timeOf(at));
    time.dateTime = at.toISOString();
    foot.append(time);
    if (message.mine) {
      const tick = make("span", "tick");
      foot.append(tick);
      this.fillTick(tick, "sent");
    }
    return foot;
  }

  mark(bubble, state) {
    bubble.classList.toggle("waiting", state === "waiting");
    const tick = bubble.querySelector(".tick");
    if (tick) this.fillTick(tick, state);
  }

  fillTick(tick, state) {
    tick.textContent = "";
    tick.append(icon(state), make("span", "unseen", word(state)));
  }

  drawButtons(buttons) {
    const list = make("div", "choices");
    list.classList.toggle("rows", buttons.length >= AS_ROWS);
    list.classList.toggle("columns", buttons.length >= AS_COLUMNS);
    buttons.forEach((choice) => {
      const button = make("button", "choice", choice.label);
      button.type = "button";
      button.dir = "auto";
      // A press from the keyboard has no pointer behind it.
      button.addEventListener("click", (event) => this.press(choice, event.detail === 0));
      list.append(button);
    });
    return list;
  }

  // Old buttons stay pressable: the service knows them and answers kindly.
  retireButtons() {
    this.log.querySelectorAll(".choices:not(.old)").forEach((list) => list.classList.add("old"));
  }

  drawFile(message) {
    const file = message.file;
    const label = file.name || word(file.kind);
    if (file.problem) return this.fileCard(`${label} – ${word(file.problem)}`);
    if (file.kind !== "photo") return this.withSaveLink(this.fileCard(label), file);
    const figure = make("figure", "picture");
    const image = make("img");
    image.alt = message.mine ? word("my_photo") : word("picture_from", { name: label });
    image.addEventListener("load", () => { if (figure.dataset.follow) this.reveal(figure.parentNode); });
    image.addEventListener("error", () => image.replaceWith(this.fileCard(label)));
    figure.append(image);
    this.addressOf(file).then((address) => {
      figure.dataset.follow = this.isAtTheEnd() ? "yes" : "";
      image.src = address;
    }, () => image.replaceWith(this.fileCard(label)));
    return message.mine ? figure : this.withSaveLink(this.withViewButton(figure, image), file);
  }

  fileCard(label) {
    const card = make("div", "file-card");
    card.append(icon("page"), make("span", "", label));
    return card;
  }

  withViewButton(figure, image) {
    const button = make("button", "enlarge");
    button.type = "button";
    button.append(icon("larger"), make("span", "", word("enlarge")));
    button.addEventListener("click", () => this.viewer.open(image.src, image.alt));
    image.addEventListener("error", () => button.remove());
    figure.append(button);
    return figure;
  }

  withSaveLink(figure, file) {
    this.addressOf(file).then((address) => {
      const link = make("a", "save");
      link.href = address;
      link.download = file.name || file.kind;
      link.append(icon("save"), make("span", "", word("save")));
      link.setAttribute("aria-label", `${word("save")} ${link.download}`);
      figure.append(link);
    }, () => undefined);
    return figure;
  }

  async addressOf(file) {
    if (!file.address) {
      file.address = URL.createObjectURL(file.blob || await this.fetchFile(file.id));
      this.addresses.push(file.address);
    }
    return file.address;
  }

  startDay(at, before) {
    const day = dayOf(at);
    if (day === this.day) return;
    this.day = day;
    this.log.insertBefore(make("p", "day", day), before || this.firstWaiting());
  }

  firstWaiting() {
    return this.log.querySelector(".bubble.waiting") || this.typing;
  }

  dropNotes() {
    this.log.querySelectorAll(".invite").forEach((one) => one.remove());
  }

  isAtTheEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_THE_END;
  }

  // A message taller than the screen is shown from its beginning.
  reveal(element) {
    const taller = element.offsetHeight > this.log.clientHeight;
    this.log.scrollTop = taller ? element.offsetTop - 12 : this.log.scrollHeight;
  }
}
