// Hand: a line fitted by hand, with two handles on the chart. While one is held the start of the run follows: line, loss, worst point.
// Where it is let go, Python is told, and answers with the run that descent makes from there.

const ARROW = 0.01, PAGE = 0.1;      // of the chart's height: what a key moves a handle by
const PAUSE_MS = 400;                // after the last key, before Python is told
const YOURS = "your line", WORST = "your worst point";      // traces, as by_hand.py names them
const MOVES_BY = {ArrowUp: ARROW, ArrowRight: ARROW, ArrowDown: -ARROW, ArrowLeft: -ARROW, PageUp: PAGE, PageDown: -PAGE};

/** The loss of any line from the lowest one: floor + Var(x)·(w − w*)² + (w·x̄ + b − ȳ)². */
const lossOf = ({w, b}, {floor, variance, slope, x, y}) => floor + variance * (w - slope) ** 2 + (w * x + b - y) ** 2;

/** The line through two heights at two places of x; w and b in ten digits, as a link holds them. */
function lineThrough([x1, x2], [y1, y2]) {
  const short = value => Number(value.toPrecision(10)), w = short((y2 - y1) / (x2 - x1));
  return {w, b: short((y1 + y2 - w * (x1 + x2)) / 2)};
}

/** Which point is farthest from a line, up or down. */
function worstOf({x, y}, {w, b}) {
  const away = Array.from(x, (at, i) => Math.abs(w * at + b - y[i]));
  return away.indexOf(Math.max(...away));
}

class Hand {
  constructor(player) {
    this.player = player;
    this.told = 0;           // the number of the last report
    this.heights = [0, 0];   // of the line at its two handles
    this.clock = new Clock(this);
    this.handles = ["Left", "Right"].map((side, i) => this.handle(`${side} handle of your line`, i));
  }

  handle(label, i) {
    const node = element("div", {class: "lrl-handle", role: "slider", tabindex: 0, "aria-orientation": "vertical", "aria-label": label});
    node.addEventListener("pointerdown", e => this.grab(e, i));
    node.addEventListener("pointermove", e => { if (this.held === i) this.drag(i, this.heightAt(e)); });
    for (const end of ["pointerup", "pointercancel"]) node.addEventListener(end, () => this.letGo());
    node.addEventListener("keydown", e => this.press(e, i));
    return node;
  }

  // ---- what Python sends

  /** hand: of player.py; nothing where no line is fitted by hand. */
  receive(hand) {
    const chart = hand && this.player.charts.all.find(({name}) => name === hand.chart);
    if (chart !== this.chart) { this.leave(); if (chart) this.enter(chart); }
    this.hand = hand;
    if (!chart) return;
    this.waiting = hand.answers < this.told;
    this.clock.receive(hand.contest);
    if (this.waiting || this.moved || this.clock.runs) return this.show();      // ours is newer
    this.heights = hand.x.map(x => hand.line.w * x + hand.line.b);
    chart.overlay(null);
    this.place();
    this.after?.();
    this.after = null;
  }

  enter(chart) {
    this.chart = chart;
    chart.box.classList.add("lrl-by-hand");
    chart.box.append(...this.handles);
    chart.drawn = () => { this.place(); this.clock.show(); };
  }

  leave() {
    if (!this.chart) return;
    this.letGo();
    this.clock.receive();
    cancelAnimationFrame(this.frame);
    this.frame = this.after = null;
    this.chart.box.classList.remove("lrl-by-hand");
    this.handles.forEach(node => node.remove());
    this.chart.drawn = null;
    this.chart.overlay(null);
    this.chart = null;
    this.waiting = false;
  }

  // ---- the hand

  get axes() { return this.chart?.div._fullLayout?.yaxis?._length ? this.chart.div._fullLayout : null; }

  get line() { return lineThrough(this.hand.x, this.heights); }

  heightAt({clientY}) {
    const {yaxis} = this.axes, top = this.chart.div.getBoundingClientRect().top;
    return roundedOn(yaxis.p2d(clamp(0, clientY - top - yaxis._offset, yaxis._length)), yaxis.range);
  }

  grab(e, i) {
    if (!this.axes || e.button !== 0 || !e.isPrimary || !this.clock.lets()) return;
    e.preventDefault();
    this.handles[i].setPointerCapture(e.pointerId);
    this.handles[i].focus({preventScroll: true});
    this.held = i;
  }

  /** The run stands at its start, unseen, and its start is this line. */
  drag(i, height) {
    if (height === this.heights[i] || !this.clock.lets()) return;
    if (!this.moved) { this.moved = true; this.player.seen = false; this.player.reset(); }
    this.heights = this.heights.with(i, height);
    this.frame ??= requestAnimationFrame(() => { this.frame = null; this.show(); });
  }

  press(e, i) {
    const by = MOVES_BY[e.key];
    if (!by || !this.axes || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    e.stopPropagation();
    const {range} = this.axes.yaxis, [low, high] = range;
    this.drag(i, roundedOn(clamp(low, this.heights[i] + by * (high - low), high), range));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.letGo(), PAUSE_MS);
  }

  letGo() {
    clearTimeout(this.timer);
    this.held = undefined;
    if (!this.moved || this.clock.runs) return;
    this.moved = false;
    this.tell();
    this.player.voice.say(`Your line: ${this.player.readouts.spoken()}`);
  }

  tell() { this.send(this.line); }

  send(report) {
    this.told = Math.max(this.told + 1, Date.now());
    this.waiting = true;
    this.sent = report;
    this.player.happens("change");
    this.player.tell("hand", {...report, told: this.told});
  }

  /** Whether the run from this line is still to come; then `act` is done when it is there. No answer in time: it is asked for again. */
  waits(act) {
    if (this.chart && this.clock.lacks()) return true;
    if (this.moved) this.letGo();
    else if (this.waiting && this.player.askedAt === null) this.send(this.sent);
    if (this.waiting) this.after = act;
    return Boolean(this.waiting);
  }

  // ---- what is shown

  /** The run's first column is this line; where the line of a run stands follows by itself. */
  show() {
    const {player, player: {data: {series}}, line} = this, mse = lossOf(line, this.hand.bowl);
    const now = {...line, mse, rmse: Math.sqrt(mse), loss: Math.max(mse, this.hand.smallest)};
    for (const name in now) series[name][0] = now[name];
    this.chart.overlay(tracks => this.drawn(tracks, line));
    if (!player.ready) return;
    player.charts.all.forEach(chart => chart.move(0));
    player.write();
    this.place();
  }

  /** Python's tracks, with the learner's line and the square of its worst point. */
  drawn(tracks, line) {
    const {figure: {data, layout}, name, div} = this.chart, index = data.findIndex(trace => trace.name === YOURS), ends = layout.xaxis.range;
    const points = div._fullData.find(trace => trace.name === "data"), i = worstOf(points, line);
    const worst = {x: [points.x[i]], y: [points.y[i]], to: [line.w * points.x[i] + line.b]};
    return [...tracks.map(track => track.trace === WORST ? {...track, ...worst} : track),
      {chart: name, trace: YOURS, index, kind: "at", x: ends, y: ends.map(x => line.w * x + line.b)}];
  }

  /** The handles on their line; one that would be outside stands at the edge, where it can be taken. */
  place() {
    if (!this.axes) return;
    const {xaxis, yaxis} = this.axes, [low, high] = yaxis.range;
    this.handles.forEach((node, i) => {
      const y = clamp(low, this.heights[i], high), value = plainNumber(this.heights[i], 4);
      Object.assign(node.style, {left: `${xaxis._offset + xaxis.d2p(this.hand.x[i])}px`, top: `${yaxis._offset + yaxis.d2p(y)}px`});
      const told = {"aria-valuemin": low, "aria-valuemax": high, "aria-valuenow": y, "aria-valuetext": `the line is at ${value}`};
      for (const key in told) node.setAttribute(key, told[key]);
    });
  }

  drop() {
    this.leave();
    this.clock.drop();
  }
}
