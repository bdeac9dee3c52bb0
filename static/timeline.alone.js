// The slider under a map that stands alone, in one file, without a server: after timeline.js in the same module.
// It stands in for timeline.link.js: the map is in the same document, and there is no address and no session to write to.

class MapLink {
  constructor(_name, heard) {
    sitmap.standing.heard = heard;
    queueMicrotask(() => heard({ type: "ready" }));
  }
  post(message) { sitmap.standing._hear(message); }
  close() {}
}

const writeAddress = () => {};
const wearTheme = () => {};
const speak = (lang) => { document.documentElement.lang = lang; };

/** Puts the slider at the foot of the page; `payload.timeline` is what static/timeline.js draws, null where no event is. */
function stand({ payload }) {
  if (!payload.timeline) return;
  const sheet = payload.style.sheets[payload.theme];
  const dock = sitmap.element("div", "sitmap-dock");
  const colours = { "text-color": sheet.ink, "background-color": sheet.land, "primary-color": payload.timeline.colors.movement };
  for (const [name, colour] of Object.entries(colours)) dock.style.setProperty(`--st-${name}`, colour);
  document.body.append(dock);
  const root = dock.attachShadow({ mode: "open" });
  root.append(document.getElementById("sitmap-timeline").content.cloneNode(true));
  timeline({ parentElement: root, data: payload.timeline, setStateValue() {}, setTriggerValue() {} });
}

stand(sitmap.standing);
