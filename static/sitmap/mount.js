// Puts it together: one map, its sheets, its marks; and the channel over which the page tells it the days.

/** ISO day → Python's ordinal of it. */
sitmap.ordinal = (day) => Math.round(Date.parse(day + "T00:00:00Z") / 86400000) + 719163;

// Steps nearer to each other than this are one movement of the slider.
sitmap.REST_MS = 180;
// From so many marks on, what only pleases the eye is left out.
sitmap.MANY = 80;
// A map laid out anew moves by the rounding of half its change of size: nobody moved it.
sitmap.MOVED_PX = 2;

sitmap.mount = function (map, options, marks, sources) {
  map.sitmap = new sitmap.Mount(map, { ...options, marks, sources });
};

sitmap.Mount = class {
  constructor(map, payload) {
    this.map = map;
    this.payload = payload;
    this.marks = payload.marks.flatMap(sitmap.ready);
    this.shown = [];
    this.selected = null;
    this.focused = null;
    this.lastShow = -Infinity;
    this.said = payload.fit ? null : { center: map.getCenter(), zoom: map.getZoom() };
    this.base = new sitmap.Base(window.SITMAP_BASE);
    this.painter = new sitmap.Painter(payload.style, payload.theme);
    this.labels = new sitmap.Labels(window.SITMAP_BASE, payload.lang, payload.bases);
    this.layers = payload.layers.filter((name) => name !== "bases");
    this._dress();
    this._lay();
    this._listen();
    if (payload.fit) this.fit(this.marks);
    if (payload.channel) this._open();
    else this._standAlone();
  }

  _dress() {
    const container = this.map.getContainer();
    this.container = container;
    container.classList.add("sitmap");
    if (this.payload.channel) container.classList.add("sitmap-framed");
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", this.payload.words.label);
    this._theme(this.payload.theme);
    const policy = sitmap.element("div", "sitmap-policy", window.SITMAP_BASE.policy[this.payload.lang]);
    policy.title = policy.textContent;
    this.policy = policy;
    container.append(policy);
    this._name(".leaflet-control-zoom-in", this.payload.words.zoom_in);
    this._name(".leaflet-control-zoom-out", this.payload.words.zoom_out);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(this.map);
    this.layerList = new sitmap.LayerList(this.map, this.payload.words, this.payload.layers, this.layers, (names) => {
      this._showLayers(names);
      this._say({ type: "layers", names });
    });
    this.map.setMaxBounds([[-85, -250], [85, 250]]);
    this.map.invalidateSize(false);
    new ResizeObserver(() => this.map.invalidateSize(false)).observe(container);
  }

  _name(selector, words) {
    const control = this.container.querySelector(selector);
    if (!control) return;
    control.title = words;
    control.setAttribute("aria-label", words);
  }

  _theme(theme) {
    this.theme = theme;
    this.container.dataset.theme = theme;
    this.container.style.background = this.payload.style.sheets[theme].sea;
    this.painter.setTheme(theme);
  }

  _lay() {
    this.baseSheet = sitmap.addSheet(this.map, "sitmap-base", 200, (context, view) =>
      this.base.paint(context, view, this.painter.sheet, this.layers.includes("tiles")), { padding: 0.3 });
    this.areaSheet = sitmap.addSheet(this.map, "sitmap-areas", 300, (context, view) =>
      this.base.paintAreas(context, view, this.areas || [], this.painter.sheet.area), { detail: 0.5 });
    this._layTiles();
    this.markSheet = sitmap.addSheet(this.map, "sitmap-marks", 400, (context, view) => this._paint(context, view));
  }

  _paint(context, view) {
    const scene = this.painter.paint(context, view, this.shown, this.selected);
    this.labels.paint(context, view, scene, this.painter.sheet, this.layers);
    if (this.focused && sitmap.isPainted(this.focused)) this._ring(context, this.focused);
  }

  /** Tiles lie under the base map, whose borders stay: tiles may draw others. */
  _layTiles() {
    const { tiles } = this.payload;
    if (!tiles) return;
    this.map.createPane("sitmap-tiles").style.zIndex = 150;
    this.tiles = L.tileLayer(tiles.url, { pane: "sitmap-tiles", maxZoom: 19 });
    this._showTiles();
  }

  _showTiles() {
    const on = this.layers.includes("tiles");
    if (on) this.tiles.addTo(this.map);
    else this.tiles.remove();
    this.policy.textContent = [window.SITMAP_BASE.policy[this.payload.lang], on && this.payload.tiles.attribution].filter(Boolean).join(" · ");
  }

  /** Which layers are shown, by name. */
  _showLayers(names) {
    this.layers = this.payload.layers.filter((name) => names.includes(name));
    this.layerList.choose(this.layers);
    if (this.tiles) this._showTiles();
    this.baseSheet.repaint();
    this.markSheet.repaint();
  }

  _ring(context, mark) {
    const [x, y, radius] = sitmap.middle(mark);
    context.strokeStyle = this.painter.sheet.ink;
    context.lineWidth = 2.5;
    context.setLineDash([]);
    context.beginPath();
    context.arc(x, y, radius + 7, 0, 2 * Math.PI);
    context.stroke();
  }

  /** Shows the events whose days meet start..end (ordinals) and that are of `ids`, where these are given. */
  show(start, end, ids) {
    const passing = ids ? new Set(ids) : null;
    this.shown = this.marks.filter((mark) => mark.first <= end && mark.last >= start && (!passing || passing.has(mark.id)));
    this.container.dataset.drawn = this.shown.length;
    this._showAreas();
    this._repaintMarks();
    this.list.sync(this.shown);
  }

  /** While the days run by and much is shown, fewer dots are painted; all of them once they rest. */
  _repaintMarks() {
    clearTimeout(this.restTimer);
    const now = performance.now();
    const rough = now - this.lastShow < sitmap.REST_MS && this.shown.length > sitmap.MANY;
    this.lastShow = now;
    this.markSheet.repaint(rough ? 0.5 : 1);
    if (rough) this.restTimer = setTimeout(() => this.markSheet.repaint(), sitmap.REST_MS);
  }

  /** The sheet of extents is painted again only where they change. */
  _showAreas() {
    const areas = new Map();
    for (const mark of this.shown) for (const area of mark.areas) areas.set(area.join(), area);
    const key = [...areas.keys()].sort().join(";");
    if (key === this.areaKey) return;
    this.areaKey = key;
    this.areas = [...areas.values()];
    this.areaSheet.repaint();
  }

  fit(marks) {
    const bounds = L.latLngBounds([]);
    const add = ([x, y]) => bounds.extend(this.map.options.crs.pointToLatLng(L.point(x, y), 0));
    for (const mark of marks) {
      mark.points.forEach(add);
      for (const curve of mark.curves) for (const t of [0, 0.5, 1]) add(sitmap.at(curve, t));
    }
    if (bounds.isValid()) this.map.fitBounds(bounds, { padding: [60, 60], maxZoom: 6, animate: false });
  }

  _listen() {
    this.tip = new sitmap.Tip(this.container, this.payload.words.joined);
    this.list = new sitmap.List(this.container, this.payload.words.list, {
      focus: (mark) => this._focus(mark),
      pick: (mark) => this._pick(mark),
    });
    this.map.on("mousemove", (event) => this._hover(event));
    this.map.on("mouseout", () => this._leave());
    this.map.on("click", (event) => this.tools?.isBusy() || this._pick(this._under(event)));
    this.map.on("movestart zoomstart", () => this.tip.hide());
  }

  /** The topmost mark under the pointer: the last painted. */
  _under(event) {
    const { x, y } = event.layerPoint;
    let best = null;
    let least = Infinity;
    for (const mark of this.shown.filter(sitmap.isPainted)) {
      const distance = sitmap.distance(mark, x, y);
      if (distance < 0 && distance < least) [least, best] = [distance, mark];
    }
    return best;
  }

  _hover(event) {
    const mark = this._under(event);
    this.container.style.cursor = mark ? "pointer" : "";
    if (mark) this.tip.show(mark, event.containerPoint.x, event.containerPoint.y);
    else this.tip.hide();
    this._tellHover(mark);
  }

  _leave() {
    this.tip.hide();
    this._tellHover(null);
  }

  _tellHover(mark) {
    if (mark === this.hovered) return;
    this.hovered = mark;
    this._say({ type: "hover", id: mark ? mark.id : null });
  }

  _focus(mark) {
    this.focused = mark;
    this.markSheet.repaint();
    if (!mark || !sitmap.isPainted(mark)) return this.tip.hide();
    const [x, y] = sitmap.middle(mark);
    const point = this.map.layerPointToContainerPoint(L.point(x, y));
    return this.tip.show(mark, point.x, point.y);
  }

  _pick(mark) {
    this._say({ type: "pick", id: mark ? mark.id : null });
    if (this.alone) {
      this.selected = mark ? mark.id : null;
      this.markSheet.repaint();
      this.alone.open(mark);
    }
  }

  _standAlone() {
    this.alone = new sitmap.Alone(this.container, this.payload);
    sitmap.standing = this; // static/timeline.alone.js puts its slider under it
    this.show(-Infinity, Infinity, null);
  }

  _open() {
    this.channel = new BroadcastChannel("sitmap-" + this.payload.channel);
    this.channel.onmessage = (event) => this._hear(event.data);
    this.tools = new sitmap.Tools(this.map, this.payload.words, (message) => this._say(message));
    this.map.on("moveend", () => this._sayView());
    this._say({ type: "ready" });
  }

  _say(message) {
    if (this.channel) this.channel.postMessage(message);
    else if (this.heard) this.heard(message);
  }

  _sayView() {
    clearTimeout(this.viewTimer);
    this.viewTimer = setTimeout(() => {
      const center = this.map.getCenter();
      const zoom = this.map.getZoom();
      if (!this._moved(center, zoom)) return;
      this.said = { center, zoom };
      this._say({ type: "view", lat: center.lat, lon: center.lng, zoom });
    }, 150);
  }

  _moved(center, zoom) {
    if (!this.said || this.said.zoom !== zoom) return true;
    const [before, now] = [this.said.center, center].map((at) => this.map.project(at, zoom));
    return before.distanceTo(now) > sitmap.MOVED_PX;
  }

  _hear(message) {
    if (message.type === "hello") this._say({ type: "ready" });
    else if (message.type === "fly") this.map.setView([message.lat, message.lon], message.zoom);
    else if (message.type === "fit") this.fit(this.shown);
    else if (message.type === "tool") this.tools.choose(message.tool);
    else if (message.type === "layers") this._showLayers(message.names);
    else if (message.type === "show") this._schedule(message);
  }

  /** The last of the messages that come within a frame is the one painted. */
  _schedule(message) {
    const waits = this.next;
    this.next = message;
    if (!waits) requestAnimationFrame(() => this._step());
  }

  _step() {
    const { start, end, ids, selected, theme, area } = this.next;
    this.next = null;
    this.selected = selected ?? null;
    if (theme && theme !== this.theme) {
      this._theme(theme);
      this.baseSheet.repaint();
      this.areaSheet.repaint();
    }
    this.tools?.show(area, this.painter.sheet.ink);
    this.show(sitmap.ordinal(start), sitmap.ordinal(end), ids);
    this._say({ type: "drawn", start, end, count: this.shown.length, ids: this.shown.map((mark) => mark.id) });
  }
};
