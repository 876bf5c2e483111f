// The player owns time, and nothing else: it plays recorded steps on its own Plotly charts.
// Python sends one payload per change of settings (see player.py); pressing Train never asks the server.

const DRAW = {mode: "immediate", frame: {duration: 0, redraw: false}, transition: {duration: 0}};
const CONFIG = {displaylogo: false, responsive: false, scrollZoom: false, doubleClick: "reset",
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"]};
const REPLACES = 0.02;     // a rate changed again within 2 % of the run replaces the last change
const RESUME_MS = 1500;    // a player mounted anew this soon goes on playing
const SETTLE_MS = 500;     // Plotly may still write to a chart this long after its last animation
const LOG_START = 5;       // in "log" time the speed is proportional to the epoch plus this
const SLOW_MS = 22;        // when frames take longer than this, charts take turns
const ANSWER_MS = 1500;    // how long time stands still for the server's new tail
const FRAME_MS = 35;       // two frames: a drawing that takes no longer need not rest
const SCENE_REST = 2;      // a slow drawing in three dimensions rests this many times as long as it took
const ROLL_MS = 5000;      // a click on a chart plays the new run that comes this soon

const memory = new Map();        // run id -> where it stood when last seen
const players = new WeakMap();   // parentElement -> its one player
let lastUsed = null;             // of several players on a page the keys move this one, or the first

export default function ({data, parentElement, setTriggerValue}) {
  let player = players.get(parentElement);
  if (!player) players.set(parentElement, (player = new Player(parentElement)));
  player.receive(JSON.parse(new TextDecoder().decode(data)), setTriggerValue);
  return () => { players.delete(parentElement); player.destroy(); };
}

// ---- values: a cell is a number, a gap, the name of a series, or a sum such as {b: 1, w: 12.5, "": 3}

function cellAt(cell, t, series) {
  if (cell === null || typeof cell === "number") return cell;
  if (typeof cell === "string") return series[cell][t];
  if (Array.isArray(cell)) return cell.map(c => cellAt(c, t, series));
  let sum = 0;
  for (const name in cell) sum += name === "" ? cell[name] : cell[name] * series[name][t];
  return sum;
}

const prefix = (cell, t, series) => Array.from({length: t + 1}, (_, i) => cellAt(cell, i, series));
const growing = (cell, t, series) => Array.isArray(cell) ? cell.flatMap(c => [...growing(c, t, series), null])
  : typeof cell === "string" ? series[cell].slice(0, t + 1) : prefix(cell, t, series);

/** The last recorded column at or before this epoch. */
function columnOf(epochs, epoch) {
  let low = 0, high = epochs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (epochs[middle] <= epoch) low = middle; else high = middle - 1;
  }
  return low;
}

/** The history of rates once `rate` is asked for at `epoch`: [[epoch, rate], …]. */
function changedHistory(history, epoch, rate, epochs) {
  const [lastEpoch] = history[history.length - 1];
  const replaces = epoch - lastEpoch < REPLACES * epochs;
  return [...(replaces ? history.slice(0, -1) : history), [replaces ? lastEpoch : epoch, rate]];
}

// ---- numbers in words

const formats = new Map();
function fixed(value, decimals) {
  if (!formats.has(decimals))
    formats.set(decimals, new Intl.NumberFormat("en-US", {minimumFractionDigits: decimals, maximumFractionDigits: decimals}));
  return formats.get(decimals).format(value);
}

const SUPERSCRIPT = {"-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹"};
function power(value, decimals) {
  const [mantissa, exponent] = value.toExponential(decimals).split("e");
  return `${mantissa} × 10${[...String(Number(exponent))].map(c => SUPERSCRIPT[c]).join("")}`;
}

function format(value, {decimals = 2, scientific = false, prefix = ""}, signed) {
  const size = Math.abs(value);
  const zero = size < 0.5 * 10 ** -decimals;
  const text = (scientific && size > 0) || size >= 1e9 ? power(size, scientific ? decimals : 2) : fixed(zero ? 0 : size, decimals);
  const minus = value < 0 && !(zero && !scientific);
  return `${minus ? "−" : signed ? "+" : ""}${signed ? " " : ""}${prefix}${text}`;
}

/** Of [[epoch, text], …] the last one begun. */
const wordsAt = (words, epoch) => words.reduce((text, [from, next]) => from <= epoch ? next : text, "");

const isDark = rgb => rgb.match(/[\d.]+/g).slice(0, 3).reduce((sum, c) => sum + Number(c), 0) < 3 * 128;

// ---- true squares: a side in x measures as many pixels as the residual does in y

function squares(div, track, t, series) {
  const {xaxis, yaxis} = div._fullLayout;
  const pixels = axis => axis._length / Math.abs(axis.range[1] - axis.range[0]);
  const widthPerHeight = pixels(yaxis) / pixels(xaxis);
  const end = Math.max(...xaxis.range);
  const x = [], y = [];
  track.x.forEach((at, i) => {
    const from = cellAt(track.y[i], t, series), to = cellAt(track.to[i], t, series);
    const side = Math.abs(to - from) * widthPerHeight;
    const edge = at + side <= end ? at + side : at - side;
    const [left, right] = [Math.min(at, edge), Math.max(at, edge)], [low, high] = [Math.min(from, to), Math.max(from, to)];
    x.push(left, right, right, left, left, null);      // all the same way round, or overlaps would cancel in the filling
    y.push(low, low, high, high, low, null);
  });
  return {x, y};
}

const AXES = ["x", "y", "z", "to"];
const looks = (track, t, series) => JSON.stringify(AXES.map(axis => axis in track ? cellAt(track[axis], t, series) : null));

/** Whether a track looks the same at two columns; one that grows must not have moved between them either. */
function unmoved(track, from, to, series) {
  const step = track.kind === "grow" ? Math.sign(to - from) : to - from;
  for (let t = from; t !== to; t += step) if (looks(track, t, series) !== looks(track, t + step, series)) return false;
  return true;
}

/** What a trace shows at column t. */
function drawn(div, track, t, series) {
  if (track.kind === "squares") return squares(div, track, t, series);
  const read = track.kind === "grow" ? growing : cellAt;
  const out = {};
  for (const axis of ["x", "y", "z"]) if (axis in track) out[axis] = read(track[axis], t, series);
  return out;
}

// ---- markup

const icon = path => `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
const ICONS = {
  play: icon("M7 4.5v15l12.5-7.5z"), pause: icon("M6.5 4.5h4v15h-4zM13.5 4.5h4v15h-4z"),
  start: icon("M5 5h2.5v14H5zM20 5v14L9 12z"), back: icon("M20 10.5h-9v3h9zM4 12l8-6.5v13z"),
  forward: icon("M4 10.5h9v3H4zM20 12l-8-6.5v13z"),
  present: icon("M4 9V4h5v2H6v3zM15 4h5v5h-2V6h-3zM4 15h2v3h3v2H4zM18 15h2v5h-5v-2h3z"),
  link: icon("M9 3h11v13H9zM11 5v9h7V5zM4 8h3v2H6v9h7v-1h2v3H4z"),
};

const MARKUP = `
  <div class="lrl-bar" role="toolbar" aria-label="Player">
    <button type="button" class="lrl-train"></button>
    <span class="lrl-group">
      <button type="button" data-do="reset" aria-label="Back to the start" title="Back to the start">${ICONS.start}</button>
      <button type="button" data-do="back" aria-label="One step back" title="One step back (←)">${ICONS.back}</button>
      <button type="button" data-do="forward" aria-label="One step forward" title="One step forward (→)">${ICONS.forward}</button>
    </span>
    <label class="lrl-time"><output class="lrl-epoch"></output>
      <input class="lrl-scrub" type="range" min="0" step="1" aria-label="Epoch"></label>
    <label class="lrl-pace"><output class="lrl-rate"></output>
      <input class="lrl-speed" type="range" min="-4" max="4" step="0.25" value="0" aria-label="Speed"></label>
    <span class="lrl-group">
      <button type="button" data-do="copy" title="Copy a link to this experiment">${ICONS.link}<span>Copy link</span></button>
      <button type="button" data-do="present" aria-label="Present" title="Fill the screen, for a projector">${ICONS.present}</button>
    </span>
  </div>
  <dl class="lrl-readouts"></dl>
  <div class="lrl-charts"></div>
  <p class="lrl-ending" hidden></p>
  <p class="lrl-note"></p>
  <div class="lrl-hidden" role="status"></div>`;

/** An element with attributes and children; what is not a node becomes text, so nothing that is told is ever read as markup. */
function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const key in attributes) node.setAttribute(key, attributes[key]);
  node.append(...children);
  return node;
}

/** A text cut at its {names} of numbers: strings, and {name, signed}. */
const parts = text => text.split(/(\{\+?\w+\})/).filter(Boolean).map(part => {
  const token = part.match(/^\{(\+?)(\w+)\}$/);
  return token ? {name: token[2], signed: token[1] === "+"} : part;
});

const DASHES = {solid: "", dash: "8 5", dashdot: "8 4 2 4", longdash: "13 5", dot: "3 4", longdashdot: "13 4 2 4"};

/** A piece of a line in this look. */
function swatch({color, dash}) {
  const [svg, line] = ["svg", "line"].map(name => document.createElementNS("http://www.w3.org/2000/svg", name));
  const set = (node, attributes) => Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  set(svg, {width: 34, height: 10, "aria-hidden": "true"});
  set(line, {x1: 0, y1: 5, x2: 34, y2: 5, stroke: color, "stroke-width": 4, "stroke-dasharray": DASHES[dash]});
  svg.append(line);
  return svg;
}

function readoutBox({label, text, sub, wide, look}, i) {
  const cells = text => parts(text).map(part => typeof part === "string" ? part
    : element("span", {class: "lrl-number", "data-readout": i, "data-name": part.name, "data-sign": part.signed ? "+" : ""}));
  const name = look ? [swatch(look), " ", element("b", {}, label)] : [label];
  const value = element("dd", wide && look ? {style: `color: ${look.color}`} : {}, ...cells(text));
  return element("div", {class: wide ? "lrl-wide" : ""}, element("dt", {}, ...name), value,
    ...(sub ? [element("dd", {class: "lrl-sub"}, ...cells(sub))] : []));
}

class Player {
  constructor(parent) {
    this.root = document.createElement("section");
    this.root.className = "lrl-player";
    this.root.setAttribute("aria-label", "Training player");
    this.root.innerHTML = MARKUP;
    parent.querySelectorAll(":scope > .lrl-player").forEach(old => old.remove());
    parent.append(this.root);
    this.parent = parent;
    this.find = selector => this.root.querySelector(selector);
    this.charts = new Map();       // name -> {div, figure, tracks}
    this.data = null;
    this.epoch = 0;
    this.column = -1;
    this.playing = false;
    this.waitingSince = 0;
    this.reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.listen();
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.find(".lrl-charts"));
    this.tick = this.tick.bind(this);
    this.frame = requestAnimationFrame(this.tick);
    this.waitForPlotly();
  }

  // ---- what the learner does

  listen() {
    const acts = {reset: () => this.reset(), back: () => this.step(-1), forward: () => this.step(1),
      copy: () => this.copyLink(), present: () => this.present()};
    this.root.querySelectorAll("[data-do]").forEach(b => b.addEventListener("click", acts[b.dataset.do]));
    this.find(".lrl-train").addEventListener("click", () => this.toggle());
    this.find(".lrl-scrub").addEventListener("input", e => { this.pause(); this.goTo(Number(e.target.value)); });
    this.find(".lrl-speed").addEventListener("input", () => this.label());
    for (const use of ["pointerdown", "focusin"]) this.root.addEventListener(use, () => { lastUsed = this.root; });
    this.keys = e => this.onKey(e);
    document.addEventListener("keydown", this.keys);
    this.full = () => { this.root.classList.toggle("lrl-presenting", document.fullscreenElement === this.root); this.redraw(); };
    document.addEventListener("fullscreenchange", this.full);
  }

  onKey(e) {
    if (e.key === "Escape" && this.root.classList.contains("lrl-presenting")) return this.present();
    const control = "input, textarea, select, button, a, summary, [role=slider], [role=combobox], [role=dialog], [contenteditable=true]";
    if (e.defaultPrevented || e.altKey || e.ctrlKey || e.metaKey || e.target.closest?.(control)) return;
    if ((lastUsed?.isConnected ? lastUsed : document.querySelector(".lrl-player")) !== this.root) return;
    const act = {" ": () => this.toggle(), ArrowLeft: () => this.step(-1), ArrowRight: () => this.step(1)}[e.key];
    if (act) { e.preventDefault(); act(); }
  }

  toggle() { if (this.playing) this.pause(); else this.play(); }

  play() {
    if (!this.data) return;
    if (this.epoch >= this.last) this.goTo(0);
    this.playing = true;
    this.then = performance.now();
    const {epoch} = this.data.series;
    this.goTo(epoch[Math.min(epoch.length - 1, columnOf(epoch, this.epoch) + 1)]);    // the first move is seen at once, however slow the run
    this.label();
  }

  pause() { this.playing = false; this.remember(); this.label(); }
  reset() { this.pause(); this.goTo(0); }
  step(by) { this.pause(); this.goTo(this.neighbour(by)); }

  /** The next recorded epoch in this direction, past the fractions on the way to it. */
  neighbour(by) {
    const {epoch} = this.data.series;
    let i = columnOf(epoch, this.epoch) + by;
    while (i > 0 && i < epoch.length - 1 && !Number.isInteger(epoch[i])) i += by;
    return epoch[Math.min(epoch.length - 1, Math.max(0, i))];
  }

  goTo(epoch) { this.epoch = Math.min(this.last, Math.max(0, epoch)); this.show(); }

  async copyLink() {
    const url = location.href.replace("/~/+/", "/");     // Community Cloud serves the app in a frame
    try { await navigator.clipboard.writeText(url); }
    catch {
      const field = Object.assign(document.createElement("textarea"), {value: url, className: "lrl-hidden"});
      this.root.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    const label = this.find('[data-do="copy"] span');
    label.textContent = "Copied";
    this.say("Link copied");
    setTimeout(() => { label.textContent = "Copy link"; }, 2000);
  }

  present() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (this.root.classList.contains("lrl-presenting")) this.overlay();
    else if (this.root.requestFullscreen) this.root.requestFullscreen().catch(() => this.overlay());
    else this.overlay();
  }

  overlay() { this.root.classList.toggle("lrl-presenting"); this.redraw(); }

  say(text) { this.find('[role="status"]').textContent = text; }

  // ---- what Python sends

  get last() { return this.data ? this.data.series.epoch[this.data.series.epoch.length - 1] : 0; }

  receive(data, setTriggerValue) {
    this.tell = setTriggerValue;
    const known = this.data?.run === data.run ? {history: this.data.history, epoch: this.epoch, last: this.last, playing: this.playing}
      : memory.get(data.run);
    const asked = JSON.stringify(data.history);
    if (known && asked !== JSON.stringify(known.history) && data.history.length === 1 && 0 < known.epoch && known.epoch < known.last) {
      const history = changedHistory(known.history, Math.floor(known.epoch), data.rate, data.epochs);
      if (history.length > 1) {           // mid-run: keep what is shown until the server sends the new tail
        this.waitingSince = performance.now();
        this.tell("history", {run: data.run, history});
        if (this.data?.run === data.run) return;
      }
    } else this.waitingSince = 0;
    this.adopt(data, known, asked);
  }

  adopt(data, known, asked) {
    const sameRun = this.data?.run === data.run;
    const restarts = known && asked !== JSON.stringify(known.history) && data.history.length === 1 && known.epoch >= known.last;
    this.data = data;
    if (!sameRun) {
      this.playing = Boolean(known?.playing && performance.now() - known.at < RESUME_MS);
      this.epoch = known ? known.epoch : this.reduced ? this.last : 0;
      this.find(".lrl-speed").value = this.find(".lrl-speed").value || 0;
    }
    this.epoch = Math.min(this.epoch, this.last);
    if (restarts) this.epoch = this.reduced ? this.last : 0;
    if (this.epoch >= this.last) this.playing = false;
    this.find(".lrl-scrub").max = this.last;
    this.find(".lrl-scrub").setAttribute("aria-label", data.clock.name);
    this.find(".lrl-scrub").step = Number.isInteger(data.series.epoch[1] ?? 0) ? "1" : "any";
    this.buildReadouts();
    this.buildCharts();
    this.redraw();
    const rolls = !sameRun && performance.now() - (this.clickedAt ?? -Infinity) < ROLL_MS;
    if (rolls) { this.clickedAt = undefined; this.epoch = this.reduced ? this.last : 0; this.show(); }
    if ((restarts || rolls) && !this.reduced && this.last > 0) this.play();
  }

  remember() {
    if (!this.data) return;
    memory.delete(this.data.run);
    memory.set(this.data.run, {epoch: this.epoch, playing: this.playing, at: performance.now(), history: this.data.history, last: this.last});
    if (memory.size > 50) memory.delete(memory.keys().next().value);
  }

  // ---- readouts: text with {tokens}, each as wide as its widest value so that nothing trembles

  buildReadouts() {
    const shape = JSON.stringify(this.data.readouts);
    if (shape !== this.readoutShape) {
      this.readoutShape = shape;
      this.find(".lrl-readouts").replaceChildren(...this.data.readouts.map(readoutBox));
    }
    const {series} = this.data, count = series.epoch.length;
    this.numbers = [...this.root.querySelectorAll(".lrl-number")].map(span => {
      const value = this.data.readouts[span.dataset.readout].values[span.dataset.name];
      const signed = span.dataset.sign === "+";
      if (value.words) return {span, value, signed};
      let low = Infinity, high = -Infinity;
      for (let t = 0; t < count; t++) { const v = cellAt(value.cell, t, series); low = Math.min(low, v); high = Math.max(high, v); }
      const width = Math.max(...[low, high].map(v => format(v, value, signed).length));
      span.style.minWidth = `${width}ch`;
      return {span, value, signed};
    });
  }

  // ---- charts

  buildCharts() {
    const home = this.find(".lrl-charts");
    home.style.setProperty("--lrl-chart-width", this.data.chartWidth || "26rem");
    const names = Object.keys(this.data.figures);
    if (names.join() !== [...this.charts.keys()].join()) {
      this.dropCharts();
      home.innerHTML = "";
      for (const name of names) {
        const box = document.createElement("figure");
        box.className = "lrl-chart";
        box.innerHTML = `<div class="lrl-plot lrl-skeleton"></div><p class="lrl-notice" hidden></p>`;
        home.append(box);
        const chart = {name, box, div: box.firstElementChild};
        chart.div.addEventListener("click", e => this.click(chart, e), true);
        this.charts.set(name, chart);
      }
    }
    for (const [name, chart] of this.charts) {
      const {figure, alt, height, click, tall} = this.data.figures[name];
      if (chart.source !== figure) { chart.source = figure; chart.figure = JSON.parse(figure); }
      chart.div.setAttribute("role", "figure");
      chart.div.setAttribute("aria-label", alt);
      chart.box.style.setProperty("--lrl-height", `${height}px`);
      chart.box.classList.toggle("lrl-tall", Boolean(tall));
      chart.click = click;
      chart.notices = this.data.notices.filter(n => n.chart === name);
      const index = Object.fromEntries(chart.figure.data.map((trace, i) => [trace.name, i]));
      chart.tracks = this.data.tracks.filter(t => t.chart === name && t.trace in index).map(t => ({...t, index: index[t.trace]}));
    }
  }

  /** Streamlit's colours and font, read anew at each full drawing so that a theme switch needs nothing more. */
  themed(layout) {
    const css = getComputedStyle(this.root);
    const color = name => css.getPropertyValue(name).trim();
    const text = color("--st-text-color"), grid = color("--st-border-color"), paper = color("--st-background-color");
    const axis = a => ({...a, ...(a.range && {range: [...a.range]}), gridcolor: grid, zerolinecolor: grid, linecolor: grid, tickcolor: grid});
    const axes = Object.fromEntries(Object.keys(layout).filter(k => /^[xy]axis\d*$/.test(k)).map(k => [k, axis(layout[k])]));
    const scene = layout.scene && {scene: {...layout.scene, ...Object.fromEntries(["xaxis", "yaxis", "zaxis"].map(k => [k, axis(layout.scene[k] ?? {})]))}};
    const scaled = font => font && {...font, size: font.size * this.zoom};
    const title = {...layout.title, font: scaled(layout.title?.font)};
    const annotations = layout.annotations?.map(a => ({...a, font: scaled(a.font), yshift: (a.yshift ?? 0) * this.zoom}));
    return {...layout, ...axes, ...scene, title, annotations, autosize: true, width: undefined, height: undefined, uirevision: this.data.view,
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", dragmode: matchMedia("(pointer: coarse)").matches ? false : layout.dragmode ?? "zoom",
      font: {...layout.font, family: color("--st-font"), color: text, size: 14 * this.zoom},
      hoverlabel: {bgcolor: paper, bordercolor: grid, font: {color: text, family: color("--st-font")}},
      modebar: {bgcolor: "rgba(0,0,0,0)", color: grid, activecolor: text}};
  }

  /** Letters grow on a projector. */
  get zoom() { return this.root.classList.contains("lrl-presenting") ? 1.4 : 1; }

  draw(chart) {
    const t = this.column, {series} = this.data;
    const paper = getComputedStyle(this.root).getPropertyValue("--st-background-color").trim();
    const halo = Array(4).fill(`0 0 3px ${paper}`).join(",");
    const data = chart.figure.data.map(trace => trace.textfont ? {...trace, textfont: {shadow: halo, ...trace.textfont, size: trace.textfont.size * this.zoom}} : {...trace});
    const place = track => Object.assign(data[track.index], drawn(chart.div, track, t, series));
    const needsAxes = chart.tracks.some(track => track.kind === "squares");
    for (const track of chart.tracks) if (track.kind !== "squares") place(track);
    const first = !chart.drawn;
    chart.drawn = true;
    chart.column = t;
    chart.div.classList.remove("lrl-skeleton");
    const react = () => window.Plotly.react(chart.div, data, this.keepZoom(chart, this.themed(chart.figure.layout)), CONFIG);
    react();
    if (first) chart.div.on("plotly_relayout", () => { if (chart.tracks.some(k => k.kind === "squares")) this.animate(chart); });
    if (needsAxes) { for (const track of chart.tracks) if (track.kind === "squares") place(track); react(); }
  }

  /** Plotly keeps a zoom only while the figure's own ranges stay, and resets to the first ones: hand it those of now. */
  keepZoom({div}, layout) {
    for (const [name, {range}] of Object.entries(layout).filter(([key]) => /^[xy]axis\d*$/.test(key))) {
      const shown = div._fullLayout, axis = shown?.[name];
      if (axis && range) for (const i of [0, 1]) {
        axis[`_rangeInitial${i}`] = range[i];
        const edited = `${name}.range[${i}]`;
        if (shown._preGUI && edited in shown._preGUI) shown._preGUI[edited] = range[i];
      }
    }
    return layout;
  }

  /** "immediate" drops a drawing still under way, so no promise is waited for: it settles a frame late, or never. */
  animate(chart) {
    const data = chart.tracks.map(track => drawn(chart.div, track, this.column, this.data.series));
    if (chart.figure.layout.scene) return this.restyle(chart, data);
    window.Plotly.animate(chart.div, {data, traces: chart.tracks.map(track => track.index)}, DRAW).catch(() => {});
  }

  /** WebGL traces know no animate. Without a graphics card a drawing takes long: it then rests a while, so that the other charts move. */
  restyle(chart, data) {
    const began = performance.now();
    chart.late = began < (chart.restsUntil ?? 0);
    if (chart.late) return;
    const update = {};
    for (const axis of ["x", "y", "z"]) if (data.some(d => axis in d)) update[axis] = data.map(d => d[axis]);
    chart.restsUntil = Infinity;
    window.Plotly.restyle(chart.div, update, chart.tracks.map(track => track.index));
    requestAnimationFrame(() => requestAnimationFrame(now => { chart.restsUntil = now + Math.max(0, now - began - FRAME_MS) * SCENE_REST; }));
  }

  /** All of these charts; where that is too much for the machine, the first one and the others in turn. */
  move(charts) {
    const turns = this.playing && charts.length > 2 && this.frameMs > SLOW_MS;
    if (turns) this.turn = (this.turn ?? 0) % (charts.length - 1) + 1;
    charts.forEach((chart, i) => {
      chart.waits = turns && i > 0 && i !== this.turn;
      if (!chart.waits) this.animate(chart);
    });
  }

  show() {
    if (!this.data) return;
    const column = columnOf(this.data.series.epoch, this.epoch);
    if (column !== this.column) {
      this.column = column;
      if (this.ready) this.move([...this.charts.values()].filter(chart => !this.still(chart)));
      this.write();
      this.remember();
    }
  }

  /** Whether a chart looks the same at this column as when it was last drawn: a run that has arrived costs nothing. */
  still(chart) {
    const from = chart.column, to = chart.column = this.column;
    return from !== undefined && chart.tracks.every(track => unmoved(track, from, to, this.data.series));
  }

  redraw() {
    if (!this.data) return;
    this.root.style.setProperty("--lrl-scheme", isDark(getComputedStyle(this.root).backgroundColor) ? "dark" : "light");
    this.column = columnOf(this.data.series.epoch, this.epoch);
    if (this.ready) for (const chart of this.charts.values()) this.draw(chart);
    this.write();
    this.label();
    this.remember();
  }

  write() {
    const {series} = this.data, t = this.column;
    const epoch = series.epoch[t];
    for (const {span, value, signed} of this.numbers)
      span.textContent = value.words ? wordsAt(value.words, epoch) : format(cellAt(value.cell, t, series), value, signed);
    const ending = this.find(".lrl-ending");
    ending.hidden = !this.data.ending || epoch < this.last;
    ending.textContent = this.data.ending;
    this.find(".lrl-scrub").value = epoch;
    this.find(".lrl-epoch").textContent = `${this.data.clock.name} ${fixed(this.data.first + Math.floor(epoch), 0)} of ${fixed(this.data.epochs, 0)}`;
    for (const chart of this.charts.values()) {
      const notice = chart.notices.filter(n => n.from <= epoch).pop();
      const box = chart.box.lastElementChild;
      box.hidden = !notice;
      if (notice) box.textContent = notice.text;
    }
  }

  // ---- time

  /** How long a run lasts, in seconds. Unmoved, about 10, and 3 at least. */
  get duration() {
    return Math.min(10, Math.max(3, this.last / 60)) / 2 ** Number(this.find(".lrl-speed").value);
  }

  /** Epochs a second: always the same, or in "log" time ever more: soon every tenfold takes as long. */
  get speed() {
    const span = this.data.pace === "log" ? (this.epoch + LOG_START) * Math.log1p(this.last / LOG_START) : this.last;
    return Math.max(1, span) / this.duration;
  }

  label() {
    const train = this.find(".lrl-train"), state = this.playing ? "Pause" : "Train";
    const name = this.playing ? "Pause" : this.data?.clock.button ?? "Train";
    if (train.textContent !== name) {
      train.dataset.state = state;
      train.innerHTML = `${this.playing ? ICONS.pause : ICONS.play}<span>${name}</span>`;
    }
    if (!this.data) return;
    const pace = this.speed;
    this.find(".lrl-rate").textContent = this.data.pace === "log" ? `log time, ${fixed(this.duration, 1)} s`
      : `${fixed(pace, pace < 10 ? 1 : 0)} ${this.data.clock.units}/s`;
    this.find(".lrl-speed").setAttribute("aria-valuetext", `${fixed(pace, 1)} ${this.data.clock.units} a second`);
    const {text, seconds} = this.data.note;
    const slower = (this.data.pace === "log" ? this.duration : this.last / pace) / seconds;
    this.find(".lrl-note").textContent = text.replace("{slower}", fixed(slower, slower < 10 ? 1 : 0));
  }

  tick(now) {
    this.frame = requestAnimationFrame(this.tick);
    const seconds = Math.min(0.1, Math.max(0, (now - (this.then ?? now)) / 1000));
    this.then = now;
    this.frameMs = 0.9 * (this.frameMs ?? 16) + 100 * seconds;      // 0.1 of this frame's milliseconds
    for (const chart of this.charts.values())
      if (chart.late || (chart.waits && !this.playing)) { chart.waits = false; this.animate(chart); }
    if (this.waitingSince && now - this.waitingSince > ANSWER_MS) this.waitingSince = 0;
    if (!this.playing || this.waitingSince) { this.show(); return; }
    this.epoch = Math.min(this.last, this.epoch + this.speed * seconds);
    this.show();
    if (this.epoch >= this.last) { this.pause(); this.say(`Finished at ${this.data.clock.name.toLowerCase()} ${fixed(this.data.first + this.last, 0)}`); }
  }

  waitForPlotly(since = performance.now()) {
    if (window.Plotly) { this.ready = true; this.redraw(); return; }
    if (performance.now() - since > 30000) {
      for (const {div} of this.charts.values()) {
        div.classList.remove("lrl-skeleton");
        div.textContent = "The charts could not be loaded. Check the connection, then reload this page: your settings stay in its address.";
      }
      return;
    }
    this.waiter = setTimeout(() => this.waitForPlotly(since), 30);
  }

  resize() {
    if (!this.ready || !this.data) return;
    cancelAnimationFrame(this.sizing);
    this.sizing = requestAnimationFrame(() => {
      for (const {div, drawn} of this.charts.values()) if (drawn && div.isConnected) window.Plotly.Plots.resize(div)?.catch?.(() => {});
    });
  }

  /** A click on a chart, on empty ground too, in data units. */
  click(chart, e) {
    if (!chart.click || !chart.div._fullLayout?.xaxis) return;
    const {xaxis, yaxis} = chart.div._fullLayout, area = chart.div.getBoundingClientRect();
    const px = e.clientX - area.left - xaxis._offset, py = e.clientY - area.top - yaxis._offset;
    if (px < 0 || py < 0 || px > xaxis._length || py > yaxis._length) return;
    if (chart.click === "play") this.clickedAt = performance.now();
    this.tell("click", {chart: chart.name, x: xaxis.p2d(px), y: yaxis.p2d(py)});
  }

  dropCharts() {
    const divs = [...this.charts.values()].map(chart => chart.div);
    setTimeout(() => divs.forEach(div => window.Plotly?.purge(div)), SETTLE_MS);
    this.charts.clear();
  }

  destroy() {
    this.remember();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.waiter);
    this.observer.disconnect();
    document.removeEventListener("keydown", this.keys);
    document.removeEventListener("fullscreenchange", this.full);
    this.dropCharts();
    this.root.remove();
  }
}
