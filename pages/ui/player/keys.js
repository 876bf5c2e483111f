// Keys: Space plays and the arrows step, unless they belong to what has the focus. On the whole screen more keys do more.

const WRITES = "input:not([type=radio], [type=checkbox], [type=range], [inputmode=none], [readonly]), textarea:not([readonly]), "
  + "[contenteditable=true], [data-testid=stDataFrame]";      // in a table typing begins at once; a menu takes no text
const OPEN = "dialog, [role=dialog], [role=listbox], [role=menu], [role=combobox][aria-expanded=true], [aria-haspopup][aria-expanded=true]";
const SLIDES = "[role=slider], input[type=range]";      // it has no use for Space
const PRESSES = "button, a, summary, input, select, [role=button], [role=radio], [role=checkbox], [role=switch], [role=combobox], [role=tab]";
const MOVES = `${SLIDES}, select, input[type=radio], [role=radio], [role=combobox], [role=tab]`;
const MOVING = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

const WISHES = 20, FRESH_MS = 5000;      // how many are told again, and how long

let byKeyboard = false;          // whether the focus came by a key to where it is

/** Whether what has the focus keeps this key. After a click Space is the player's: nothing is pressed a second time. */
function keepsKey(target, key) {
  if (target.closest(`${WRITES}, ${OPEN}`)) return true;
  if (key === " ") return byKeyboard && target.closest(PRESSES) && !target.closest(SLIDES);
  return target.closest(MOVES) && !target.closest(".lrl-scrub");      // there an arrow is one epoch too
}

document.addEventListener("pointerdown", () => { byKeyboard = false; }, true);
document.addEventListener("keydown", ({key, target}) => {
  if (key === "Tab" || MOVING.includes(key) && target.closest?.(MOVES)) byKeyboard = true;
}, true);

/** What the keys do on the whole screen, in words. */
function keysInWords({turns, sample}) {
  const words = ["Space: play", "← →: one step", turns && `↑ ↓: ${turns}`, sample && "N: new sample", !saved && "Q: link as a picture", "Esc: leave"];
  return words.filter(Boolean).join(" · ");
}

/** The keys of one player. They are taken on their way down, before a button or a widget sees them. */
class Keys {
  constructor(player) {
    const acts = {" ": () => player.toggle(), ArrowLeft: () => player.step(-1), ArrowRight: () => player.step(1)};
    const wish = (name, of) => () => { if (player.wishes[of]) this.wish(player, name); };
    const more = {ArrowUp: wish("more", "turns"), ArrowDown: wish("less", "turns"), n: wish("sample", "sample"), q: () => player.scan.toggle()};
    this.down = e => {
      if (e.key === "Escape" && player.stage.leaves()) return;
      if (player.stage.presenting && !(e.key in MOVES_BY && e.target.closest?.(".lrl-handle, .lrl-hands")) && this.act(e, more[e.key] ?? more[e.key.toLowerCase()])) return;
      const ours = e.key in acts && !e.altKey && !e.ctrlKey && !e.metaKey && player.isInUse && !keepsKey(e.target, e.key);
      this.held = ours ? e.key : null;
      if (!ours) return;
      this.take(e);
      if (!(e.repeat && e.key === " ")) acts[e.key]();
    };
    this.up = e => { if (e.key === this.held) this.take(e); };      // a button would be pressed by its end
    document.addEventListener("keydown", this.down, true);
    document.addEventListener("keyup", this.up, true);
  }

  /** Keys may be faster than answers: the last ones are told together, each with its time, and the server grants each once. */
  wish(player, name) {
    const now = performance.timeOrigin + performance.now();
    this.wished = [...(this.wished ?? []), [now, name]].filter(([when]) => now - when < FRESH_MS).slice(-WISHES);
    player.tell("wish", this.wished);
  }

  /** On the whole screen nothing else wants a key. */
  act(e, does) {
    if (!does || e.altKey || e.ctrlKey || e.metaKey) return false;
    this.take(e);
    if (!e.repeat || e.key.startsWith("Arrow")) does();
    return true;
  }

  take(e) { e.preventDefault(); e.stopPropagation(); }

  drop() {
    document.removeEventListener("keydown", this.down, true);
    document.removeEventListener("keyup", this.up, true);
  }
}
