// The stage: how a player sits on its screen. The room for its charts, the ⋯ menu of a narrow one, and the whole screen for a class.

const UNDER = 10;          // pixels under the charts
const TOLD = 46;           // more of them, where there is room: what a run has shown begins in sight
const LOW_SCREEN = 500;    // a phone on its side
const STIRS = 4;           // a place that moves by fewer pixels has not moved

class Stage {
  constructor(root, parts, charts, redraw) {
    Object.assign(this, {root, parts, charts, redraw});
    this.full = () => { this.root.classList.toggle("lrl-presenting", document.fullscreenElement === this.root); this.turned(); };
    this.outside = e => { if (this.open && !e.target.closest?.(".lrl-more, .lrl-menu")) this.menu(false); };
    this.sized = () => this.fit();
    document.addEventListener("fullscreenchange", this.full);
    document.addEventListener("pointerdown", this.outside);
    addEventListener("resize", this.sized);
    parts.menu.addEventListener("click", () => this.menu(!this.open));
    for (const button of root.querySelectorAll('.lrl-more [data-do]:not([data-do="copy"])'))      // it tells what it has done
      button.addEventListener("click", () => this.menu(false));
    this.place = undefined;
  }

  /** Follow every change of size, also of what stands above. resized: what to do when the charts have another width. */
  watch(resized) {
    this.observer = new ResizeObserver(sized => {
      if (!this.charts.all.length) return;
      this.fit();
      if (sized.some(({target}) => target === this.parts.charts)) resized();
    });
    for (const part of [this.parts.charts, this.parts.asked]) this.observer.observe(part);
    this.observer.observe(this.root.closest('[data-testid="stMainBlockContainer"]') ?? this.root);
  }

  get presenting() { return this.root.classList.contains("lrl-presenting"); }
  get open() { return this.parts.menu.getAttribute("aria-expanded") === "true"; }

  menu(open) {
    this.parts.menu.setAttribute("aria-expanded", open);
    this.root.classList.toggle("lrl-open", open);
  }

  // ---- the room for the charts

  /** How far from the top of the page the charts begin, wherever it is scrolled to. */
  get top() {
    const scroller = this.presenting ? this.root : this.root.closest('[data-testid="stMain"]') ?? document.documentElement;
    return this.charts.home.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
  }

  /** Charts fill what the first screen has left. */
  fit() {
    const place = [Math.round(this.top / STIRS), innerWidth, innerHeight, this.presenting, this.charts.home.clientWidth].join();
    if (place === this.place && this.charts.all === this.fitted) return;
    this.place = place;
    this.fitted = this.charts.all;
    const room = innerHeight - this.top - UNDER - this.parts.keys.offsetHeight, low = innerHeight <= LOW_SCREEN ? LOWEST : LOW;
    const spare = !this.presenting && this.charts.home.clientWidth > SMALL && room > LOW + 2 * TOLD;
    this.charts.fit(room - (spare ? TOLD : 0), this.presenting, low);
  }

  // ---- the whole screen

  present() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (this.presenting || !this.root.requestFullscreen) this.overlay();
    else this.root.requestFullscreen().catch(() => this.overlay());
  }

  /** Escape closes what is open. -> whether something was */
  leaves() {
    const {scan, menu} = this.parts;
    if (!scan.hidden) scan.hidden = true;
    else if (this.open) { this.menu(false); menu.focus(); }
    else if (this.presenting) this.present();
    else return false;
    return true;
  }

  overlay() {
    this.root.classList.toggle("lrl-presenting");
    this.turned();
  }

  turned() {
    this.menu(false);
    this.parts.title.textContent = document.querySelector("h1")?.textContent ?? "";
    this.fit();
    this.redraw();
    if (this.presenting) this.parts.train.focus({preventScroll: true});      // there Space plays, however one came
    else this.parts.scan.hidden = true;
  }

  destroy() {
    this.observer.disconnect();
    document.removeEventListener("fullscreenchange", this.full);
    document.removeEventListener("pointerdown", this.outside);
    removeEventListener("resize", this.sized);
  }
}
