// What the page remembers between two visits. A browser that forbids it still chats; it only forgets.

const PREFIX = "tuntas.";

export function read(key, otherwise) {
  try {
    const stored = localStorage.getItem(PREFIX + key);
    return stored === null ? otherwise : JSON.parse(stored);
  } catch (_) {
    return otherwise;
  }
}

export function write(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch (_) {
    // Full or forbidden: what is open stays in memory.
  }
}

// Unguessable: whoever knows an address reads its conversation, and nobody else may.
export function unguessable() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
