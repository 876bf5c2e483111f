// Ended: who keeps a log of runs is told of each that has been seen to its end, once.

const endsTold = new Set();

function tellEnd({ends, tell, data: {run, history}}) {
  const name = JSON.stringify([run, history]);
  if (ends && !endsTold.has(name)) tell("ended", {run, history});
  endsTold.add(name);
}
