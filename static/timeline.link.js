// What ties the page together in the browser: the channel to the map's iframe, the address bar, the theme.

class MapLink {
  /** Talks to the map of this session over a BroadcastChannel; the messages are described in geo/maps.py. */
  constructor(name, heard) {
    this.channel = new BroadcastChannel(`sitmap-${name}`);
    this.channel.onmessage = ({ data }) => heard(data);
    this.post({ type: "hello" });
  }
  post(message) { this.channel.postMessage(message); }
  close() { this.channel.close(); }
}

/** Write the state into the address bar without a rerun: lists repeat their key, empty values are left out. */
function writeAddress(state) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") query.append(name, one);
    }
  }
  const kept = new URLSearchParams(window.location.search);
  for (const name of ["embed", "embed_options"]) kept.getAll(name).forEach((value) => query.append(name, value));
  const text = query.toString().replaceAll("%2C", ",");
  const address = `${window.location.pathname}${text ? `?${text}` : ""}`;
  if (address !== `${window.location.pathname}${window.location.search}`) {
    window.history.replaceState(window.history.state, "", address);
  }
}

/** The language of the page, for screen readers and hyphenation: Streamlit always says English. */
function speak(lang) {
  document.documentElement.lang = lang;
}

/** Streamlit reads its theme when the page opens: ask for another one and open the page again, once. */
function wearTheme(wanted, worn) {
  const asked = "sitmap-theme-asked";
  if (!wanted || wanted === worn) {
    window.sessionStorage.removeItem(asked);
    return;
  }
  if (window.sessionStorage.getItem(asked) === wanted) return;
  window.sessionStorage.setItem(asked, wanted);
  const key = `stActiveTheme-${window.location.pathname}-v2`;
  window.localStorage.setItem(key, JSON.stringify(wanted === "dark" ? "Dark" : "Light"));
  window.location.reload();
}
