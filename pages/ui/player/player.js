// The player owns time: it plays recorded steps on its charts, and pressing Train never asks the server. Python sends one
// message per change of settings (see playback.py). player.py joins the scripts.

const RESUME_MS = 1500;    // a player mounted anew this soon goes on playing
const SLOW_MS = 22;        // when frames take longer than this, charts take turns
const ANSWER_MS = 5000;    // how long the server's answer is waited for
const ROLL_MS = 5000;      // a click on a chart plays the new run that comes this soon
const REMEMBERED = 50;     // runs

const NO_PLOTLY = "The charts could not be loaded. Check the connection, then reload this page: your settings stay in its address.";
const NO_ANSWER = "The server did not answer, so this run is still the one of before. Press Train to go on with it, or try once more.";

const memory = new Map();        // run id -> where it stood when last seen
const players = new WeakMap();   // parentElement -> its one player
let lastUsed = null;             // of several players on a page the keys move this one, or the first

export default function mount({data, parentElement, setTriggerValue}) {
  let player = players.get(parentElement);
  if (!player) players.set(parentElement, (player = new Player(parentElement)));
  const text = new TextDecoder().decode(data), end = text.indexOf("\n");     // two lines: a visitor's extras, and the message
  player.receive(JSON.parse(text.slice(end)), JSON.parse(text.slice(0, end)), setTriggerValue);
  return () => { players.delete(parentElement); player.destroy(); };
}

class Player {
  constructor(parent) {
    this.root = element("section", {class: "lrl-player", "aria-label": "Training player"});
    this.root.innerHTML = MARKUP;
    this.parts = Object.fromEntries(Object.entries(PARTS).map(([name, selector]) => [name, this.root.querySelector(selector)]));
    parent.querySelectorAll(":scope > .lrl-player").forEach(old => old.remove());
    parent.append(this.root);
    this.charts = new Charts(this.parts.charts, (place, plays) => this.click(place, plays));
    this.readouts = new Readouts(this.parts.readouts);
    this.stage = new Stage(this.root, this.parts, this.charts, () => this.redraw());
    this.voice = new Voice(this.parts.status);
    this.now = () => `${this.parts.epoch.textContent}. ${this.readouts.spoken()}`;
    this.steps = new Steps(this);
    this.edit = new Edit(this);
    this.hand = new Hand(this);
    this.ask = new Ask(this.parts.asked, this.voice);
    this.save = new Save(this);
    this.scan = new Scan(this.parts.scan, address => this.tell("scan", address));
    Object.assign(this, {data: null, epoch: 0, column: -1, state: "stopped"});
    this.askedAt = null;       // when the server was asked for a tail that has not come
    this.seen = false;         // whether this run has been seen to its end: only then its story is told
    this.frameMs = 16;
    this.reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.listen();
    this.tick = this.tick.bind(this);
    this.frame = requestAnimationFrame(this.tick);
    this.endWaiting = whenPlotlyComes(() => { this.ready = true; this.redraw(); }, () => this.charts.say(NO_PLOTLY));
  }

  get epochs() { return this.data.series.epoch; }
  get last() { return this.data ? this.epochs[this.epochs.length - 1] : 0; }
  get duration() { return duration(this.last, Number(this.parts.speed.value)); }
  get pace() { return paceAt(this.data.pace, this.epoch, this.last, this.duration); }
  /** What is drawn: a column, or while it plays a place on the way to the next one. */
  get moment() {
    return this.state === "playing" ? momentOf(this.epochs, this.epoch, this.pace, this.stride) : columnOf(this.epochs, this.epoch);
  }
  get stride() { return this.data.clock.stride; }      // epochs that one step takes
  get isInUse() { return (lastUsed?.isConnected ? lastUsed : document.querySelector(".lrl-player")) === this.root; }
  get standing() {
    return {epoch: this.epoch, last: this.last, history: this.data.history, seen: this.seen, playing: this.state !== "stopped",
      at: performance.now(), resets: this.resets};
  }

  // ---- the state

  /** The one way to another state: as the table in values.js says. */
  happens(event) {
    this.state = stateAfter(this.state, event);
    if (event === "change") this.askedAt = performance.now();
    if (["tail", "run", "silence"].includes(event)) this.askedAt = null;
    if (event === "silence") this.warn(NO_ANSWER);
    else if (!["halt", "end"].includes(event)) this.warn("");      // it stands until the run goes on, or another tail comes
    this.label();
  }

  warn(text) {
    const {unanswered} = this.parts;
    if (unanswered.textContent !== text) this.voice.say(text);
    unanswered.textContent = text;
    unanswered.hidden = !text;
  }

  play() {
    if (!this.data) return;
    if (this.epoch >= this.last) this.goTo(0);
    if (this.reduced) { this.goTo(this.last); return this.voice.say(`Finished. ${this.now()}`); }      // no motion: the end is there at once
    this.happens("play");
    this.then = performance.now();
    this.voice.begin(this.epoch / this.last, this.now);
    if (glides(this.epochs, this.column, this.pace, this.stride)) return;
    const next = Math.min(this.epochs.length - 1, this.column + 1);
    this.goTo(this.epochs[next]);      // the first move is seen at once, however slow the run
  }

  /** It stands where a step was recorded, and goes on from there. */
  halt() {
    if (this.state === "playing") this.epoch = this.epochs[columnOf(this.epochs, this.epoch)];
    this.happens("halt");
    this.remember();
  }
  toggle() { if (this.state !== "stopped") this.halt(); else if (!this.hand.waits(() => this.play())) this.play(); }
  reset() { this.halt(); this.goTo(0); }
  step(by) { if (this.data && !this.hand.waits(() => this.step(by))) { this.halt(); this.steps.go(by); } }
  scrubTo(epoch) { if (!this.hand.waits(() => this.scrubTo(epoch))) { this.halt(); this.goTo(epoch); } }
  goTo(epoch) { this.steps.wanted = null; this.epoch = Math.min(this.last, Math.max(0, epoch)); this.show(); }

  // ---- what the learner does

  listen() {
    const acts = {reset: () => this.reset(), back: () => this.step(-1), forward: () => this.step(1),
      copy: () => copyLink(this), present: () => this.stage.present(), scan: () => this.scan.toggle()};
    this.root.querySelectorAll("[data-do]").forEach(button => button.addEventListener("click", acts[button.dataset.do]));
    this.parts.reveal.addEventListener("click", () => this.revealEnd());
    this.parts.train.addEventListener("click", () => this.toggle());
    this.parts.scrub.addEventListener("input", e => this.scrubTo(Number(e.target.value)));
    this.parts.speed.addEventListener("input", () => this.label());
    for (const use of ["pointerdown", "focusin"]) this.root.addEventListener(use, () => { lastUsed = this.root; });
    this.keys = new Keys(this);
    this.stage.watch(() => { this.readouts.fit(); if (this.ready) this.charts.resize(); });
  }

  /** The result without watching; where lines are to be compared the run stands at its end. */
  revealEnd() {
    if (this.hand.waits(() => this.revealEnd())) return;
    this.seen = true;
    if (this.data.clock.compares) { this.skipped = true; this.goTo(this.last); }
    this.redraw();
    this.parts.story.focus();
  }

  click(place, plays) {
    if (plays) this.clickedAt = performance.now();
    this.tell("click", place);
  }

  // ---- what Python sends

  receive(data, {resets, link, wishes, scan, edit, hand, ends, files, replay, asked}, setTriggerValue) {
    this.save.receive(files, replay);
    Object.assign(this, {tell: setTriggerValue, ends});
    const sameRun = this.data?.run === data.run, stood = sameRun ? this.standing : memory.get(data.run);
    const known = stood?.resets === resets ? stood : undefined;      // a Reset forgets where runs stood
    if (this.resets !== resets) this.beginAnew(resets);
    if (link) keepInAddress(link);
    this.wishes = wishes ?? {};
    this.ask.receive(asked, data.ending, resets);
    this.parts.keys.textContent = keysInWords(this.wishes);
    this.scan.receive(scan);
    const {restarts, asks} = movedRate(known, data);
    if (!asks) this.adopt(data, known, restarts);
    else if (!sameRun) this.adopt({...data, history: known.history}, known, false);      // mounted anew, and it has to ask
    if (asks) this.rateMoved(data.run, asks);
    this.edit.receive(edit);
    this.hand.receive(hand);
  }

  beginAnew(resets) {
    this.reset();
    Object.assign(this, {resets, clickedAt: undefined});
  }

  /** Keep what is shown until the server sends the new tail. */
  rateMoved(run, history) {
    this.happens("change");
    this.tell("history", {run, history});
  }

  adopt(data, known, restarts) {
    const another = this.data?.run !== data.run, same = JSON.stringify(known?.history) === JSON.stringify(data.history);
    this.seen = Boolean(known?.seen && same);
    this.data = data;
    this.happens(another ? "run" : "tail");
    if (another) {
      if (known?.playing && performance.now() - known.at < RESUME_MS) this.happens("play");
      this.epoch = known ? known.epoch : 0;
      this.steps.wanted = null;
    }
    const rolls = another && performance.now() - (this.clickedAt ?? -Infinity) < ROLL_MS;
    if (rolls) this.clickedAt = undefined;
    this.epoch = restarts || rolls ? 0 : Math.min(this.epoch, this.last);
    this.epoch = this.steps.answered() ?? this.epoch;
    if (this.epoch >= this.last) this.happens("end");
    const {scrub} = this.parts;
    scrub.max = this.last;
    scrub.setAttribute("aria-label", data.clock.name);
    scrub.step = Number.isInteger(this.epochs[1] ?? 0) ? "1" : "any";
    this.readouts.receive(data);
    this.charts.receive(data);
    this.parts.story.replaceChildren(...storyOf(this.ask.without(data)));
    this.parts.setting.textContent = data.setting;
    this.root.setAttribute("aria-label", `Player: ${data.setting}`);
    this.stage.fit();
    this.redraw();
    if ((restarts || rolls) && this.last > 0) this.play();
  }

  remember() {
    if (!this.data) return;
    memory.delete(this.data.run);
    memory.set(this.data.run, this.standing);
    if (memory.size > REMEMBERED) memory.delete(memory.keys().next().value);
  }

  // ---- what is shown

  /** What has moved since the last time. */
  show() {
    if (!this.data) return;
    const {moment} = this, column = Math.floor(moment), moved = column !== this.column;
    if (this.ready && (moment !== this.drawn || this.charts.behind)) this.charts.show(moment, this.state === "playing" && this.frameMs > SLOW_MS);
    this.column = column;
    this.drawn = moment;
    if (moved) { this.write(); this.remember(); }
  }

  /** Everything. */
  redraw() {
    if (!this.data) return;
    this.root.style.setProperty("--lrl-scheme", isDark(getComputedStyle(this.root).backgroundColor) ? "dark" : "light");
    this.drawn = this.moment;
    this.column = Math.floor(this.drawn);
    if (this.ready) this.charts.draw(this.drawn);
    this.write();
    this.label();
    this.remember();
  }

  write() {
    const epoch = this.epochs[this.column], {clock, first, epochs} = this.data;
    this.readouts.write(this.column);
    this.charts.showNotices(epoch);
    this.tellStory(epoch >= this.last);
    this.parts.scrub.value = epoch;
    const time = `${clock.name} ${fixed(first + Math.floor(epoch), 0)} of ${fixed(epochs, 0)}`;
    this.parts.epoch.textContent = this.parts.clock.textContent = time;
  }

  /** Before a run has been seen to its end, nothing tells how it ends; a learner may ask. */
  tellStory(ended) {
    const {reveal, story} = this.parts, told = story.childElementCount > 0;
    this.skipped &&= ended;
    if (ended && this.last > 0) { tellEnd(this); this.seen = true; }
    reveal.hidden = !told || this.seen;
    reveal.textContent = this.data.clock.reveal;
    story.hidden = !told || !this.seen;
    this.charts.describe(this.seen);
    this.ask.answer(this.seen);
  }

  label() {
    const {train, rate, speed, note} = this.parts, running = this.state !== "stopped";
    const name = running ? "Pause" : this.data?.clock.button ?? "Train";
    if (train.textContent !== name) {
      train.dataset.state = running ? "Pause" : "Train";
      train.innerHTML = `${running ? ICONS.pause : ICONS.play}<span></span>`;
      train.lastElementChild.textContent = name;
    }
    if (!this.data) return;
    train.disabled = this.last === 0;
    const {pace, duration} = this, isLog = this.data.pace === "log", {units} = this.data.clock, {text, seconds} = this.data.note;
    rate.textContent = isLog ? `log time, ${fixed(duration, 1)} s` : `${fixed(pace, pace < 10 ? 1 : 0)} ${units}/s`;
    speed.setAttribute("aria-valuetext", `${fixed(pace, 1)} ${units} a second`);
    const slower = (isLog ? duration : this.last / pace) / seconds;
    note.textContent = text.replace("{slower}", fixed(slower, slower < 10 ? 1 : 0));
  }

  // ---- time

  tick(now) {
    this.frame = requestAnimationFrame(this.tick);
    const seconds = Math.min(0.1, Math.max(0, (now - (this.then ?? now)) / 1000));
    this.then = now;
    this.frameMs = 0.9 * this.frameMs + 100 * seconds;      // 0.1 of this frame's milliseconds
    if (this.askedAt !== null && now - this.askedAt > ANSWER_MS) this.happens("silence");
    this.steps.wait(now);
    if (this.state === "playing") this.epoch = Math.min(this.last, this.epoch + this.pace * seconds);
    this.show();
    if (this.state === "playing") this.voice.onTheWay(this.epoch / this.last, this.now);
    if (this.state === "playing" && this.epoch >= this.last) {
      this.happens("end");
      this.remember();
      this.voice.say(`Finished. ${this.now()}`);
    }
  }

  destroy() {
    this.remember();
    cancelAnimationFrame(this.frame);
    this.endWaiting?.();
    for (const part of [this.keys, this.edit, this.hand, this.save]) part.drop();
    this.stage.destroy();
    this.charts.drop();
    this.root.remove();
  }
}
