// The shell: what Streamlit lacks around a page. This module is loaded once in a document: what it installs stays.

const NARROW = matchMedia("(max-width: 768px)");       // here Streamlit lays the sidebar over the page
const LOW = matchMedia("(max-height: 500px)");         // a phone on its side: here shell.css does
const REST_MS = 250;                                   // between two looks at what Streamlit has drawn

const find = name => document.querySelector(`[data-testid="${name}"]`);

export default function ({data}) {
  describe(data);
  keepInAddress({lesson: data.lesson});      // a teacher's, on every page, so that a reload comes back to it
  look();
}

// ---- for shared links: what a page is about, in the head of the document

function describe({title, description}) {
  const told = {"name=description": description, "property=og:title": title, "property=og:description": description};
  for (const [which, content] of Object.entries(told)) {
    const [key, value] = which.split("=");
    let meta = document.head.querySelector(`meta[${key}="${value}"]`);
    if (!meta) {
      meta = document.createElement("meta");
      meta.setAttribute(key, value);
      document.head.append(meta);
    }
    meta.content = content;
  }
}

// ---- the first tab stop: to the run, past menus and settings

const train = () => document.querySelector(".lrl-train");
const skip = document.createElement("a");
skip.className = "lrl-skip";
skip.href = "#stMain";                                 // Streamlit's name for its main part
skip.addEventListener("click", event => {
  event.preventDefault();
  (train() ?? find("stMain"))?.focus();
});
nameSkip();
document.body.prepend(skip);


function nameSkip() {
  const name = train() ? "Skip to the run" : "Skip to the lesson";
  if (skip.textContent !== name) skip.textContent = name;
}

// ---- the sidebar over the page closes itself after a choice: a pointer let go, or Enter, after which the page runs again

const sidebar = () => find("stSidebar");
const open = () => sidebar()?.dataset.collapsed === "false";
const covers = () => (NARROW.matches || LOW.matches) && open();
let choice = null;                                     // {down: a finger is on it, ran: the page runs again, at: when it was let go}
const CHOICE_MS = 2000;                                // a choice after which the page has not run by then was none

/** Whether this is in the sidebar, or in a list that hangs on one of its boxes. */
const belongs = node => sidebar().contains(node)
  || Boolean(node.closest("[role=listbox]") && sidebar().querySelector("[role=combobox][aria-expanded=true]"));

function decide() {
  if (!choice || choice.down || !choice.ran) return;
  choice = null;
  if (covers()) close();
}

function close() {
  const held = sidebar().contains(document.activeElement) || document.activeElement === document.body;
  find("stSidebarCollapseButton")?.querySelector("button")?.click();
  if (held) requestAnimationFrame(() => find("stExpandSidebarButton")?.focus({preventScroll: true}));
}

document.addEventListener("pointerdown", event => {
  const inside = covers() && belongs(event.target);
  choice = inside ? {down: true, ran: false} : null;
  if (covers() && !inside && !NARROW.matches && find("stMain")?.contains(event.target)) {      // Streamlit does so where it is narrow
    close();
    swallowClick();
  }
}, true);
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => {
  if (choice) { Object.assign(choice, {down: false, at: performance.now()}); decide(); }
}, true);
document.addEventListener("keydown", event => {
  choice = event.key === "Enter" && covers() && event.target.matches?.("input") && belongs(event.target) ? {down: false, ran: false, at: performance.now()} : null;
}, true);

/** The touch that closes the sidebar presses nothing under it. */
function swallowClick() {
  const swallow = event => { event.preventDefault(); event.stopPropagation(); };
  document.addEventListener("click", swallow, {capture: true, once: true});
  setTimeout(() => document.removeEventListener("click", swallow, {capture: true}), 500);
}

/** Streamlit begins with an open sidebar on a phone on its side, where it hides the picture. */
let begun = false;
function beginClosed() {
  if (begun || !sidebar()) return;
  begun = true;
  if (LOW.matches && !NARROW.matches && open()) close();
}

// ---- what Streamlit draws and not everyone can use

const SCROLLS = {'[data-testid="stCode"] pre': "Code", '[data-testid="stMarkdownContainer"]:has(> table)': "Table",
  '[class*="st-key-step-"]:has(table)': "Table", ".stMain .katex-display": "Formula"};

/** What scrolls can be reached by Tab and has a name, as long as it scrolls. */
function nameWhatScrolls() {
  for (const [selector, name] of Object.entries(SCROLLS))
    for (const region of document.querySelectorAll(selector)) {
      const {overflowX, overflowY} = getComputedStyle(region);
      const scrolls = overflowX === "auto" && region.scrollWidth > region.clientWidth
        || overflowY === "auto" && region.scrollHeight > region.clientHeight;
      if (scrolls === (region.dataset.lrlScrolls === "")) continue;
      region.toggleAttribute("data-lrl-scrolls", scrolls);
      for (const [key, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", name]])
        if (scrolls) region.setAttribute(key, value); else region.removeAttribute(key);
    }
}

/** The menu in the sidebar is a list with headings in it, which no list may have: its links stand for themselves. */
function unlistMenu() {
  for (const part of sidebar()?.querySelectorAll("[data-testid=stSidebarNavItems]:not([role]), [data-testid=stSidebarNavItems] li:not([role])") ?? [])
    part.setAttribute("role", "none");
}

// ---- looks again when the page has changed; what the player draws is no change, and costs next to nothing

let resting = null;
function look() {
  resting ??= setTimeout(() => {
    resting = null;
    nameSkip();
    beginClosed();
    unlistMenu();
    nameWhatScrolls();
  }, REST_MS);
}

const app = find("stApp");
new MutationObserver(() => {
  if (choice && !choice.down && performance.now() - choice.at > CHOICE_MS) choice = null;
  if (choice && app.dataset.testScriptState !== "notRunning") { choice.ran = true; decide(); }
}).observe(app, {attributes: true, attributeFilter: ["data-test-script-state"]});
new MutationObserver(records => {
  if (!resting && records.some(({target}) => !target.closest?.(".lrl-player"))) look();
}).observe(app, {childList: true, subtree: true});
document.addEventListener("toggle", look, true);
addEventListener("resize", look);
