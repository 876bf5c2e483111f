// The link: the address holds every setting (address.js), so it can be copied, and scanned.

async function copyToClipboard(text, home) {
  try { await navigator.clipboard.writeText(text); }
  catch {
    const field = Object.assign(document.createElement("textarea"), {value: text, className: "lrl-hidden"});
    home.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

/** The address of this experiment. Community Cloud serves the app in a frame. */
const addressNow = () => saved?.link ?? location.href.replace("/~/+/", "/");

let saved = null;      // on a saved page: {link} of the run that it plays
function tellLinkOf(replay) { saved = replay; }

async function copyLink({root, parts, voice}) {
  await copyToClipboard(addressNow(), root);
  parts.copied.textContent = "Copied";
  voice.say("Link copied");
  setTimeout(() => { parts.copied.textContent = "Copy link"; }, 2000);
}

/** The address as a picture to scan, made by the server: shown when asked for, and made anew when the address changes. */
class Scan {
  constructor(home, ask) {
    Object.assign(this, {home, ask});
    home.addEventListener("click", () => this.toggle());
  }

  toggle() {
    if (saved) return;      // no server
    this.home.hidden = !this.home.hidden;
    this.show();
  }

  receive(scan) {
    this.scan = scan;
    this.show();
  }

  show() {
    if (this.home.hidden) return;
    const address = addressNow(), {link, rows} = this.scan ?? {};
    if (link !== address) {
      if (this.asked !== address) this.ask(address);
      this.asked = address;
    } else this.home.replaceChildren(...(rows.length ? [squaresOf(rows)] : [TOO_LONG]));
  }
}

const TOO_LONG = "This link is too long for a picture. Use Copy link.";

/** Rows of 0 and 1 as black squares on white. */
function squaresOf(rows) {
  const [svg, path] = ["svg", "path"].map(name => document.createElementNS("http://www.w3.org/2000/svg", name));
  svg.setAttribute("viewBox", `0 0 ${rows.length} ${rows.length}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "The link of this experiment as a QR code");
  path.setAttribute("d", rows.map((row, y) => [...row].map((bit, x) => bit === "1" ? `M${x} ${y}h1v1h-1z` : "").join("")).join(""));
  svg.append(path);
  return svg;
}
