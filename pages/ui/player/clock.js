// Clock: a line fitted by hand against the clock. It starts at the first touch of a handle; when it is over, or when the run is
// played, the handles are locked, and the line is told as it is, with the time that it took.

const EVERY_MS = 100;            // how often the time left is written
const NO_LINE = "Your line first: drag a handle.";

const attempts = new Map();      // name -> {began, heights, used}: the clock runs on while a player is mounted anew

class Clock {
  constructor(hand) {
    this.hand = hand;
    this.sand = element("span", {class: "lrl-sand"});
    this.text = element("span", {class: "lrl-left", role: "timer"});
    this.again = element("button", {type: "button", class: "lrl-again"}, "Again");
    this.again.addEventListener("click", () => hand.send({again: true, attempt: this.name}));
    this.row = element("div", {class: "lrl-contest"}, this.sand, this.text, this.again);
  }

  /** contest: of player.py; nothing where no clock runs. */
  receive(contest) {
    const {hand} = this, {attempt, seconds, used} = contest ?? {};
    if (attempt !== this.name) {
      hand.moved = false;
      clearInterval(this.timer);
      this.timer = null;
    }
    Object.assign(this, {name: attempt, seconds, taken: used ?? null});
    if (Boolean(contest) !== this.row.isConnected) this.stand(Boolean(contest));
    if (!contest) return;
    const {now} = this;
    if (now.heights && this.taken === null) hand.heights = now.heights;
    if (this.runs) this.timer ??= setInterval(() => this.tick(), EVERY_MS);
    else if (this.taken === null && now.used !== undefined && !now.told) this.tell();      // the report was lost
    this.show();
  }

  /** Under the chart, or away. */
  stand(here) {
    const {chart} = this.hand;
    if (here) chart.box.append(this.row); else this.row.remove();
    chart?.box.classList.toggle("lrl-timed", here);
    chart?.resize();
  }

  /** What is known of the attempt of now. */
  get now() {
    if (!attempts.has(this.name)) attempts.set(this.name, {});
    return attempts.get(this.name);
  }

  get used() { return Math.min(this.seconds, (performance.now() - this.now.began) / 1000); }
  get runs() { return Boolean(this.name) && this.now.began !== undefined && this.now.used === undefined && this.taken === null; }
  get over() { return Boolean(this.name) && (this.taken !== null || this.now.used !== undefined); }

  /** A handle is touched: whether it may be moved. The first touch starts the clock. */
  lets() {
    if (!this.name) return true;
    if (this.runs) this.tick();
    if (this.over) return false;
    if (this.runs) return true;
    Object.assign(this.now, {began: performance.now(), heights: this.hand.heights});
    this.timer = setInterval(() => this.tick(), EVERY_MS);
    this.hand.player.voice.say(`The clock runs: ${this.seconds} seconds.`);
    return true;
  }

  tick() {
    this.now.heights = this.hand.heights;
    if (this.used >= this.seconds) this.end();
    this.show();
  }

  /** The line is taken as it is. */
  end() {
    clearInterval(this.timer);
    this.timer = null;
    Object.assign(this.now, {used: this.used, heights: this.hand.heights});
    this.tell();
    this.show();
  }

  tell() {
    const {hand, name, now, now: {used}} = this;
    now.told = true;
    Object.assign(hand, {held: undefined, moved: false});
    hand.send({...hand.line, attempt: name, used});
    hand.player.voice.say(`${this.words} ${hand.player.readouts.spoken()}`);
  }

  /** Before a run is played: whether there is no line yet. */
  lacks() {
    if (!this.name) return false;
    if (this.runs) this.end();
    if (this.over) return false;
    this.text.textContent = NO_LINE;
    this.hand.player.write();      // a slider that was moved goes back
    this.hand.player.voice.say(NO_LINE);
    return true;
  }

  get words() {
    const {seconds, taken, now: {used}, hand, hand: {player}} = this, mse = `MSE ${plainNumber(lossOf(hand.line, hand.hand.bowl), 3)}`;
    if (this.over) return `Your line took ${fixed(taken ?? used, 1)} s, ${mse}.${player.seen ? "" : " Press Train."}`;
    return this.runs ? `${fixed(seconds - this.used, 1)} s left, ${mse}` : `${seconds} s, from your first touch`;
  }

  show() {
    if (!this.name) return;
    const {hand, over} = this, left = over ? 0 : this.runs ? 1 - this.used / this.seconds : 1;
    this.text.textContent = this.words;
    this.sand.style.setProperty("--left", left);
    this.again.hidden = !over;
    this.sand.hidden = over;
    hand.handles.forEach(node => node.setAttribute("aria-disabled", over));
  }

  drop() {
    clearInterval(this.timer);
    this.timer = null;
    this.row.remove();
  }
}
