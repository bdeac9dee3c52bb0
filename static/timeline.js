// The date slider of the page: a component of Streamlit (components v2). While the pointer drags or a key steps it posts each
// date to the map; on release it tells Python (state "window"). A mark picked on the map comes back as the trigger "pick".
// Needs timeline.chart.js and timeline.link.js before it in the same script.

const DAYS_PER_SECOND = 2;
const SPEEDS = [0.5, 1, 2, 4, 8, 16];
const MODES = ["window", "cumulative", "day"];
const HANDLE_PX = 9;
const SETTLE_MS = 160;
// A hand that moves less than this between press and release has clicked.
const CLICK_PX = 4;
// A map that has not answered by then is loaded again, each time after twice as long: one script that did not
// arrive would leave it blank for good.
const PATIENCE_MS = 20000;

class Timeline {
  constructor(root) {
    this.root = root;
    this.dock = root.querySelector(".dock");
    const asked = new URLSearchParams(window.location.search);
    this.at = asked.get("at");
    this.layers = asked.get("layers");
    this.patience = PATIENCE_MS;
    this.rev = -1;
    this.speed = 1;
    this.wire();
  }

  one(selector) { return this.dock.querySelector(selector); }

  // --- what Python says -------------------------------------------------------------------------------------------

  update(component) {
    this.component = component;
    const before = this.data;
    const data = component.data;
    this.data = data;
    this.domain = { start: dayOf(data.domain.start), end: dayOf(data.domain.end) };
    this.bins = data.bins.map(([iso, ...counts]) => [dayOf(iso), ...counts]);
    this.stops = data.stops.map(dayOf);
    if (!before || before.channel !== data.channel) {
      this.map?.close();
      this.map = new MapLink(data.channel, (message) => this.hear(message));
    }
    if (!before || before.domain.start !== data.domain.start || before.domain.end !== data.domain.end) {
      this.axis = { start: dayOf(data.focus.start), end: dayOf(data.focus.end) };
    }
    if (data.rev > this.rev) {
      this.rev = data.rev;
      this.window = { start: dayOf(data.window.start), end: dayOf(data.window.end), mode: data.window.mode };
    }
    this.dock.dataset.known = `${data.window.start}/${data.window.end}`; // the days that Python's tables are of
    this.selected = data.selected;
    if (!before || before.chart !== data.chart) this.guard();
    if (data.tool && before?.tool?.nonce !== data.tool.nonce) this.map.post({ type: "tool", tool: data.tool.name });
    if (!before || before.lang !== data.lang) this.name();
    if (!before && data.fly) this.flown = data.fly.nonce;
    if (data.fly && data.fly.nonce !== this.flown) {
      this.flown = data.fly.nonce;
      this.map.post({ type: "fly", lat: data.fly.lat, lon: data.fly.lon, zoom: data.fly.zoom });
    }
    this.dock.style.setProperty("--scheme", data.worn);
    this.show();
    this.address();
    speak(data.lang);
    wearTheme(data.link.theme, data.worn);
  }

  name() {
    const { words, lang } = this.data;
    this.long = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    for (const node of this.dock.querySelectorAll("[data-word]")) {
      node.setAttribute("aria-label", words[node.dataset.word]);
      node.title = words[node.dataset.word];
    }
    const number = new Intl.NumberFormat(lang);
    this.one(".speed").replaceChildren(...SPEEDS.map((speed) => new Option(`${speed === 0.5 ? "½" : number.format(speed)}×`, speed, false, speed === this.speed)));
    this.one(".modes").replaceChildren(...MODES.map((mode) => {
      const button = document.createElement("button");
      button.textContent = words[mode];
      button.title = words[`${mode}_help`];
      button.dataset.mode = mode;
      button.onclick = () => { this.enter(mode); this.settle(0); };
      return button;
    }));
  }

  // --- what the map says ------------------------------------------------------------------------------------------

  hear(message) {
    if (!this.root.isConnected) return this.close();
    if (message.type === "ready") {
      clearTimeout(this.guarding);
      this.post();
      if (this.layers !== null) this.map.post({ type: "layers", names: this.layers.split(",") });
      const [lat, lon, zoom] = (this.at ?? "").split(",").map(Number);
      if (this.seen && Number.isFinite(zoom)) this.map.post({ type: "fly", lat, lon, zoom });
    } else if (message.type === "pick" && message.id !== this.selected) {
      this.selected = message.id;
      this.post();
      this.component.setTriggerValue("pick", { id: message.id });
    } else if (message.type === "area" || message.type === "point") {
      this.component.setTriggerValue(message.type, message);
    } else if (message.type === "layers") {
      this.layers = message.names.join(",") || "none";
      this.address();
    } else if (message.type === "view") {
      this.seen = true;
      this.at = [message.lat.toFixed(3), message.lon.toFixed(3), Number(message.zoom.toFixed(2))].join(",");
      this.address();
    } else if (message.type === "drawn") {
      this.dock.dataset.drawn = message.count;
      this.drawn = message.count;
      this.label();
      if (this.at === null && !this.fitted) this.map.post({ type: "fit" });
      this.fitted = true;
    }
  }

  /** Load the map again where it does not answer. */
  guard() {
    clearTimeout(this.guarding);
    this.guarding = setTimeout(() => {
      if (!this.root.isConnected) return;
      document.querySelector('iframe[title*="st_folium"]')?.contentWindow.location.reload();
      this.patience *= 2;
      this.guard();
    }, this.patience);
  }

  /** Streamlit has taken the slider off the page. */
  close() {
    clearTimeout(this.guarding);
    document.removeEventListener("keydown", this.keys);
    this.watch.disconnect();
    this.map.close();
  }

  // --- changes of the window --------------------------------------------------------------------------------------

  enter(mode) {
    const { start, end } = this.window;
    if (this.window.mode === "window") this.length = end - start;
    if (mode === "day") this.move(end, end, mode);
    else if (mode === "cumulative") this.move(this.domain.start, end, mode);
    else this.move(Math.max(end - (this.length ?? 29), this.domain.start), end, mode);
  }

  move(start, end, mode = this.window.mode) {
    const low = clamp(Math.min(start, end), this.domain.start, this.domain.end);
    const high = clamp(Math.max(start, end), this.domain.start, this.domain.end);
    const only = mode === "day" ? high : low;
    this.window = { start: mode === "cumulative" ? this.domain.start : only, end: high, mode };
    this.show();
  }

  /** Shift by days, the length kept; false where the end of the days stops it. */
  step(days) {
    const { start, end, mode } = this.window;
    const room = days > 0 ? this.domain.end - end : (mode === "cumulative" ? end : start) - this.domain.start;
    const by = Math.sign(days) * Math.min(Math.abs(days), room);
    if (by) this.move(mode === "cumulative" ? start : start + by, end + by);
    return by === days;
  }

  next() {
    const stop = this.stops.find((day) => day > this.window.end) ?? this.stops[0];
    if (stop === undefined) return;
    const length = this.window.end - this.window.start;
    this.move(this.window.mode === "window" ? stop - length : stop, stop);
    this.settle(0);
  }

  play(on) {
    const played = this.dock.classList.contains("playing");
    this.dock.classList.toggle("playing", on);
    const button = this.one(".play");
    button.setAttribute("aria-label", this.data.words[on ? "pause" : "play"]);
    cancelAnimationFrame(this.frame);
    if (!on) return played && this.settle(0); // a hand that only takes hold has nothing to tell
    if (this.window.end >= this.domain.end) this.rewind();
    let before = performance.now();
    let told = before;
    let owed = 0;
    const tick = (now) => {
      owed += ((now - before) / 1000) * DAYS_PER_SECOND * this.speed;
      before = now;
      const days = Math.floor(owed);
      owed -= days;
      if (days && !this.step(days)) return this.play(false);
      if (now - told > 1500) { told = now; this.tell(); }
      this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }

  rewind() {
    const first = this.axis.start;
    this.move(first, this.window.mode === "window" ? first + this.window.end - this.window.start : first);
  }

  /** Tell Python once the hand rests. */
  settle(wait = SETTLE_MS) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), wait);
  }

  tell() {
    this.rev += 1;
    const { start, end, mode } = this.window;
    this.address();
    this.component.setStateValue("window", { start: isoOf(start), end: isoOf(end), mode, rev: this.rev });
  }

  // --- what is seen -----------------------------------------------------------------------------------------------

  post() {
    const { start, end } = this.window;
    this.map.post({
      type: "show", start: isoOf(start), end: isoOf(end), ids: this.data.ids, selected: this.selected, theme: this.data.worn,
      area: this.data.area,
    });
  }

  show() {
    this.post();
    this.follow();
    this.paint();
    this.label();
  }

  /** Keep the window in sight of the axis. */
  follow() {
    const { start, end } = this.window;
    const length = this.axis.end - this.axis.start;
    if (end > this.axis.end) this.axis = { start: end - length, end };
    if (start < this.axis.start && this.window.mode !== "cumulative") this.axis = { start, end: Math.max(start + length, end) };
    if (end < this.axis.start) this.axis = { start: end, end: end + length };
  }

  paint() {
    const track = this.one(".track");
    const axis = new Axis(this.axis.start, this.axis.end, track.clientWidth);
    this.scale = axis;
    const style = getComputedStyle(this.dock);
    const { colors, lang } = this.data;
    drawChart(this.one("canvas"), {
      bins: this.bins, axis, shown: this.window, lang, height: track.clientHeight,
      colors: { ...colors, ink: style.color, muted: style.getPropertyValue("--muted"), line: style.getPropertyValue("--line") },
    });
    const { start, end, mode } = this.window;
    const left = clamp(axis.left(start), 0, axis.width);
    const right = clamp(axis.right(end), 0, axis.width);
    Object.assign(this.one(".brush").style, { left: `${left}px`, width: `${Math.max(right - left, 2)}px` });
    this.one(".edge.start").style.left = `${left}px`;
    this.one(".edge.end").style.left = `${right}px`;
    this.one(".edge.start").hidden = mode !== "window";
    for (const [selector, day] of [[".slider.start", start], [".slider.end", end]]) {
      const slider = this.one(selector);
      slider.min = this.domain.start;
      slider.max = this.domain.end;
      slider.value = day;
      slider.setAttribute("aria-valuetext", this.long.format(dateOf(day)));
    }
    this.one(".slider.start").hidden = mode !== "window";
    this.one("canvas").setAttribute("aria-label", this.data.words.histogram);
  }

  label() {
    const { start, end, mode } = this.window;
    const { words } = this.data;
    const text = start === end ? this.long.format(dateOf(end)) : this.long.formatRange(dateOf(start), dateOf(end));
    const days = document.createElement("span");
    days.className = "days";
    days.textContent = this.drawn === undefined ? "" : words.on_map.replace("{n}", this.drawn);
    this.one(".label").replaceChildren(text, days);
    for (const button of this.one(".modes").children) button.setAttribute("aria-pressed", button.dataset.mode === mode);
    const [from, to] = [this.one(".from"), this.one(".to")];
    for (const [input, day] of [[from, start], [to, end]]) {
      input.min = isoOf(this.domain.start);
      input.max = isoOf(this.domain.end);
      if (this.root.activeElement !== input) input.value = isoOf(day);
    }
    from.hidden = mode !== "window";
    this.one(".dash").hidden = mode !== "window";
  }

  address() {
    const { start, end, mode } = this.window;
    writeAddress({ from: isoOf(start), to: isoOf(end), mode, ...this.data.link, at: this.at, layers: this.layers });
  }

  zoom(factor, around = (this.window.start + this.window.end) / 2) {
    const { start, end } = this.axis;
    const length = clamp(Math.round((end - start) * factor), 7, this.domain.end - this.domain.start);
    const share = clamp((around - start) / Math.max(end - start, 1), 0, 1);
    const first = clamp(Math.round(around - length * share), this.domain.start, this.domain.end - length);
    this.axis = { start: first, end: first + length };
    this.paint();
  }

  // --- hands ------------------------------------------------------------------------------------------------------

  wire() {
    this.one(".back").onclick = () => { this.step(-1); this.settle(); };
    this.one(".forth").onclick = () => { this.step(1); this.settle(); };
    this.one(".next").onclick = () => this.next();
    this.one(".play").onclick = () => this.play(!this.dock.classList.contains("playing"));
    this.one(".speed").onchange = ({ target }) => { this.speed = Number(target.value); };
    this.one(".in").onclick = () => this.zoom(0.5);
    this.one(".out").onclick = () => this.zoom(2);
    this.one(".all").onclick = () => { this.axis = { ...this.domain }; this.paint(); };
    this.one(".from").onchange = ({ target }) => this.typed(target.value, null);
    this.one(".to").onchange = ({ target }) => this.typed(null, target.value);
    for (const side of ["start", "end"]) {
      const slider = this.one(`.slider.${side}`);
      slider.oninput = () => { this.pull(side, Number(slider.value)); this.settle(); };
      slider.onfocus = () => this.one(`.edge.${side}`).classList.add("focus");
      slider.onblur = () => this.one(`.edge.${side}`).classList.remove("focus");
      slider.onkeydown = (event) => {
        const week = { PageUp: 7, PageDown: -7 }[event.key];
        if (!week) return;
        event.preventDefault();
        this.pull(side, this.window[side] + week);
        this.settle();
      };
    }
    this.keys = (event) => this.key(event);
    document.addEventListener("keydown", this.keys);
    this.grab(this.one(".track"));
    this.one(".track").addEventListener("wheel", (event) => {
      event.preventDefault();
      const box = this.one(".track").getBoundingClientRect();
      this.zoom(event.deltaY > 0 ? 1.25 : 0.8, this.scale.day(event.clientX - box.left));
    }, { passive: false });
    this.watch = new ResizeObserver(() => this.data && this.paint());
    this.watch.observe(this.one(".track"));
  }

  typed(from, to) {
    const { start, end, mode } = this.window;
    if (from === "" || to === "") return;
    if (from) this.move(dayOf(from), Math.max(dayOf(from), end), mode);
    else this.move(mode === "window" ? Math.min(start, dayOf(to)) : start, dayOf(to), mode);
    this.settle(0);
  }

  pull(side, day) {
    if (side === "start") this.move(Math.min(day, this.window.end), this.window.end);
    else this.move(Math.min(this.window.start, day), Math.max(day, this.window.mode === "window" ? this.window.start : day));
  }

  /** A click on a bar opens its events; beside the bars it goes to that day. */
  tap(day) {
    const bar = bars(this.bins, this.scale).find((one) => day >= one.day && day < one.day + one.days);
    const { start, end } = this.window;
    if (!bar && day >= start && day <= end) return;
    const [first, last] = bar ? [bar.day, bar.day + bar.days - 1] : [day, day];
    this.move(first, last);
    this.tell();
    if (bar) this.component.setTriggerValue("open", { day: isoOf(first) });
  }

  /** ← and → move the window wherever the focus is not in a field of its own. */
  key(event) {
    if (!this.root.isConnected) return this.close();
    const days = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const target = event.composedPath()[0];
    if (!days || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (target.closest?.("input, textarea, select, [contenteditable], [role='radio'], [role='tab'], [role='option'], canvas")) return;
    event.preventDefault();
    this.step(event.shiftKey ? 7 * days : days);
    this.settle();
  }

  grab(track) {
    let drag = null;
    const at = (event) => event.clientX - track.getBoundingClientRect().left;
    track.onpointerdown = (event) => {
      if (event.button) return;
      this.play(false);
      track.setPointerCapture(event.pointerId);
      const x = at(event);
      const { start, end, mode } = this.window;
      const [left, right] = [this.scale.left(start), this.scale.right(end)];
      if (Math.abs(x - right) <= HANDLE_PX) drag = { part: "end" };
      else if (mode === "window" && Math.abs(x - left) <= HANDLE_PX) drag = { part: "start" };
      else if (mode === "window" && x > left && x < right) drag = { part: "whole", x, start, end, free: true };
      else drag = { part: mode === "window" ? "new" : "end", from: this.scale.day(x), free: true };
      drag.pressed = x;
      this.dock.classList.add("dragging");
      if (drag.part === "end" && mode !== "window") this.pull("end", this.scale.day(x));
      (this.one(drag.part === "start" ? ".slider.start" : ".slider.end")).focus({ preventScroll: true });
    };
    track.onpointermove = (event) => {
      if (!drag) {
        const x = at(event);
        const near = [this.scale.left(this.window.start), this.scale.right(this.window.end)].some((edge) => Math.abs(x - edge) <= HANDLE_PX);
        track.style.cursor = near ? "ew-resize" : "";
        return;
      }
      if (Math.abs(at(event) - drag.pressed) > CLICK_PX) drag.moved = true;
      if (!drag.moved) return;
      const day = this.scale.day(at(event));
      if (drag.part === "new") this.move(drag.from, day);
      else if (drag.part === "whole") {
        const by = Math.round((at(event) - drag.x) / this.scale.pixelsPerDay);
        const shift = clamp(by, this.domain.start - drag.start, this.domain.end - drag.end);
        this.move(drag.start + shift, drag.end + shift);
      } else this.pull(drag.part, day);
    };
    track.onpointerup = track.onpointercancel = () => {
      if (!drag) return;
      const { moved, free, pressed } = drag;
      drag = null;
      this.dock.classList.remove("dragging");
      if (moved || !free) this.settle(0);
      else this.tap(this.scale.day(pressed));
    };
  }
}

const timelines = new WeakMap();

export default function timeline(component) {
  const { parentElement } = component;
  if (!timelines.has(parentElement)) timelines.set(parentElement, new Timeline(parentElement));
  timelines.get(parentElement).update(component);
}
