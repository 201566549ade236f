// The demo: who one can be, and the service's clock. Outside the demo none of this is shown.

import { make } from "./bubbles.js";
import { read, unguessable, write } from "./memory.js";
import { language, shortDay, word } from "./words.js";

const get = (id) => document.getElementById(id);

// The visitor's own unguessable addresses, oldest first; there is always one.
export function guests() {
  const known = read("guests", []);
  return known.length ? known : addGuest();
}

function addGuest() {
  const known = read("guests", []).concat(`guest-${unguessable()}`);
  write("guests", known);
  return known;
}

export class People {
  // `choose(person)` is told who the visitor wants to be.
  constructor(demo, choose) {
    this.samples = demo.people;
    this.choose = choose;
    this.own = guests();
    this.showToday(demo.today);
    get("people").hidden = false;
    get("to-people").hidden = false;
    get("clock").hidden = false;
    document.body.classList.add("demo");
    get("to-people").addEventListener("click", () => this.open());
    get("people").addEventListener("keydown", (event) => { if (event.key === "Escape") this.shut(); });
    document.querySelectorAll("[data-step]").forEach((button) => {
      button.addEventListener("click", () => this.moveClock(button));
    });
    this.draw();
  }

  // The person of the last visit, or null.
  remembered() {
    const address = read("person", null);
    return this.everyone().find((person) => person.address === address) || null;
  }

  everyone() {
    const own = this.own.map((address, place) => ({
      address,
      name: place ? `${word("newcomer")} ${place + 1}` : word("newcomer"),
      stage: word("newcomer_stage"),
    }));
    return own.concat(this.samples);
  }

  draw() {
    const list = get("people-list");
    list.textContent = "";
    this.everyone().forEach((person) => list.append(this.row(person, () => this.pick(person))));
    const another = { address: "", name: word("another"), stage: word("another_stage") };
    const row = this.row(another, () => this.pickAnother());
    row.firstChild.classList.add("another");
    list.append(row);
    this.mark();
    if (this.today) this.showToday(this.today);
  }

  row(person, press) {
    const row = make("li");
    const button = make("button", "person");
    button.type = "button";
    button.dataset.address = person.address;
    const face = make("span", "face", person.address.startsWith("guest-") || !person.address ? "+" : initials(person.name));
    face.setAttribute("aria-hidden", "true");
    const words = make("span", "person-words");
    words.append(make("span", "person-name", person.name), make("span", "person-stage", person.stage));
    button.append(face, words);
    button.addEventListener("click", press);
    row.append(button);
    return row;
  }

  pickAnother() {
    this.own = addGuest();
    const fresh = this.own[this.own.length - 1];
    this.draw();
    this.pick(this.everyone().find((person) => person.address === fresh));
  }

  pick(person) {
    this.current = person;
    write("person", person.address);
    this.mark();
    this.shut();
    this.choose(person);
  }

  mark() {
    const address = this.current ? this.current.address : null;
    document.querySelectorAll(".person").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.address === address));
    });
  }

  open() {
    document.body.dataset.view = "people";
    const chosen = document.querySelector(".person[aria-pressed=true]") || document.querySelector(".person");
    chosen.focus();
  }

  shut() {
    if (!this.current) return;
    document.body.dataset.view = "chat";
    toTyping();
  }

  showToday(iso) {
    this.today = iso;
    get("today").textContent = shortDay(iso);
    get("today").dateTime = iso;
  }

  async moveClock(button) {
    button.disabled = true;
    try {
      const answer = await fetch("/demo/clock", {
        method: "POST",
        headers: { "Content-Type": "application/json", "Accept-Language": language() },
        body: JSON.stringify({ step: button.dataset.step }),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      this.showToday((await answer.json()).today);
    } catch (_) {
      get("banner").textContent = word("clock_failed");
    }
    button.disabled = false;
    button.focus();
  }
}

// Where a finger points, the typing box would bring up the phone's keyboard unasked.
export function toTyping() {
  const byMouse = matchMedia("(pointer: fine)").matches;
  get(byMouse ? "text" : "log").focus({ preventScroll: true });
}

function initials(name) {
  return name.split(/\s+/).slice(0, 2).map((part) => part.charAt(0).toUpperCase()).join("");
}
