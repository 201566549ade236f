// A picture as wide as the window, so that a paper can be read, until it is closed or taken back.

export class Viewer {
  constructor(dialog) {
    this.dialog = dialog;
    this.image = dialog.querySelector("img");
    dialog.addEventListener("click", (event) => { if (event.target !== this.image) dialog.close(); });
    dialog.addEventListener("close", () => this.image.removeAttribute("src"));
  }

  open(address, alt) {
    this.image.src = address;
    this.image.alt = alt;
    this.dialog.showModal();
  }

  takeBack(address) {
    if (this.dialog.open && this.image.src === address) this.dialog.close();
  }
}
