// Replay: one HTML file that plays this run from a disk, without a network and without a server. It holds the player's own
// scripts and style, the message that this player plays, and Plotly, whose source the server keeps (take_home/downloads.py).

const PLOTLY_SOURCE = "component/pages.ui.take_home.downloads.plotly_source/plotly.min.js";      // beside the page's own address
const PLOTLY_BEGINS = /^\s*\/\*\*\s*\* plotly\.js v/;
const STYLED = ["text-color", "border-color", "background-color", "secondary-background-color", "primary-color", "font", "button-radius"];
const POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; connect-src data: blob:";
const AROUND_PLAYER = `
body { margin: 0; padding: 1rem 1.5rem 2rem; background: var(--st-background-color); color: var(--st-text-color); font-family: var(--st-font), sans-serif; }
main { max-width: 100rem; margin: auto; display: flex; flex-direction: column; gap: 0.6rem; }
h1 { margin: 0; font-size: 1.6rem; } p { margin: 0; overflow-wrap: anywhere; } a { color: inherit; }
@media (max-width: 640px) { body { padding: 0.8rem; } h1 { font-size: 1.3rem; } }`;

const MARKS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"};
const asText = text => text.replace(/[&<>"]/g, mark => MARKS[mark]);

/** Code that no parser of HTML takes for the end of its element. */
const asCode = code => code.replace(/<(?=\/script|script[\s/>])/gi, "\\x3C");
const asData = value => JSON.stringify(value).replaceAll("<", "\\u003c");

async function textAt(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}

async function plotlySource() {
  const text = await textAt(new URL(PLOTLY_SOURCE, location.href));
  if (!PLOTLY_BEGINS.test(text)) throw new Error("this is not Plotly");      // an unknown address gives the app's own page
  return text;
}

/** The player's style as it is on this page, and the colours of now. */
function styleOf(root) {
  const css = getComputedStyle(root), own = [...document.querySelectorAll("style")].find(({textContent}) => textContent.includes(".lrl-player"));
  return `:root { ${STYLED.map(name => `--st-${name}: ${css.getPropertyValue(`--st-${name}`)};`).join(" ")} }\n${own.textContent}\n${AROUND_PLAYER}`;
}

/** -> the parts of the file. about: {name, settings} */
async function replayPage({root, data, ask}, about) {
  const [plotly, module] = await Promise.all([plotlySource(), textAt(import.meta.url)]);
  const title = document.querySelector("h1")?.textContent ?? "A run", link = addressNow(), settings = about.settings || data.setting;
  const extras = {resets: 0, wishes: {}, asked: ask.asked, replay: {link, name: about.name, settings}};
  return [`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${asText(title)} · a saved run</title>
<style>${styleOf(root).replaceAll("</", "<\\/")}</style>
<main>
<h1>${asText(title)}</h1>
<p class="lrl-settings">${asText(settings)}</p>
<div id="home"></div>
<p>Change this run in the app: <a href="${asText(link)}">${asText(link)}</a></p>
</main>
<script type="application/json" id="extras">${asData(extras)}<${"/script"}>
<script type="application/json" id="message">${asData(data)}<${"/script"}>
<script>`, asCode(plotly), `<${"/script"}>
<script type="module">`, asCode(module), `
const told = ["extras", "message"].map(id => document.getElementById(id).textContent).join("\\n");
mount({data: new TextEncoder().encode(told), parentElement: document.getElementById("home"), setTriggerValue() {}});
<${"/script"}>
</html>
`];
}
