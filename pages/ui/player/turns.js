// Turns: how a chart in three dimensions is walked round. Plotly turns it under a mouse; here are buttons, and a finger that moves
// sideways, so that one that moves up or down still scrolls the page.

const TURN = Math.PI / 8;         // by one press
const ACROSS = 1.5 * Math.PI;     // by a finger that crosses the whole chart

/** Walk round by this angle. */
function turn(div, angle) {
  const camera = div._fullLayout?.scene?._scene?.getCamera();
  if (!camera) return;
  const {x, y} = camera.eye, [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  camera.eye = {...camera.eye, x: x * cos - y * sin, y: x * sin + y * cos};
  window.Plotly.relayout(div, {"scene.camera": camera});
}

/** Buttons and touch for a chart. solid: whether it has three dimensions now. -> {box, held}: held while a hand is on it */
function turnsOf(div, solid) {
  const press = (sign, label, angle) => {
    const button = element("button", {type: "button", "aria-label": label, title: label}, sign);
    button.addEventListener("click", () => turn(div, angle));
    return button;
  };
  const turns = {held: false, box: element("div", {class: "lrl-turns", hidden: ""}, press("⟲", "Turn left", -TURN), press("⟳", "Turn right", TURN))};
  const letGo = () => { turns.held = false; };
  let from = null;
  div.addEventListener("pointerdown", e => {
    if (!solid()) return;
    turns.held = true;
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, letGo, {once: true});
    from = e.pointerType === "touch" ? e.clientX : null;
  }, true);
  div.addEventListener("pointermove", e => {
    if (from === null || !turns.held || !solid()) return;
    turn(div, (-ACROSS * (e.clientX - from)) / div.clientWidth);
    from = e.clientX;
  });
  for (const touch of ["touchstart", "touchmove"])      // Plotly would keep them from the page
    div.addEventListener(touch, e => { if (solid()) e.stopPropagation(); }, {capture: true, passive: true});
  return turns;
}
