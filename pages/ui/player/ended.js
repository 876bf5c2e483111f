// Ended: who keeps a log of runs, or judges a challenge, is told of each that has been seen to its end, once. ends: true, or
// the name of what is judged. skipped: it stands at its end because the result was asked for, and nobody has watched it.

const endsTold = new Set();

function tellEnd({ends, tell, skipped, data: {run, history}}) {
  const name = JSON.stringify([run, history, ends]);
  if (!ends || skipped || endsTold.has(name)) return;
  endsTold.add(name);
  tell("ended", {run, history, ends});
}
