// Save: a menu of files. Pictures and the page that replays the run are made here; what only Python can write it builds when
// Streamlit's own button is pressed, which stands unseen on the page (take_home/downloads.py). None of it runs the page again.

const ENTRIES = {      // in their order: what they are called, and what one gets
  replay: ["Replay page", "plays without internet"], script: ["Script", "Python with NumPy only"], notebook: ["Notebook", "for Jupyter and Colab"],
  worksheet: ["Worksheet", "one step by hand, on paper"],
  run: ["Run as CSV", "every epoch"], data: ["Data as CSV", "the points"], pictures: ["Pictures", "PNG and SVG, light"],
};
const NOT_SAVED = "This file could not be made. Check the connection, then press Save again.";

function download(name, parts, type) {
  const address = URL.createObjectURL(new Blob(parts, {type})), link = element("a", {href: address, download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Press Streamlit's own button of a file: it is dead while the server writes, and a sentence beside it says that it failed. */
function press(home) {
  return new Promise((saved, failed) => {
    if (home.querySelector("button").disabled) throw new Error("no connection");
    let began = false;
    const look = new MutationObserver(() => {
      const {disabled} = home.querySelector("button"), said = home.querySelector('[data-testid="stDownloadButtonError"]');
      began ||= disabled;
      if (!said && (disabled || !began)) return;
      look.disconnect();
      if (said) failed(new Error(said.textContent)); else saved();
    });
    look.observe(home, {subtree: true, childList: true, attributes: true});
    home.querySelector("button").click();
  });
}

class Save {
  constructor(player) {
    this.player = player;
    this.making = new Set();       // files that are under way
    this.opener = player.root.querySelector(".lrl-save");
    this.list = player.root.querySelector(".lrl-files");
    this.opener.addEventListener("click", () => this.show(!this.open));
    this.list.addEventListener("keydown", e => this.move(e));
    this.leave = e => { if (this.open && e.key === "Escape") { e.stopImmediatePropagation(); this.show(false); this.opener.focus(); } };
    this.outside = e => { if (this.open && !e.target.closest?.(".lrl-saving")) this.show(false); };
    document.addEventListener("keydown", this.leave, true);
    document.addEventListener("pointerdown", this.outside);
  }

  get open() { return !this.list.hidden; }
  get entries() { return [...this.list.children]; }

  /** files: {name, kinds, settings} of what Python can write. replay: {link, name, settings} on a saved page. */
  receive(files, replay) {
    const {root} = this.player, page = location.pathname.split("/").pop().replaceAll("_", "-") || "train";
    this.about = replay ?? files ?? {name: `linear-regression-${page}`};
    if (replay) tellLinkOf(replay);
    root.classList.toggle("lrl-replays", Boolean(replay));
    const kinds = replay ? ["pictures"] : ["replay", ...files?.kinds ?? [], "pictures"];
    if (kinds.join() === this.kinds?.join()) return;
    this.kinds = kinds;
    this.list.replaceChildren(...Object.keys(ENTRIES).filter(kind => kinds.includes(kind)).map(kind => this.entry(kind)));
  }

  entry(kind) {
    const [name, gives] = ENTRIES[kind];
    const node = element("button", {type: "button", role: "menuitem", tabindex: "-1", "data-file": kind}, element("b", {}, name), element("span", {}, gives));
    node.addEventListener("click", () => this.save(kind));
    return node;
  }

  show(open) {
    this.list.hidden = !open;
    this.opener.setAttribute("aria-expanded", open);
    if (open) this.entries[0].focus();
  }

  /** Keys go through the menu, from its end to its start too. */
  move(e) {
    const {entries} = this, i = entries.indexOf(document.activeElement), last = entries.length - 1;
    const to = {ArrowDown: i === last ? 0 : i + 1, ArrowUp: i > 0 ? i - 1 : last, Home: 0, End: last}[e.key];
    if (e.key === "Tab") this.show(false);
    if (to === undefined) return;
    e.preventDefault();
    e.stopPropagation();
    entries[to].focus();
  }

  async save(kind) {
    const {player, about: {name}} = this;
    this.show(false);
    player.stage.menu(false);
    this.opener.focus();
    if (this.making.has(kind)) return;
    this.making.add(kind);
    try {
      if (kind === "replay") download(`${name}-replay.html`, await replayPage(player, this.about), "text/html");
      else if (kind === "pictures") download(`${name}-pictures.zip`, zipOf(await picturesOf(player.charts, player.moment)), "application/zip");
      else await press(document.querySelector(`.st-key-lrl-save-${kind}`));
      player.voice.say(`${ENTRIES[kind][0]}: saved`);
    } catch (reason) {
      console.error(reason);
      player.warn(NOT_SAVED);
    } finally {
      this.making.delete(kind);
    }
  }

  drop() {
    document.removeEventListener("keydown", this.leave, true);
    document.removeEventListener("pointerdown", this.outside);
  }
}
