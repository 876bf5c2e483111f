// The panel: the player's own elements, the transport bar and the readouts. All that is told is set as text, never as markup.

/** An element with attributes and children. What is no node becomes text, so nothing told is ever read as markup. */
function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const key in attributes) node.setAttribute(key, attributes[key]);
  node.append(...children);
  return node;
}

/** A button with a sign and a name. */
function signButton(sign, label, act) {
  const node = element("button", {type: "button", class: "lrl-sign", "aria-label": label, title: label}, sign);
  node.addEventListener("click", act);
  return node;
}

// ---- markup

const icon = path => `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
const ICONS = {
  play: icon("M7 4.5v15l12.5-7.5z"), pause: icon("M6.5 4.5h4v15h-4zM13.5 4.5h4v15h-4z"),
  reset: icon("M5 5h2.5v14H5zM20 5v14L9 12z"), back: icon("M20 10.5h-9v3h9zM4 12l8-6.5v13z"),
  forward: icon("M4 10.5h9v3H4zM20 12l-8-6.5v13z"),
  present: icon("M4 9V4h5v2H6v3zM15 4h5v5h-2V6h-3zM4 15h2v3h3v2H4zM18 15h2v5h-5v-2h3z"),
  scan: icon("M3 3h7v7H3zM5 5v3h3V5zM14 3h7v7h-7zM16 5v3h3V5zM3 14h7v7H3zM5 16v3h3v-3zM14 14h3v3h-3zM18 18h3v3h-3zM18 13h3v3h-3zM13 19h3v2h-3z"),
  save: icon("M11 3h2v8h3.5L12 16 7.5 11H11zM4 18h16v2.5H4z"), copy: icon("M9 3h11v13H9zM11 5v9h7V5zM4 8h3v2H6v9h7v-1h2v3H4z"), more: icon("M4 10h4v4H4zM10 10h4v4h-4zM16 10h4v4h-4z"),
};

const button = (name, label, text, title = label) => `<button type="button" data-do="${name}" aria-label="${label}" title="${title}">${ICONS[name]}` +
  `<span>${text}</span></button>`;

// The head is seen on a projector only. What stands in lrl-more is in the bar, and on a narrow screen behind ⋯.
const MARKUP = `
  <div class="lrl-head"><b class="lrl-title"></b> <span class="lrl-setting"></span> <b class="lrl-clock"></b></div>
  <section class="lrl-asked" aria-label="Ask the class" hidden></section>
  <div class="lrl-bar" role="toolbar" aria-label="Player">
    <button type="button" class="lrl-train"></button>
    <span class="lrl-group">
      ${button("back", "One step back", "", "One step back (←)")}
      ${button("forward", "One step forward", "", "One step forward (→)")}
    </span>
    <label class="lrl-time"><span class="lrl-epoch"></span>
      <input class="lrl-scrub" type="range" min="0" step="1" aria-label="Epoch"></label>
    <button type="button" class="lrl-menu" aria-label="More" title="More" aria-expanded="false">${ICONS.more}</button>
    <div class="lrl-more">
      ${button("reset", "Back to the start", "Back to the start")}
      <label class="lrl-pace"><span class="lrl-rate"></span>
        <input class="lrl-speed" type="range" min="-4" max="4" step="0.25" value="0" aria-label="Speed"></label>
      ${button("copy", "Copy link", "Copy link", "Copy a link to this experiment")}
      <div class="lrl-saving">
        <button type="button" class="lrl-save" aria-haspopup="menu" aria-expanded="false" title="Save this run as a file">${ICONS.save}<span>Save</span></button>
        <div class="lrl-files" role="menu" aria-label="Save this run" hidden></div>
      </div>
      ${button("scan", "Link as a picture", "Link as a picture", "Link as a picture, to scan (Q)")}
      ${button("present", "Present", "Fill the screen", "Fill the screen, for a projector")}
    </div>
  </div>
  <p class="lrl-unanswered" hidden></p>
  <dl class="lrl-readouts"></dl>
  <div class="lrl-charts"></div>
  <p class="lrl-keys"></p>
  <button type="button" class="lrl-reveal" hidden></button>
  <section class="lrl-story" aria-label="What happened" tabindex="-1" hidden></section>
  <p class="lrl-note"></p>
  <div class="lrl-scan" hidden></div>
  <div class="lrl-hidden" role="status"></div>`;

const PARTS = {status: '[role="status"]', copied: '[data-do="copy"] span', train: ".lrl-train", epoch: ".lrl-epoch", scrub: ".lrl-scrub",
  rate: ".lrl-rate", speed: ".lrl-speed", unanswered: ".lrl-unanswered", readouts: ".lrl-readouts", charts: ".lrl-charts",
  reveal: ".lrl-reveal", story: ".lrl-story", note: ".lrl-note", menu: ".lrl-menu", title: ".lrl-title", setting: ".lrl-setting",
  clock: ".lrl-clock", asked: ".lrl-asked", keys: ".lrl-keys", scan: ".lrl-scan"};

// ---- readouts: labels, and texts with numbers in them that follow the run

const DASHES = {solid: "", dash: "8 5", dashdot: "8 4 2 4", longdash: "13 5", dot: "3 4", longdashdot: "13 4 2 4"};

/** A piece of a line in this look. */
function swatch({color, dash}) {
  const [svg, line] = ["svg", "line"].map(name => document.createElementNS("http://www.w3.org/2000/svg", name));
  const set = (node, attributes) => Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  set(svg, {width: 34, height: 10, "aria-hidden": "true"});
  set(line, {x1: 0, y1: 5, x2: 34, y2: 5, stroke: color, "stroke-width": 4, "stroke-dasharray": DASHES[dash] ?? ""});
  svg.append(line);
  return svg;
}

class Readouts {
  constructor(home) {
    this.home = home;
    this.numbers = [];       // {span, readout, name, signed}
  }

  /** Each number is as wide as the widest value it will have, so that nothing trembles. */
  receive({readouts, series}) {
    const shape = JSON.stringify(readouts);
    if (shape !== this.shape) {
      this.shape = shape;
      this.numbers = [];
      this.home.replaceChildren(...readouts.map(readout => this.box(readout)));
    }
    this.series = series;
    for (const {span, value, signed} of this.numbers)
      if (!value.words) span.style.minWidth = `${widest(value, signed, series)}ch`;
    this.fit();
  }

  /** An equation is never cut off: its letters become smaller until it fits. */
  fit() {
    for (const line of this.home.querySelectorAll(".lrl-wide dd:not(.lrl-sub)")) {
      line.style.setProperty("--lrl-shrink", 1);
      const room = line.clientWidth, needed = line.scrollWidth;
      if (room && needed > room) line.style.setProperty("--lrl-shrink", Math.max(0.5, room / needed - 0.01));
    }
  }

  /** The equation and the numbers of now, for those who listen. */
  spoken() {
    return [...this.home.children].map(box => `${box.querySelector("dt").textContent}: ${box.querySelector("dd").textContent}`).join("; ");
  }

  box({label, text, sub, wide, look, values}) {
    const name = look ? [swatch(look), " ", element("b", {}, label)] : [label];
    const value = element("dd", {}, element("span", wide && look ? {style: `color: ${look.color}`} : {}, ...this.cells(text, values)));
    const below = sub ? [element("dd", {class: "lrl-sub"}, ...this.cells(sub, values))] : [];
    return element("div", {class: wide ? "lrl-wide" : ""}, element("dt", {}, ...name), value, ...below);
  }

  cells(text, values) {
    return partsOf(text).map(part => {
      if (typeof part === "string") return part;
      const span = element("span", {class: "lrl-number"});
      this.numbers.push({span, value: values[part.name], signed: part.signed});
      return span;
    });
  }

  write(t) {
    for (const {span, value, signed} of this.numbers)
      span.textContent = value.words ? wordsAt(value.words, this.series.epoch[t]) : format(cellAt(value.cell, t, this.series), value, signed);
  }
}

// ---- the story of a run, shown when the run has shown it: told in text with **bold** words and [[terms]] of the glossary

/** The nodes of such a text. A term carries its sentence. */
function prose(text, glossary) {
  return spansOf(text).map(span => typeof span === "string" ? span
    : span.bold !== undefined ? element("strong", {}, span.bold)
    : element("abbr", {title: glossary[span.term] ?? ""}, span.shown));
}

function storyOf({ending, story}) {
  const {headline, evidence, more, why, glossary} = story ?? {headline: "", evidence: "", more: [], why: [], glossary: {}};
  const line = (name, text, cls) => text ? [element(name, {class: cls}, ...prose(text, glossary))] : [];
  const paragraphs = texts => texts.flatMap(text => line("p", text, "lrl-line"));
  return [...line("p", ending, "lrl-ending"), ...line("h2", headline, "lrl-headline"), ...line("p", evidence, "lrl-line"), ...paragraphs(more),
    ...(why.length ? [element("details", {}, element("summary", {}, "Why?"), ...paragraphs(why))] : [])];
}

// ---- the voice: what a screen reader hears of a run, at its start, at each quarter and at its end, never at every frame

class Voice {
  constructor(home) {
    this.home = home;
    this.quarter = 0;
  }

  say(text) { this.home.textContent = text; }

  /** share: of the run that has been played. now: tells epoch and numbers. */
  begin(share, now) {
    this.quarter = Math.floor(4 * share);
    this.say(`Started. ${now()}`);
  }

  onTheWay(share, now) {
    const quarter = Math.floor(4 * share);
    if (quarter > this.quarter && quarter < 4) this.say(now());
    this.quarter = quarter;
  }
}
