// The line to the service: one WebSocket, and a queue of what has not been taken yet.
// A message leaves the queue only when the service says it has it; until then it is sent again after each
// reconnection, under the same id, which the service takes once. The protocol is described in bot/web/chat.py.

import { read, unguessable, write } from "./memory.js";

const PATIENCE = 15000;
const PULSE = 25000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15000;

export class Line {
  // `on` hears: state(open), limit(bytes), messages(list), settled(id), refused(id).
  constructor(address, language, on) {
    this.address = address;
    this.language = language;
    this.on = on;
    this.after = 0;
    this.wait = FIRST_WAIT;
    this.files = new Map();
    const kept = read(this.shelf(), []);
    this.queue = kept.filter((entry) => !entry.file);
    this.lostFiles = kept.length - this.queue.length;
    kept.filter((entry) => entry.file).forEach((entry) => this.forget(entry.id));
    this.hurry = () => { this.wait = FIRST_WAIT; this.connect(); };
    this.hangUp = () => this.cut();
    window.addEventListener("online", this.hurry);
    window.addEventListener("offline", this.hangUp);
    this.connect();
  }

  close() {
    this.closed = true;
    window.removeEventListener("online", this.hurry);
    window.removeEventListener("offline", this.hangUp);
    clearTimeout(this.retry);
    this.cut();
  }

  // From the beginning once more, say in another language; what is queued stays queued.
  restart(language) {
    this.language = language;
    this.after = 0;
    this.cut();
    this.hurry();
  }

  // Queues a message and returns it; a file is kept beside the queue, in memory only.
  send(content, file) {
    const entry = { id: unguessable(), at: Date.now(), ...content };
    if (file) {
      entry.file = true;
      this.files.set(entry.id, file);
    }
    this.queue.push(entry);
    write(this.shelf(), read(this.shelf(), []).concat(entry));
    this.pump();
    return entry;
  }

  connect() {
    clearTimeout(this.retry);
    if (this.closed || this.socket) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/chat`);
    this.socket = socket;
    socket.onopen = () => this.say({
      type: "hello", address: this.address, after: this.after, language: this.language,
    });
    socket.onmessage = (event) => this.hear(JSON.parse(event.data));
    socket.onclose = () => this.lost();
  }

  // A socket without a signal may take minutes to notice that it is closed: it is not waited for.
  cut() {
    if (!this.socket) return;
    this.socket.onclose = null;
    this.socket.onmessage = null;
    this.socket.close();
    this.lost();
  }

  lost() {
    this.socket = null;
    this.ready = false;
    this.stopWaiting();
    clearTimeout(this.silence);
    clearInterval(this.pulse);
    if (this.closed) return;
    this.on.state(false);
    // Spread out, so that a restarted service does not meet every page in the same instant.
    this.retry = setTimeout(() => this.connect(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  hear(frame) {
    if (this.closed) return;
    clearTimeout(this.silence);
    if (frame.type === "welcome") this.welcomed(frame);
    if (frame.type === "messages") this.read(frame.messages);
    if (frame.type === "taken") this.settle(frame.id);
    if (frame.type === "refused") this.refuse(frame.id);
  }

  welcomed(frame) {
    this.ready = true;
    this.wait = FIRST_WAIT;
    this.pulse = setInterval(() => this.feel(), PULSE);
    this.on.limit(frame.upload_limit);
    this.on.state(true);
    this.pump();
  }

  // A phone may lose its signal without a word; only an answer proves the line.
  feel() {
    this.say({ type: "ping" });
    this.silence = setTimeout(this.hangUp, PATIENCE);
  }

  read(messages) {
    messages.forEach((message) => { this.after = Math.max(this.after, message.id); });
    this.on.messages(messages);
    messages.filter((message) => message.mine).forEach((message) => this.settle(message.key));
  }

  pump() {
    if (!this.ready || this.under_way || !this.queue.length) return;
    const entry = this.queue[0];
    this.under_way = entry.id;
    if (entry.file) {
      this.upload(entry);
      return;
    }
    this.patience = setTimeout(this.hangUp, PATIENCE);
    this.say({ type: "message", ...entry });
  }

  async upload(entry) {
    this.abort = new AbortController();
    let status = 0;
    try {
      const answer = await fetch("/chat/files", {
        method: "POST",
        body: this.files.get(entry.id),
        headers: { "X-Tuntas-Address": this.address, "X-Tuntas-Message": entry.id },
        signal: this.abort.signal,
      });
      status = answer.status;
    } catch (_) {
      // No signal: it stays in the queue.
    }
    if (this.under_way !== entry.id) return;
    if (status === 200) this.settle(entry.id);
    else if (status >= 400 && status < 500) this.refuse(entry.id);
    else this.hangUp();
  }

  settle(id) {
    if (this.take(id)) this.on.settled(id);
  }

  refuse(id) {
    if (this.take(id)) this.on.refused(id);
  }

  take(id) {
    const place = this.queue.findIndex((entry) => entry.id === id);
    if (place < 0) return false;
    this.queue.splice(place, 1);
    this.files.delete(id);
    this.forget(id);
    if (this.under_way === id) this.stopWaiting();
    this.pump();
    return true;
  }

  stopWaiting() {
    this.under_way = null;
    clearTimeout(this.patience);
    if (this.abort) this.abort.abort();
    this.abort = null;
  }

  // Through what is stored now, not through this page's memory: another page may be open beside it.
  forget(id) {
    write(this.shelf(), read(this.shelf(), []).filter((entry) => entry.id !== id));
  }

  shelf() {
    return `unsent.${this.address}`;
  }

  say(frame) {
    if (this.socket && this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }
}
