// What hands do on the map besides looking: draw an area, point at a place, choose layers. The page is told.

/** Icons in a box of 16 × 16: our own markup. */
sitmap.ICONS = {
  box: '<path d="M2.5 4.5h11v7h-11z" stroke-dasharray="2 1.6"/>',
  circle: '<circle cx="8" cy="8" r="5.5" stroke-dasharray="2 1.6"/>',
  view: '<path d="M2.5 6V3.5H5M11 3.5h2.5V6M13.5 10v2.5H11M5 12.5H2.5V10"/>',
  layers: '<path d="m8 2.5 6 3-6 3-6-3zM2.5 8.5 8 11.3l5.5-2.8M2.5 11 8 13.8l5.5-2.8"/>',
};

sitmap.icon = (name) => `<svg viewBox="0 0 16 16" aria-hidden="true">${sitmap.ICONS[name]}</svg>`;

/** Degrees as they are told: the longitude within ±180, four decimals. */
sitmap.degrees = function ({ lat, lng }) {
  const round = (value) => Math.round(value * 1e4) / 1e4;
  return [round(Math.max(-90, Math.min(90, lat))), round(L.Util.wrapNum(lng, [-180, 180], true))];
};

/** The area drawn: a rectangle (south, west, north, east) or a circle (lat, lon, km). */
sitmap.Tools = class {
  constructor(map, words, told) {
    this.map = map;
    this.told = told;
    this.container = map.getContainer();
    this.active = null;
    this.free = 0;
    this._bar(words);
    this.hands = { pointerdown: this._down, pointermove: this._move, pointerup: this._up, pointercancel: this._cancel };
    for (const [name, act] of Object.entries(this.hands)) this.container.addEventListener(name, act.bind(this), true);
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.choose(null));
  }

  _bar(words) {
    const control = L.control({ position: "topright" });
    control.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar sitmap-tools");
      this.buttons = Object.fromEntries(["box", "circle", "view"].map((name) => [name, this._button(bar, name, words)]));
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    };
    control.addTo(this.map);
  }

  _button(bar, name, words) {
    const button = L.DomUtil.create("button", "", bar);
    button.type = "button";
    button.title = words[`draw_${name}`];
    button.setAttribute("aria-label", button.title);
    button.innerHTML = sitmap.icon(name);
    button.onclick = () => (name === "view" ? this._view() : this.choose(this.active === name ? null : name));
    if (name !== "view") button.setAttribute("aria-pressed", "false");
    return button;
  }

  /** The tool of the hand: box, circle, point or none. */
  choose(name) {
    this.active = name;
    this._cancel();
    this.container.classList.toggle("sitmap-drawing", Boolean(name));
    for (const tool of ["box", "circle"]) this.buttons[tool].setAttribute("aria-pressed", tool === name);
  }

  /** Whether a click belongs to a tool, or just did. */
  isBusy() {
    return Boolean(this.active) || performance.now() < this.free;
  }

  /** What is in view, as a rectangle: the way of the keyboard. */
  _view() {
    this._tellBox(this.map.getBounds());
  }

  _tellBox(bounds) {
    const [south, west] = sitmap.degrees(bounds.getSouthWest());
    const [north, east] = sitmap.degrees(bounds.getNorthEast());
    const world = bounds.getEast() - bounds.getWest() >= 360;
    this.told({ type: "area", numbers: [south, world ? -180 : west, north, world ? 180 : east] });
  }

  _down(event) {
    if (!this.active || event.button || event.target.closest(".leaflet-control, .sitmap-list")) return;
    event.stopPropagation();
    event.preventDefault();
    this.from = this.map.mouseEventToLatLng(event);
    this.map.dragging.disable();
    this.container.setPointerCapture(event.pointerId);
  }

  _move(event) {
    if (!this.from || this.active === "point") return;
    event.stopPropagation();
    this.draft?.remove();
    this.draft = this._shape(this.map.mouseEventToLatLng(event)).addTo(this.map);
  }

  _shape(to) {
    const style = { ...sitmap.AREA, color: this.colour };
    if (this.active === "box") return L.rectangle([this.from, to], style);
    return L.circle(this.from, { ...style, radius: this.map.distance(this.from, to) });
  }

  _up(event) {
    if (!this.from) return;
    event.stopPropagation();
    const [tool, from, to] = [this.active, this.from, this.map.mouseEventToLatLng(event)];
    this.free = performance.now() + 400;
    this.choose(null);
    const [lat, lon] = sitmap.degrees(from);
    if (tool === "point") this.told({ type: "point", lat, lon });
    else if (tool === "box") this._tellBox(L.latLngBounds(from, to));
    else this.told({ type: "area", numbers: [lat, lon, Math.max(1, Math.round(this.map.distance(from, to) / 1000))] });
  }

  _cancel() {
    this.from = null;
    this.draft?.remove();
    this.map.dragging.enable();
  }

  /** Draw the area that the page filters by; null for none. */
  show(area, colour) {
    this.colour = colour;
    const key = JSON.stringify([area, colour]);
    if (key === this.shown) return;
    this.shown = key;
    this.area?.remove();
    if (!area) return;
    const style = { ...sitmap.AREA, color: colour };
    const east = area.east < area.west ? area.east + 360 : area.east;
    this.area = "km" in area
      ? L.circle([area.lat, area.lon], { ...style, radius: area.km * 1000 })
      : L.rectangle([[area.south, area.west], [area.north, east]], style);
    this.area.addTo(this.map);
  }
};

sitmap.AREA = { weight: 1.6, dashArray: "5 4", fillOpacity: 0.05, interactive: false };

/** A list of layers to tick; `chosen` are the names of those shown. */
sitmap.LayerList = class {
  constructor(map, words, names, chosen, changed) {
    const control = L.control({ position: "topright" });
    control.onAdd = () => {
      const box = L.DomUtil.create("details", "leaflet-bar sitmap-layers");
      const head = sitmap.element("summary");
      head.title = words.layers;
      head.setAttribute("aria-label", words.layers);
      head.innerHTML = sitmap.icon("layers");
      box.append(head);
      this.boxes = names.map((name) => this._box(box, name, words[`layer_${name}`], changed));
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(map);
    this.choose(chosen);
  }

  _box(list, name, text, changed) {
    const label = sitmap.element("label");
    const box = sitmap.element("input");
    box.type = "checkbox";
    box.value = name;
    box.addEventListener("change", () => changed(this.chosen()));
    label.append(box, text);
    list.append(label);
    return box;
  }

  chosen() {
    return this.boxes.filter((box) => box.checked).map((box) => box.value);
  }

  choose(names) {
    for (const box of this.boxes) box.checked = names.includes(box.value);
  }
};
