// Pictures: the charts as they stand, for paper. Light whatever the theme, as large as on the screen, in twice its resolution.

const PER_PIXEL = 2;
const PAPER = {text: "#1f2430", grid: "#d4d7de", paper: "#ffffff", edited: false, foreign: true, shown: {letters: 1, title: 1, line: 0, marker: 1}};

/** What a chart shows at the moment t, on white. -> {data, layout} */
function onPaper(chart, t) {
  const {div, drawing, tracks} = chart, {clientWidth: width, clientHeight: height} = div, now = div._fullLayout;
  const theme = {...PAPER, family: themeOf(chart.box).family, width, height}, data = drawing.data.map(trace => themedTrace(trace, theme));
  for (const track of tracks) Object.assign(data[track.index], chart.drawnAt(track, t));
  const layout = {...themedLayout(drawing.layout, chart.named, theme, chart.view), paper_bgcolor: "#fff", plot_bgcolor: "#fff"};
  for (const name of axesOf(layout)) if (now[name]) Object.assign(layout[name], {range: [...now[name].range], autorange: false});      // as it is zoomed
  if (layout.scene) layout.scene.camera = now.scene.camera;      // and turned
  return {data, layout};
}

/** Every chart as PNG and as SVG. -> [{name, bytes}, …] */
async function picturesOf(charts, t) {
  const files = [];
  for (const chart of charts.all) {
    const {clientWidth: width, clientHeight: height} = chart.div;
    for (const format of ["png", "svg"]) {
      const address = await window.Plotly.toImage(onPaper(chart, t), {format, width, height, scale: PER_PIXEL});
      files.push({name: `${chart.name}.${format}`, bytes: new Uint8Array(await (await fetch(address)).arrayBuffer())});
    }
  }
  return files;
}
