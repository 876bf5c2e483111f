// Ended: who keeps a log of runs, or judges a challenge, is told of each that has been seen to its end, once. ends: true, or
// the name of what is judged.

const endsTold = new Set();

function tellEnd({ends, tell, data: {run, history}}) {
  const name = JSON.stringify([run, history, ends]);
  if (!ends || endsTold.has(name)) return;
  endsTold.add(name);
  tell("ended", {run, history, ends});
}
