// Edit: points set by hand on a chart. A click on empty ground adds one, a drag moves one, Delete or a long press takes one away.
// The least-squares line follows in every frame, from the sums; where the hand lets go, Python is told from which epoch on.

const BY_MOUSE = 14, BY_TOUCH = 22;      // pixels within which a hand means a point
const STILL_MOUSE = 3, STILL_TOUCH = 8;  // pixels that a hand trembles by
const LONG_PRESS_MS = 600;
const MOST_UNDONE = 200;
const edits = {before: [], after: []};   // what undo and redo go back to: it outlives a player that is mounted anew

class Edit {
  constructor(player) {
    this.player = player;
    this.told = 0;           // the number of the last report
    this.points = [];
    this.chosen = -1;
    this.undoing = signButton("↶", "Undo (Ctrl+Z)", () => this.goBack(edits.before, edits.after));
    this.redoing = signButton("↷", "Redo (Ctrl+Y)", () => this.goBack(edits.after, edits.before));
    this.text = element("span", {class: "lrl-live"});
    this.ring = element("i", {class: "lrl-ring", hidden: ""});
    this.row = element("div", {class: "lrl-edit"}, this.undoing, this.redoing, this.text);
    this.heard = {pointerdown: e => this.down(e), touchstart: e => { if (this.pointAt(e.touches[0], BY_TOUCH) >= 0) e.preventDefault(); }};
    this.follow = {pointermove: e => this.move(e), pointerup: e => this.up(e), pointercancel: () => this.letGo()};
    this.key = e => this.press(e);
    document.addEventListener("keydown", this.key, true);
  }

  // ---- what Python sends

  /** edit: of player.py; nothing where no points are set by hand. */
  receive(edit) {
    const chart = edit && this.player.charts.all.find(({name}) => name === edit.chart);
    if (chart !== this.chart) { this.leave(); if (chart) this.enter(chart, edit); }
    if (!chart) return;
    this.edit = edit;
    if (this.hand?.moved) this.holdTime();      // an answer to an earlier report let it go
    const behind = edit.answers < this.told || this.hand?.moved;      // ours are newer
    if (!behind && !samePoints(edit.points, this.points)) {
      if (edit.asks) return this.change(edit.points);
      this.letGo();
      this.keepWayBack();
      this.points = edits.of = edit.points;
      this.chosen = -1;
    }
    this.show();
  }

  enter(chart, edit) {
    if (!samePoints(edits.of, edit.points)) Object.assign(edits, {before: [], after: []});
    this.chart = chart;
    this.points = edit.points;
    chart.box.classList.add("lrl-edits");
    chart.box.append(this.ring, this.row);
    chart.drawn = () => this.mark();
    for (const name in this.heard) chart.div.addEventListener(name, this.heard[name], {capture: true, passive: false});
    chart.resize();
  }

  leave() {
    const {chart} = this;
    if (!chart) return;
    this.letGo();
    this.chart = null;
    this.chosen = -1;
    chart.box.classList.remove("lrl-edits");
    this.ring.remove();
    this.row.remove();
    chart.drawn = null;
    chart.overlay(null);
    for (const name in this.heard) chart.div.removeEventListener(name, this.heard[name], {capture: true});
    chart.resize();
  }

  // ---- the hand

  get axes() { return this.chart?.div._fullLayout?.xaxis?._length ? this.chart.div._fullLayout : null; }

  /** Where a hand is, in pixels of the chart. */
  placeOf({clientX, clientY}) {
    const {left, top} = this.chart.div.getBoundingClientRect();
    return {x: clientX - left, y: clientY - top};
  }

  /** Where a point is drawn. */
  drawnPlace([x, y]) {
    const {xaxis, yaxis} = this.axes;
    return {x: xaxis._offset + xaxis.d2p(x), y: yaxis._offset + yaxis.d2p(y)};
  }

  pointAt(hand, reach) { return this.axes ? nearestPlace(this.points.map(point => this.drawnPlace(point)), this.placeOf(hand), reach) : -1; }

  /** The point [x, y] under the hand, on the chart. */
  valueAt(hand) {
    const {xaxis, yaxis} = this.axes, {x, y} = this.placeOf(hand);
    const value = (axis, pixel) => roundedOn(axis.p2d(clamp(0, pixel - axis._offset, axis._length)), axis.range);
    return [value(xaxis, x), value(yaxis, y)];
  }

  isInside(hand) {
    const {xaxis, yaxis} = this.axes, {x, y} = this.placeOf(hand), within = (axis, pixel) => pixel >= axis._offset && pixel <= axis._offset + axis._length;
    return within(xaxis, x) && within(yaxis, y);
  }

  down(e) {
    if (!this.axes || this.hand || e.button !== 0 || !e.isPrimary || !this.isInside(e)) return;
    const touch = e.pointerType !== "mouse", i = this.pointAt(e, touch ? BY_TOUCH : BY_MOUSE);
    this.hand = {i, from: e, still: touch ? STILL_TOUCH : STILL_MOUSE, before: this.points, moved: false};
    if (i >= 0 && touch) this.hand.timer = setTimeout(() => { this.letGo(); this.remove(i); }, LONG_PRESS_MS);
    this.choose(i);
    for (const name in this.follow) addEventListener(name, this.follow[name]);
  }

  move(e) {
    const {hand} = this;
    if (!e.isPrimary || !hand.moved && Math.hypot(e.clientX - hand.from.clientX, e.clientY - hand.from.clientY) <= hand.still) return;
    clearTimeout(hand.timer);
    if (!hand.moved) { hand.moved = true; if (hand.i >= 0) this.holdTime(); }
    if (hand.i < 0) return;
    this.points = hand.before.with(hand.i, this.valueAt(e));
    this.frame ??= requestAnimationFrame(() => { this.frame = null; this.show(true); });
  }

  up(e) {
    const {hand} = this, points = this.points;
    if (!e.isPrimary || !hand) return;
    this.points = hand.before;
    const moved = hand.moved && hand.i >= 0, adds = !hand.moved && hand.i < 0 && this.isInside(e);
    this.hand.moved = false;
    this.letGo();
    if (moved && samePoints(points, this.points)) { this.player.happens("tail"); this.show(true); }
    else if (moved) this.change(points, `Point moved to ${this.inWords(points[hand.i])}`);
    else if (adds) this.add(this.valueAt(e));
  }

  /** The hand is gone, and with it what it had moved. */
  letGo() {
    const {hand} = this;
    if (!hand) return;
    for (const name in this.follow) removeEventListener(name, this.follow[name]);
    clearTimeout(hand.timer);
    cancelAnimationFrame(this.frame);
    this.frame = this.hand = null;
    if (!hand.moved || hand.i < 0) return;
    this.points = hand.before;
    this.player.happens("tail");
    this.show();
  }

  // ---- what changes

  add(point) {
    if (this.points.length >= this.edit.most) return this.player.voice.say(`A chart holds up to ${this.edit.most} points`);
    this.change([...this.points, point], `Point added at ${this.inWords(point)}`);
    this.choose(this.points.length - 1);
  }

  remove(i) {
    const {points} = this;
    this.chosen = -1;
    this.change(points.toSpliced(i, 1), `Point taken away at ${this.inWords(points[i])}`);
  }

  goBack(from, to) {
    if (!from.length) return;
    to.push(this.points);
    this.chosen = -1;
    this.set(from.pop());
  }

  /** Other points, and the way back to those before. */
  change(points, words = "") {
    this.keepWayBack();
    if (words) this.player.voice.say(words);
    this.set(points);
  }

  keepWayBack() {
    edits.before = [...edits.before, this.points].slice(-MOST_UNDONE);
    edits.after = [];
  }

  set(points) {
    this.points = edits.of = points;
    this.told = Math.max(this.told + 1, Date.now());
    this.show();
    this.tell(points);
  }

  /** Time stands still while a hand holds a point. */
  holdTime() {
    this.player.happens("change");
    this.player.askedAt = null;
  }

  /** The run goes on with these points from the epoch of now; at its start, and at its end, another one begins. */
  tell(points) {
    const {player, player: {last, state}} = this, ended = last > 0 && player.epoch >= last, epoch = ended ? 0 : Math.floor(player.epoch);
    if (epoch === 0 && (ended || state !== "stopped")) player.clickedAt = performance.now();      // the one that comes plays
    player.happens("change");
    player.tell("points", {run: player.data.run, epoch, points, told: this.told});
  }

  inWords([x, y]) { return `x ${plainNumber(x, 4)}, y ${plainNumber(y, 4)}`; }

  press(e) {
    if (!this.chart || !this.player.isInUse || e.altKey || e.target.closest?.(`${WRITES}, ${OPEN}`)) return;
    const name = e.key.toLowerCase(), command = e.ctrlKey || e.metaKey;
    if (command && name === "z") (e.shiftKey ? this.redoing : this.undoing).click();
    else if (command && name === "y") this.redoing.click();
    else if (!command && this.chosen >= 0 && ["Delete", "Backspace"].includes(e.key)) this.remove(this.chosen);
    else return;
    e.preventDefault();
    e.stopPropagation();
  }

  // ---- what is shown

  /** The points of now over those that Python sent. inMotion: nothing but they have changed. */
  show(inMotion = false) {
    const {chart, player} = this, line = leastSquares(this.points), [w, b, loss] = line ? [line.w, line.b, line.loss].map(v => plainNumber(v, 4)) : [];
    this.text.textContent = line ? `least squares: w\u00a0=\u00a0${w}, b\u00a0=\u00a0${b}, MSE\u00a0=\u00a0${loss}` : "";
    this.undoing.disabled = !edits.before.length;
    this.redoing.disabled = !edits.after.length;
    const ours = !samePoints(this.points, this.edit.points), redraws = player.ready && (ours || this.ours);
    this.ours = ours;
    chart.overlay(ours || inMotion ? tracks => this.drawn(tracks, line) : null);
    if (redraws) { if (inMotion) chart.move(player.moment); else chart.draw(player.moment); }
    this.mark();
  }

  /** Python's tracks with the points, the line and the residuals of now. */
  drawn(tracks, line) {
    const {data, layout} = this.chart.figure, index = name => data.findIndex(trace => trace.name === name);
    const at = (name, x, y) => index(name) < 0 ? [] : [{chart: this.chart.name, trace: name, index: index(name), kind: "at", x, y}];
    const ends = line ? layout.xaxis.range : [];
    return [...tracks.map(track => track.trace === "residual" ? residualsOf(track, this.points) : track),
      ...at(this.edit.trace, this.points.map(([x]) => x), this.points.map(([, y]) => y)),
      ...at("least squares", ends, ends.map(x => line.w * x + line.b))];
  }

  choose(i) {
    this.chosen = i;
    this.mark();
  }

  /** A ring round the chosen point. */
  mark() {
    const point = this.points[this.chosen];
    this.ring.hidden = !point || !this.axes;
    if (this.ring.hidden) return;
    const {x, y} = this.drawnPlace(point);
    Object.assign(this.ring.style, {left: `${x}px`, top: `${y}px`});
  }

  drop() {
    this.leave();
    document.removeEventListener("keydown", this.key, true);
  }
}
