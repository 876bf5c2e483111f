// Values: what there is to show at each moment, worked out. Pure: it knows no page, no clock and no Plotly.

const REPLACES = 0.02;     // a rate changed again within 2 % of the run replaces the last change
const BETWEEN = 16;        // values of a readout looked at for its width
const FRAME_S = 1 / 55;
const LOG_START = 5;       // in "log" time the speed is proportional to the epoch plus this

// ---- states

// What happens -> the state after it. Halt is pause, step or scrub; change is a rate or a point moved mid-run; tail is what Python sends of
// the same run, run of another one; silence is no answer in time. What stands in no row changes nothing.
const STATES = {
  stopped: {play: "playing", halt: "stopped", change: "stopped", tail: "stopped", silence: "stopped", run: "stopped"},
  playing: {halt: "stopped", change: "waiting", tail: "playing", silence: "stopped", end: "stopped", run: "stopped"},
  waiting: {halt: "stopped", change: "waiting", tail: "playing", silence: "stopped", run: "stopped"},
};

const stateAfter = (state, event) => STATES[state][event] ?? state;

// ---- cells: a number, a gap, the name of a series, a list of cells, or a sum such as {b: 1, w: 12.5, "": 3}

function cellAt(cell, t, series) {
  if (cell === null || typeof cell === "number") return cell;
  if (typeof cell === "string") return series[cell][t];
  if (Array.isArray(cell)) return cell.map(c => cellAt(c, t, series));
  let sum = 0;
  for (const name in cell) sum += name === "" ? cell[name] : cell[name] * series[name][t];
  return sum;
}

/** The way from one drawn value to the next is straight, on a log axis too. */
function between(from, to, part, log) {
  if (Array.isArray(from)) return from.map((value, i) => between(value, to[i], part, log));
  if (from === null || to === null) return from;
  return log && from > 0 && to > 0 ? from ** (1 - part) * to ** part : from + part * (to - from);
}

/** A cell at a moment t, which is a column or lies between two of them. */
function cellThen(cell, t, series, log) {
  const column = Math.floor(t);
  return column === t ? cellAt(cell, t, series) : between(cellAt(cell, column, series), cellAt(cell, column + 1, series), t - column, log);
}

/** A cell at all columns up to the moment t; several cells one after the other, with gaps between. */
function growing(cell, t, series, log) {
  if (Array.isArray(cell)) return cell.flatMap(c => [...growing(c, t, series, log), null]);
  const column = Math.floor(t);
  const grown = typeof cell === "string" ? series[cell].slice(0, column + 1) : Array.from({length: column + 1}, (_, i) => cellAt(cell, i, series));
  if (column < t) grown.push(cellThen(cell, t, series, log));
  return grown;
}

/** The smallest and the largest value of a cell, and some between them. */
function samples(cell, series) {
  let low = Infinity, high = -Infinity;
  const last = series.epoch.length - 1, between = [];
  for (let t = 0; t <= last; t++) {
    const value = cellAt(cell, t, series);
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  for (let i = 1; i < BETWEEN; i++) between.push(cellAt(cell, Math.floor((i * last) / BETWEEN), series));
  return [low, high, ...between];
}

/** How many characters the longest text of a number has. */
const widest = (value, signed, series) => Math.max(...samples(value.cell, series).map(number => format(number, value, signed).length));

// ---- how high the charts are

const [LOW, LOWER, LOWEST, HIGH] = [260, 220, 180, 340];     // pixels
const CHART_GAP = 8, SMALL = 640;
const FLAT = 150;          // a chart so low has a row of its own
const clamp = (low, value, high) => Math.max(low, Math.min(value, high));

/** How many charts stand side by side in a player so wide: a phone has one column, four charts stand two by two. */
const columnsOf = (count, width, tall) => width <= SMALL || count === 1 ? 1 : count === 2 || count === 4 || tall ? 2 : 3;

/** Pixels for each chart: the first row fills the room that the screen has left, at most as high as wished for.
 *  tall: the first chart stands beside all others. full: the charts have the whole screen. */
function chartHeights({room, wishes, columns, tall = false, full = false, low = LOW}) {
  const others = wishes.length - 1;
  if (full) {
    const flat = wishes.filter(wish => wish < FLAT), rows = tall ? others : Math.ceil((wishes.length - flat.length) / columns);
    const left = flat.reduce((sum, wish) => sum - wish - CHART_GAP, room);
    const row = Math.max(LOWEST, (left - CHART_GAP * (rows - 1)) / rows);
    return wishes.map((wish, i) => wish < FLAT ? wish : tall && i === 0 ? rows * row + CHART_GAP * (rows - 1) : row);
  }
  if (columns === 1) {
    const below = wishes.slice(1).map(wish => Math.min(wish, LOWER));
    const left = room - below.reduce((sum, height) => sum + height + CHART_GAP, 0);
    return [Math.min(wishes[0], clamp(low, left, HIGH)), ...below];
  }
  if (!tall) return wishes.map(wish => clamp(Math.min(low, wish), room, wish));
  const height = clamp(Math.max(low, others * LOWEST), room, wishes[0]);
  return wishes.map((_, i) => i === 0 ? height : (height - CHART_GAP * (others - 1)) / others);
}

// ---- columns and epochs

/** The last recorded column at or before this epoch. */
function columnOf(epochs, epoch) {
  let low = 0, high = epochs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (epochs[middle] <= epoch) low = middle; else high = middle - 1;
  }
  return low;
}

/** The next recorded epoch in this direction (1 or -1), past the fractions on the way to it. */
function neighbour(epochs, epoch, by) {
  let i = columnOf(epochs, epoch) + by;
  while (i > 0 && i < epochs.length - 1 && !Number.isInteger(epochs[i])) i += by;
  return epochs[Math.min(epochs.length - 1, Math.max(0, i))];
}

/** Whether the way to the next column is drawn: it is one step, which is straight, and takes longer than a frame. */
function glides(epochs, column, pace, stride) {
  const gap = epochs[column + 1] - epochs[column];
  return gap <= stride && gap > pace * FRAME_S;
}

/** The moment to draw at this epoch: its column, or a place on the way to the next one. */
function momentOf(epochs, epoch, pace, stride) {
  const column = columnOf(epochs, epoch);
  return glides(epochs, column, pace, stride) ? column + (epoch - epochs[column]) / (epochs[column + 1] - epochs[column]) : column;
}

/** Whether this epoch was sent. */
const isRecorded = (epochs, epoch) => epochs[columnOf(epochs, epoch)] === epoch;

/** The next whole step of `stride` epochs in this direction (1 or -1), sent or not. */
function wholeNeighbour(epochs, epoch, by, stride = 1) {
  const whole = by > 0 ? Math.floor(epoch / stride) + 1 : Math.ceil(epoch / stride) - 1;
  return Math.min(epochs[epochs.length - 1], Math.max(0, whole * stride));
}

/** How long a run lasts, in seconds: about 10, and 3 at least; `speed` doublings faster. */
const duration = (last, speed) => Math.min(10, Math.max(3, last / 60)) / 2 ** speed;

/** Epochs a second: always the same, or in "log" time ever more: soon every tenfold takes as long. */
function paceAt(pace, epoch, last, seconds) {
  const span = pace === "log" ? (epoch + LOG_START) * Math.log1p(last / LOG_START) : last;
  return Math.max(1, span) / seconds;
}

// ---- rates: a history is [[epoch, rate], …]

/** The history once `rate` is asked for at `epoch`: what came later is no more. */
function changedHistory(history, epoch, rate, epochs) {
  const begun = history.filter(([from]) => from <= epoch), [lastEpoch] = begun[begun.length - 1];
  const replaces = epoch - lastEpoch < REPLACES * epochs;
  return [...(replaces ? begun.slice(0, -1) : begun), [replaces ? lastEpoch : epoch, rate]];
}

/** What was told of a run that stands at `known` {history, epoch, last}. Has its rate moved: at the end, so that it restarts?
 *  Mid-run, so that another tail must be asked for? Then `asks` is the history to ask with. */
function movedRate(known, told) {
  const same = JSON.stringify(told.history) === JSON.stringify(known?.history);
  if (!known || same || told.history.length > 1) return {restarts: false, asks: null};
  const history = changedHistory(known.history, Math.floor(known.epoch), told.rate, told.epochs);
  const midRun = 0 < known.epoch && known.epoch < known.last && history.length > 1;
  return {restarts: known.epoch >= known.last, asks: midRun ? history : null};
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

/** plain() of numbers.py: 181, 7,810,000, 2.56 × 10⁻⁷; so many significant digits, none of them a zero at its end. */
function plainNumber(value, digits = 3) {
  if (value === 0) return "0";
  if (value < 0) return `−${plainNumber(-value, digits)}`;
  if (value === Infinity) return "∞";
  const trimmed = text => text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e"), k = Number(exponent);
  if (-4 <= k && k < 7) return trimmed(fixed(Number(`${mantissa}e${k}`), Math.max(0, digits - 1 - k)));
  const power = `10${[...String(k)].map(c => SUPERSCRIPT[c]).join("")}`;
  return trimmed(mantissa) === "1" ? power : `${trimmed(mantissa)}\u202f×\u202f${power}`;
}

/** Of [[epoch, text], …] the last one begun. */
const wordsAt = (words, epoch) => words.reduce((text, [from, next]) => from <= epoch ? next : text, "");

/** A text cut at its {names} of numbers: strings, and {name, signed} for "{name}" or "{+name}". */
const partsOf = text => text.split(/(\{\+?\w+\})/).filter(Boolean).map(part => {
  const found = part.match(/^\{(\+?)(\w+)\}$/);
  return found ? {name: found[2], signed: found[1] === "+"} : part;
});

/** A text cut at its **bold** words and [[terms]]: strings, {bold}, {term, shown}; [[shown|term]] shows another form of it. */
const spansOf = text => text.split(/(\*\*[^*]+\*\*|\[\[[^\]]+\]\])/).filter(Boolean).map(part => {
  if (part.startsWith("**")) return {bold: part.slice(2, -2)};
  if (!part.startsWith("[[")) return part;
  const [shown, term = shown] = part.slice(2, -2).split("|");
  return {term, shown};
});

const isDark = rgb => rgb.match(/[\d.]+/g).slice(0, 3).reduce((sum, c) => sum + Number(c), 0) < 3 * 128;

// ---- true squares: a side in x measures as many pixels as the residual does in y

const pixelsPerUnit = ({_length, range}) => _length / Math.abs(range[1] - range[0]);

function squares(track, t, series, {xaxis, yaxis}) {
  const widthPerHeight = pixelsPerUnit(yaxis) / pixelsPerUnit(xaxis), end = Math.max(...xaxis.range);
  const x = [], y = [];
  track.x.forEach((at, i) => {
    const from = cellThen(track.y[i], t, series), to = cellThen(track.to[i], t, series);
    const side = Math.abs(to - from) * widthPerHeight;
    const edge = at + side <= end ? at + side : at - side;
    const [left, right] = [Math.min(at, edge), Math.max(at, edge)], [low, high] = [Math.min(from, to), Math.max(from, to)];
    x.push(left, right, right, left, left, null);      // all the same way round, or overlaps would cancel in the filling
    y.push(low, low, high, high, low, null);
  });
  return {x, y};
}

// ---- tracks

const AXES = ["x", "y", "z", "to"];
const looks = (track, t, series) => JSON.stringify(AXES.map(axis => axis in track ? cellThen(track[axis], t, series) : null));

/** Whether a track looks the same at two moments; one that grows must not have moved between them either. */
function unmoved(track, from, to, series) {
  if (track.kind !== "grow") return looks(track, from, series) === looks(track, to, series);
  const last = Math.ceil(Math.max(from, to));
  for (let t = Math.floor(Math.min(from, to)); t < last; t++) if (looks(track, t, series) !== looks(track, t + 1, series)) return false;
  return true;
}

/** What a trace shows at the moment t; squares need the axes {xaxis, yaxis} that they are drawn on. */
function drawnAt(track, t, series, axes) {
  if (track.kind === "squares") return squares(track, t, series, axes);
  const read = track.kind === "grow" ? growing : cellThen, log = axis => axes?.[`${axis}axis`]?.type === "log";
  return Object.fromEntries(["x", "y", "z"].filter(axis => axis in track).map(axis => [axis, read(track[axis], t, series, log(axis))]));
}
