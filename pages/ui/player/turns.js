// Turns: how a chart in three dimensions is walked round: by a mouse, by buttons, and by a finger that moves sideways, so that one
// that moves up or down still scrolls the page. Plotly's own hand is switched off: it is dead for half a second after every drawing.

const TURN = Math.PI / 8;         // by one press
const ACROSS = 1.5 * Math.PI;     // by a hand that crosses the whole chart
const STEEPEST = 1.45;            // radians up or down: above the pole left and right change places

/** Walk round by this angle, and up by this one. */
function turn(div, angle, up = 0) {
  const camera = div._fullLayout?.scene?._scene?.getCamera();
  if (!camera) return;
  const {x, y, z} = camera.eye, far = Math.hypot(x, y, z);
  const around = Math.atan2(y, x) + angle, high = clamp(-STEEPEST, Math.asin(z / far) + up, STEEPEST);
  camera.eye = {x: far * Math.cos(high) * Math.cos(around), y: far * Math.cos(high) * Math.sin(around), z: far * Math.sin(high)};
  div._fullLayout._guiEditing = true;      // as by a hand of Plotly's own: the next full drawing keeps it
  window.Plotly.relayout(div, {"scene.camera": camera});
  div._fullLayout._guiEditing = false;
}

/** Buttons, mouse and touch for a chart. solid: whether it has three dimensions now. -> the buttons */
function turnsOf(div, solid) {
  let from = null;                         // where the hand was last
  const follow = e => {
    const [across, down] = [e.clientX - from.x, e.pointerType === "touch" ? 0 : e.clientY - from.y].map(way => ACROSS * way / div.clientWidth);
    turn(div, -across, down);
    from = {x: e.clientX, y: e.clientY};
  };
  const letGo = () => {
    removeEventListener("pointermove", follow);
    for (const end of ["pointerup", "pointercancel"]) removeEventListener(end, letGo);
  };
  div.addEventListener("pointerdown", e => {
    if (!solid() || e.button !== 0 || !e.isPrimary || e.target.tagName !== "CANVAS") return;
    from = {x: e.clientX, y: e.clientY};
    addEventListener("pointermove", follow);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, letGo);
  }, true);
  for (const touch of ["touchstart", "touchmove"])      // Plotly would keep them from the page
    div.addEventListener(touch, e => { if (solid()) e.stopPropagation(); }, {capture: true, passive: true});
  return element("div", {class: "lrl-turns", hidden: ""}, signButton("⟲", "Turn left", () => turn(div, -TURN)),
    signButton("⟳", "Turn right", () => turn(div, TURN)));
}
