// Charts: all that talks to Plotly. A chart holds what it shows; a drawing asks what a column looks like, and changes nothing else.

const DRAW = {mode: "immediate", frame: {duration: 0, redraw: false}, transition: {duration: 0}};
const COARSE = matchMedia("(pointer: coarse)").matches;      // fingers
const CONFIG = {displaylogo: false, responsive: false, scrollZoom: false, doubleClick: "reset", showSendToCloud: false,
  displayModeBar: COARSE ? false : "hover",
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "zoom3d", "pan3d", "orbitRotation", "tableRotation", "resetCameraLastSave3d"]};
const PLOTLY_MS = 30000;   // how long to wait for Plotly, and
const LOOK_MS = 30;        // how often to look
const SETTLE_MS = 500;     // Plotly may still write to a chart this long after its last animation
const FRAME_MS = 35;       // two frames: a drawing that takes no longer need not rest
const SCENE_REST = 2;      // a slow drawing in three dimensions rests this many times as long as it took
const PROJECTED = {letters: 1.6, title: 1.4, line: 4, marker: 1.5};      // on a projector letters grow, and no line is thinner
const LARGE = 700;         // pixels that a screen for a class has at least
const BESIDE = 70;         // pixels of a chart that its title and its other axis take
const LETTER = 0.5;        // how wide one is, beside its height
const NARROW = 430;        // a chart so narrow leaves its title out where a legend tells what is drawn

/** The document's colours and font, read anew at each full drawing so that a theme switch needs nothing more. */
function themeOf(node) {
  const css = getComputedStyle(node), read = name => css.getPropertyValue(`--st-${name}`).trim();
  return {text: read("text-color"), grid: read("border-color"), paper: read("background-color"), family: read("font"),
    foreign: Boolean(saved), width: node.clientWidth, height: node.clientHeight, edited: node.classList.contains("lrl-edits"),
    shown: node.closest(".lrl-presenting") && innerWidth >= LARGE && innerHeight > 500 ? PROJECTED : {letters: 1, title: 1, line: 0, marker: 1}};
}

/** The letters of a text with markup. */
const plainLength = text => text.replace(/<[^>]*>/g, "").length;

const axesOf = layout => Object.keys(layout).filter(key => /^[xy]axis\d*$/.test(key));

/** foreign: with other letters than the app's, which may be wider: the title of an axis then makes room for its numbers. */
function themedLayout(layout, named, {text, grid, paper, family, shown, edited, foreign, width, height}, view) {
  const zoom = shown.letters, narrow = width < NARROW, across = key => (key[0] === "y" ? height : width) - BESIDE;
  const titled = ({font, ...title}, key) => {      // no title is longer than its axis
    const size = (font?.size ?? 15) * shown.title;
    return {...title, ...(foreign && {standoff: 6}), font: {...font, size: Math.min(size, Math.max(9, across(key) / (LETTER * plainLength(title.text))))}};
  };
  const axis = (a, key) => ({...a, ...(foreign && {automargin: true}), ...(a.range && {range: [...a.range]}), gridcolor: grid, zerolinecolor: grid, linecolor: grid, tickcolor: grid,
    tickfont: scaled(a.tickfont), title: a.title?.text ? titled(a.title, key) : a.title});
  const scaled = font => font && {...font, size: font.size * zoom};
  const axes = Object.fromEntries(axesOf(layout).map(key => [key, axis(layout[key], key)]));
  const scene = layout.scene && {scene: {...layout.scene, dragmode: false,      // turns.js turns it
    ...Object.fromEntries(["xaxis", "yaxis", "zaxis"].map(key => [key, axis(layout.scene[key] ?? {}, key)]))}};
  const {legend} = layout;
  const placed = legend && {legend: {...legend, font: {...legend.font, size: (narrow ? 12 : legend.font?.size ?? 13) * zoom},
    ...(narrow && {x: 0, xanchor: "left"})}};
  const wide = shape => shape.type === "line" ? {...shape, line: {...shape.line, width: Math.max(shown.line, shape.line?.width ?? 2)}} : shape;
  return {...layout, ...axes, ...scene, ...placed,
    title: narrow && named ? undefined : {...layout.title, font: {...layout.title?.font, size: 16 * shown.title}},
    margin: {...layout.margin, t: (layout.margin?.t ?? 34) * (zoom > 1 ? 1.5 : 1)},
    shapes: layout.shapes?.map(wide),
    annotations: layout.annotations?.map(a => ({...a, font: scaled(a.font), yshift: (a.yshift ?? 0) * zoom})),
    autosize: true, width: undefined, height: undefined, uirevision: view,
    paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    dragmode: COARSE || layout.scene || edited ? false : layout.dragmode ?? "zoom",
    font: {...layout.font, family, color: text, size: 14 * zoom},
    hoverlabel: {bgcolor: paper, bordercolor: grid, font: {color: text, family}},
    modebar: {bgcolor: "rgba(0,0,0,0)", color: grid, activecolor: text}};
}

/** Letters on a chart keep a rim in the colour of the paper. */
function themedTrace(trace, {paper, shown}) {
  const {line, marker, textfont} = trace, themed = {...trace};
  if (textfont) themed.textfont = {shadow: Array(4).fill(`0 0 3px ${paper}`).join(","), ...textfont, size: textfont.size * shown.letters};
  if (line?.width >= 1) themed.line = {...line, width: Math.max(shown.line, line.width)};
  if (typeof marker?.size === "number") themed.marker = {...marker, size: marker.size * shown.marker};
  return themed;
}

/** Plotly keeps a zoom only while the figure's own ranges stay, and resets to the first ones: hand it those of now. */
function keepZoom(shown, layout) {
  for (const name of axesOf(layout)) {
    const axis = shown?.[name], {range} = layout[name];
    if (axis && range) for (const i of [0, 1]) {
      axis[`_rangeInitial${i}`] = range[i];
      const edited = `${name}.range[${i}]`;
      if (shown._preGUI && edited in shown._preGUI) shown._preGUI[edited] = range[i];
    }
  }
  return layout;
}

/** Streamlit brings Plotly: act when it is there, or when it has not come in time. -> a function that ends the waiting */
function whenPlotlyComes(act, fail) {
  if (window.Plotly) return void act();
  const since = performance.now(), timer = setInterval(() => {
    const late = performance.now() - since > PLOTLY_MS;
    if (!window.Plotly && !late) return;
    clearInterval(timer);
    (window.Plotly ? act : fail)();
  }, LOOK_MS);
  return () => clearInterval(timer);
}

class Chart {
  constructor(name, onClick) {
    this.name = name;
    this.div = element("div", {class: "lrl-plot lrl-skeleton", role: "figure"});
    this.notice = element("p", {class: "lrl-notice", hidden: ""});
    this.turns = turnsOf(this.div, () => this.solid);
    this.box = element("figure", {class: "lrl-chart"}, this.div, this.notice, this.turns);
    this.div.addEventListener("click", e => this.click(e, onClick), true);
    this.moment = undefined;       // one that looks like what is drawn
    this.restsUntil = 0;
  }

  /** What Python tells of this chart. */
  receive({figures, notices, tracks, series, view}) {
    const {figure, alt, seen, height, click, tall, late = [], late_axes} = figures[this.name];
    if (this.source !== figure) { this.source = figure; this.figure = JSON.parse(figure); }
    this.texts = {alt, seen};
    Object.assign(this, {late, lateAxes: late_axes});
    this.wish = height;
    this.tall = Boolean(tall);
    this.box.classList.toggle("lrl-tall", this.tall);
    this.box.classList.toggle("lrl-flat", height < FLAT);
    this.turns.hidden = !this.solid;
    this.div.classList.toggle("lrl-solid", this.solid);
    const index = Object.fromEntries(this.figure.data.map((trace, i) => [trace.name, i]));
    this.clickable = click;
    this.series = series;
    this.view = view;
    this.notices = notices.filter(n => n.chart === this.name);
    this.sent = this.tracks = tracks.filter(t => t.chart === this.name && t.trace in index).map(t => ({...t, index: index[t.trace]}));
    this.hasSquares = this.tracks.some(track => track.kind === "squares");
  }

  /** Whether a legend tells what is drawn. */
  get named() {
    const {data, layout} = this.figure;
    return Boolean(layout.showlegend) && (data.some(trace => trace.showlegend !== false) || Boolean(layout.shapes?.some(shape => shape.showlegend)));
  }

  get solid() { return Boolean(this.figure?.layout.scene); }

  /** Whether the moment t looks like what is drawn. If so it is as good a name for it, and the next look back is shorter. */
  looksLike(t) {
    const alike = this.moment !== undefined && this.tracks.every(track => unmoved(track, this.moment, t, this.series));
    if (alike) this.moment = t;
    return alike;
  }

  /** Other tracks in place of those that Python sent: a function of them, or nothing. */
  overlay(change) { this.tracks = change ? change(this.sent) : this.sent; }

  drawnAt(track, t) { return drawnAt(track, t, this.series, this.div._fullLayout); }

  /** All of it: a new figure, run, tail or theme. Squares need the axes, which are there only after a first drawing. */
  draw(t) {
    const theme = themeOf(this.box), first = this.moment === undefined;
    const shown = this.drawing, data = shown.data.map(trace => themedTrace(trace, theme));
    const place = tracks => tracks.forEach(track => Object.assign(data[track.index], this.drawnAt(track, t)));
    const react = () => window.Plotly.react(this.div, data,
      keepZoom(this.div._fullLayout, themedLayout(shown.layout, this.named, theme, this.view)), CONFIG);
    this.div.classList.remove("lrl-skeleton");
    place(this.tracks.filter(track => track.kind !== "squares"));
    react();
    if (this.hasSquares) { place(this.tracks.filter(track => track.kind === "squares")); react(); }
    this.moment = t;
    this.drawn?.();
    if (first) this.div.on("plotly_relayout", () => { if (this.hasSquares) this.move(this.moment); });
  }

  /** Only what moves. -> whether it is drawn */
  move(t) {
    if (this.solid && performance.now() < this.restsUntil) return false;
    const data = this.tracks.map(track => this.drawnAt(track, t)), traces = this.tracks.map(track => track.index);
    if (this.solid) this.restyle(data, traces);
    else window.Plotly.animate(this.div, {data, traces}, DRAW).catch(() => {});    // settles a frame late, or never: none waits for it
    this.moment = t;
    return true;
  }

  /** WebGL traces know no animate. Without a graphics card a drawing takes long: it then rests a while, so that the other charts move. */
  restyle(data, traces) {
    const began = performance.now();
    const update = {};
    for (const axis of ["x", "y", "z"]) if (data.some(d => axis in d)) update[axis] = data.map(d => d[axis]);
    this.restsUntil = Infinity;
    window.Plotly.restyle(this.div, update, traces);
    requestAnimationFrame(() => requestAnimationFrame(now => { this.restsUntil = now + Math.max(0, now - began - FRAME_MS) * SCENE_REST; }));
  }

  /** Python's figure; what is late only when the run has been seen. */
  get drawing() {
    const {data, layout} = this.figure, shows = ({name}) => this.seen || !this.late.includes(name);
    return this.late.length ? {data: data.map(trace => shows(trace) ? trace : {...trace, visible: false}),
      layout: {...layout, ...(this.seen && this.lateAxes), shapes: layout.shapes?.filter(shows)}} : this.figure;
  }

  /** What it shows, for those who cannot see it: how it ends only when that has been seen. */
  describe(seen) {
    this.div.setAttribute("aria-label", seen && this.texts.seen || this.texts.alt);
    const changes = this.late.length && this.seen !== seen;
    this.seen = seen;
    if (changes && this.moment !== undefined) this.draw(this.moment);
  }

  showNotice(epoch) {
    const notice = this.notices.filter(n => n.from <= epoch).pop();
    this.notice.hidden = !notice?.text;
    this.notice.textContent = notice?.text ?? "";
  }

  /** In another size: its letters too. */
  resize() {
    if (this.moment === undefined || !this.div.isConnected) return;
    window.Plotly.Plots.resize(this.div)?.then?.(() => { if (this.div.isConnected) this.draw(this.moment); }).catch?.(() => {});
  }

  /** A click, on empty ground too, in data units. */
  click(e, onClick) {
    if (!this.clickable || !this.div._fullLayout?.xaxis) return;
    const {xaxis, yaxis} = this.div._fullLayout, area = this.div.getBoundingClientRect();
    const px = e.clientX - area.left - xaxis._offset, py = e.clientY - area.top - yaxis._offset;
    if (px < 0 || py < 0 || px > xaxis._length || py > yaxis._length) return;
    onClick({chart: this.name, x: xaxis.p2d(px), y: yaxis.p2d(py)}, this.clickable === "play");
  }
}

/** All charts of a player, in their order. */
class Charts {
  constructor(home, onClick) {
    this.home = home;
    this.onClick = onClick;
    this.all = [];
    this.behind = false;      // some chart does not show the moment of now
    this.turn = 0;
  }

  receive(data) {
    const names = Object.keys(data.figures);
    if (names.join() !== this.all.map(chart => chart.name).join()) {
      this.drop();
      this.all = names.map(name => new Chart(name, this.onClick));
      this.home.replaceChildren(...this.all.map(chart => chart.box));
    }
    this.all.forEach(chart => chart.receive(data));
  }

  /** As high as the screen has room for. full: they have all of it. */
  fit(room, full, low) {
    if (!this.all.length) return;
    const count = this.all.filter(chart => chart.wish >= FLAT).length, stands = this.all[0].tall && low === LOW;
    const columns = columnsOf(count, this.home.clientWidth, stands), tall = stands && columns > 1;
    this.home.classList.toggle("lrl-beside", tall);
    this.home.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    const heights = chartHeights({room, wishes: this.all.map(chart => chart.wish), columns, tall, full, low});
    this.all.forEach((chart, i) => { chart.box.style.height = `${Math.round(heights[i])}px`; });
  }

  draw(t) {
    this.all.forEach(chart => chart.draw(t));
    this.behind = false;
  }

  /** Bring all to the moment t; a run that has arrived costs nothing. inTurns: more than two are too much for the machine, so
   *  the first one moves and the others take turns. */
  show(t, inTurns) {
    const moving = this.all.filter(chart => !chart.looksLike(t));
    const turns = inTurns && moving.length > 2;
    if (turns) this.turn = this.turn % (moving.length - 1) + 1;
    const drawn = moving.filter((chart, i) => (!turns || i === 0 || i === this.turn) && chart.move(t));
    this.behind = drawn.length < moving.length;
  }

  describe(seen) { this.all.forEach(chart => chart.describe(seen)); }

  showNotices(epoch) { this.all.forEach(chart => chart.showNotice(epoch)); }

  resize() {
    cancelAnimationFrame(this.sizing);
    this.sizing = requestAnimationFrame(() => this.all.forEach(chart => chart.resize()));
  }

  /** Instead of charts: a sentence. */
  say(text) {
    for (const {div} of this.all) { div.classList.remove("lrl-skeleton"); div.textContent = text; }
  }

  drop() {
    const divs = this.all.map(chart => chart.div);
    setTimeout(() => divs.forEach(div => window.Plotly?.purge(div)), SETTLE_MS);
    this.all = [];
  }
}
