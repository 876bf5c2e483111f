// Sums: a line fitted to points as they are moved, from the sums about their means. Pure, as values.js is. A point is [x, y].

const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;
const SAME_X = 1e-9;       // a spread of x that is no more than rounding, as in own/data.py
const ROUNDING = 1e-14;    // of the size of y: a loss below its square is none

/** The means, and each point as seen from them; a second look takes away what rounding has left. */
function centred(points) {
  const about = i => {
    const values = points.map(point => point[i]), rough = mean(values), rest = mean(values.map(value => value - rough));
    return {middle: rough + rest, away: values.map(value => value - rough - rest)};
  };
  return {x: about(0), y: about(1)};
}

/** w = Sxy/Sxx, b = ȳ − w·x̄, and the loss that is left, the mean of (dy − w·dx)²; null where no line fits better than others. */
function leastSquares(points) {
  const xs = points.map(([x]) => x), largest = Math.max(...xs.map(Math.abs));
  if (points.length < 2 || Math.max(...xs) - Math.min(...xs) <= SAME_X * largest) return null;
  const {x, y} = centred(points), sum = values => values.reduce((total, value) => total + value, 0);
  const w = sum(x.away.map((dx, i) => dx * y.away[i])) / sum(x.away.map(dx => dx * dx));
  const loss = mean(x.away.map((dx, i) => (y.away[i] - w * dx) ** 2)), rounding = ROUNDING ** 2 * mean(points.map(([, y]) => y * y));
  return {w, b: y.middle - w * x.middle, loss: loss > rounding ? loss : 0};
}

/** A value in four digits of the axis that it stands on. */
function roundedOn(value, [low, high]) {
  const decimals = 3 - Math.floor(Math.log10(Math.abs(high - low)));
  return decimals >= 0 ? Number(value.toFixed(Math.min(100, decimals))) : Math.round(value / 10 ** -decimals) * 10 ** -decimals;
}

/** Which of these places {x, y} in pixels is nearest to one, and within reach; -1: none. */
function nearestPlace(places, {x, y}, reach) {
  const far = places.map(place => Math.hypot(place.x - x, place.y - y));
  const near = far.indexOf(Math.min(...far));
  return near >= 0 && far[near] <= reach ? near : -1;
}

/** The residuals of these points, as Python's track of them draws others: sticks, or squares. */
function residualsOf(track, points) {
  const xs = points.map(([x]) => x), ys = points.map(([, y]) => y), line = xs.map(x => ({b: 1, w: x}));
  if (track.kind === "squares") return {...track, x: xs, y: ys, to: line};
  return {...track, x: xs.flatMap(x => [x, x, null]), y: ys.flatMap((y, i) => [y, line[i], null])};
}

const samePoints = (one, other) => JSON.stringify(one) === JSON.stringify(other);
