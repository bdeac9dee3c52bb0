// The marks, painted: geometry, forms and colours all come from Python (geo/cartography).

sitmap.Painter = class {
  constructor(style, theme) {
    this.style = style;
    this.signs = {};
    for (const [name, path] of Object.entries(style.signs)) this.signs[name] = new Path2D(path);
    this.setTheme(theme);
  }

  setTheme(theme) {
    this.sheet = this.style.sheets[theme];
    this.colours = this.style.colours[theme];
  }

  colour(mark) {
    return this.colours[mark.kind][mark.counted ? 0 : 1];
  }

  headOf(width) {
    const { share, least_px, most_px, aspect } = this.style.head;
    const breadth = Math.max(least_px, Math.min(most_px, width * share));
    return { breadth, length: breadth * aspect };
  }

  /** Paint the marks; each gets its `trail` (px) and its wishes for a label. Returns obstacles and wishes. */
  paint(context, view, marks, selected) {
    this.context = context;
    this.view = view;
    const scene = { obstacles: [], lines: [], wishes: [], calls: [] };
    const order = { circle: 0, ring: 0, call: 1, flow: 2, arrival: 3, departure: 3, sign: 4 };
    for (const mark of marks) mark.trail = { lines: [], discs: [] };
    const leads = sitmap.join(marks.filter((mark) => this._inView(mark)), view.zoom, selected);
    const sorted = leads.slice().sort((a, b) => order[a.shape] - order[b.shape] || b.size - a.size);
    this.plain = sorted.length > sitmap.MANY;
    const stands = this._stands(sorted);
    for (const mark of sorted) {
      for (const member of mark.members) member.trail = mark.trail;
      context.globalAlpha = selected && mark.id !== selected ? 0.32 : this.plain && !mark.certain ? 0.6 : 1;
      this._paintMark(mark, stands, scene, mark.id === selected);
      if (mark.reviewed) this._seal(sitmap.middle(mark));
    }
    this._callSigns(scene);
    context.globalAlpha = 1;
    return scene;
  }

  /** An analyst has seen this one. */
  _seal([x, y]) {
    const context = this.context;
    context.fillStyle = this.sheet.halo;
    this._disc(x, y, 5);
    context.strokeStyle = context.fillStyle = this.sheet.ink;
    context.lineWidth = 1.2;
    this._disc(x, y, 5, "stroke");
    this._disc(x, y, 2.4);
  }

  _inView(mark) {
    const { min, max } = this.view.bounds;
    const [left, top, right, bottom] = mark.box;
    const [x0, y0] = this.px([left, top]);
    const [x1, y1] = this.px([right, bottom]);
    return x1 > min.x - 80 && x0 < max.x + 80 && y1 > min.y - 80 && y0 < max.y + 80;
  }

  px([x, y]) {
    return [x * this.view.scale - this.view.x, y * this.view.scale - this.view.y];
  }

  /** Signs and circles that share a point stand around it: for each mark, its points in px. */
  _stands(marks) {
    const shared = new Map();
    for (const mark of marks) {
      if (!["circle", "ring", "sign"].includes(mark.shape)) continue;
      mark.points.forEach((point, index) => {
        const key = point[0].toFixed(2) + "," + point[1].toFixed(2);
        if (!shared.has(key)) shared.set(key, []);
        shared.get(key).push([mark, index]);
      });
    }
    const stands = new Map();
    for (const standing of shared.values()) {
      const crowded = standing.length > 7;
      const largest = Math.max(...standing.map(([mark]) => mark.size));
      const step = crowded ? 17 : 2 * Math.min(largest, 13) + 3;
      standing.forEach(([mark, index], nth) => {
        const [dx, dy] = this.style.spread[Math.min(nth, this.style.spread.length - 1)];
        const [x, y] = this.px(mark.points[index]);
        if (!stands.has(mark)) stands.set(mark, []);
        stands.get(mark)[index] = { x: x + dx * step, y: y + dy * step, radius: crowded ? Math.min(mark.size, 7.5) : mark.size };
      });
    }
    return stands;
  }

  _paintMark(mark, stands, scene, chosen) {
    if (mark.shape === "flow") this._flow(mark, scene, chosen);
    else if (mark.shape === "call") this._call(mark, scene, chosen);
    else if (mark.shape === "arrival" || mark.shape === "departure") this._stub(mark, scene, chosen);
    else for (const stand of stands.get(mark)) this._standing(mark, stand, scene, chosen);
  }

  _flow(mark, scene, chosen) {
    for (const curve of this._copies(mark.curves)) {
      const whole = curve.map((point) => this.px(point));
      this._arrow(mark, whole, this._parting(mark, whole), scene, chosen);
    }
    const first = mark.curves[0].map((point) => this.px(point));
    const stops = mark.curves.length > 1 ? sitmap.STOPS.map((t) => t * 0.62) : sitmap.STOPS;
    this._wish(mark, scene, first, stops);
  }

  /** A flow across the 180° meridian is drawn on both edges of the world. */
  _copies(curves) {
    const all = [];
    for (const curve of curves) {
      all.push(curve);
      const end = curve[2][0];
      if (end < 0 || end > sitmap.WORLD) {
        all.push(curve.map(([x, y]) => [x + (end < 0 ? sitmap.WORLD : -sitmap.WORLD), y]));
      }
    }
    return all;
  }

  /** Where on its way a curve leaves the first of its fork: up to there they are one trunk, drawn once. */
  _parting(mark, whole) {
    const first = mark.curves[0].map((point) => this.px(point));
    const [dx, dy] = [whole[2][0] - first[2][0], whole[2][1] - first[2][1]];
    const oneTrunk = Math.hypot(whole[1][0] - first[1][0], whole[1][1] - first[1][1]) < 1;
    if (!oneTrunk || Math.hypot(dx, dy) < 1) return 0;
    const broken = this.style.forms[mark.status].dash.length > 0;
    const room = mark.size * (broken ? 1.5 : 0.3);
    for (let t = 0; t < 0.9; t += 0.03) {
      const [nx, ny] = sitmap.normal(whole, t);
      if (Math.abs(dx * nx + dy * ny) * t * t > room) return t;
    }
    return 0.9;
  }

  _arrow(mark, whole, from, scene, chosen) {
    const form = this.style.forms[mark.status];
    const head = this.headOf(mark.size);
    const b = whole[2];
    const [start, control, neck] = sitmap.part(whole, from, sitmap.backFromEnd(whole, head.length * 0.86));
    this._trace(mark, () => {
      this.context.beginPath();
      this.context.moveTo(start[0], start[1]);
      this.context.quadraticCurveTo(control[0], control[1], neck[0], neck[1]);
    }, form, this.colour(mark), chosen);
    this._head(mark, b, sitmap.at(whole, sitmap.backFromEnd(whole, head.length)), head, form, scene);
    mark.trail.lines.push([whole, mark.size / 2 + 5]);
    if (!this.plain) for (const spot of sitmap.along(whole)) scene.lines.push(sitmap.box(...spot, 8, 8));
  }

  /** Stroke what `trace` lays down, in the form of the mark's status. */
  _trace(mark, trace, form, colour, chosen) {
    const context = this.context;
    const width = mark.size;
    context.save();
    context.lineJoin = "round";
    if (chosen) this._halo(trace, sitmap.alpha(this.colour(mark), 0.3), width + 12);
    if (!this.plain) this._halo(trace, sitmap.alpha(this.sheet.halo, 0.75), width + 2.6);
    if (this._blurs(mark)) for (const more of mark.shape === "call" ? [6] : [10, 5]) this._halo(trace, sitmap.alpha(this.colour(mark), 0.17), width + more);
    context.strokeStyle = colour;
    if (form.hollow) {
      const outer = Math.max(width, 3.2) + 2;
      context.lineWidth = outer;
      trace();
      context.stroke();
      context.strokeStyle = this.sheet.land;
      context.lineWidth = outer - 2.6;
    } else {
      context.lineWidth = width;
      context.lineCap = form.round ? "round" : "butt";
      context.setLineDash(form.dash.map((part) => part * Math.max(width, 2.2)));
    }
    trace();
    context.stroke();
    context.restore();
  }

  /** Where much is shown, what is uncertain is pale rather than blurred, which is slower to paint. */
  _blurs(mark) {
    return !mark.certain && !this.plain;
  }

  _halo(trace, colour, width) {
    const context = this.context;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineCap = "round";
    trace();
    context.stroke();
  }

  /** An arrow head whose tip is at `tip` and whose back is at `back`. */
  _head(mark, tip, back, head, form, scene) {
    const [dx, dy] = [tip[0] - back[0], tip[1] - back[1]];
    const norm = Math.hypot(dx, dy) || 1;
    const [nx, ny] = [(-dy / norm) * (head.breadth / 2), (dx / norm) * (head.breadth / 2)];
    const context = this.context;
    context.save();
    context.lineJoin = "round";
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(tip[0], tip[1]);
    context.lineTo(back[0] + nx, back[1] + ny);
    context.lineTo(back[0] - nx, back[1] - ny);
    context.closePath();
    context.strokeStyle = sitmap.alpha(this.sheet.halo, 0.75);
    context.lineWidth = 3.4;
    if (!this.plain) context.stroke();
    context.fillStyle = form.filled ? this.colour(mark) : this.sheet.land;
    context.strokeStyle = this.colour(mark);
    context.lineWidth = 1.6;
    context.fill();
    context.stroke();
    context.restore();
    mark.trail.discs.push([(tip[0] + back[0]) / 2, (tip[1] + back[1]) / 2, head.breadth / 2 + 4]);
    scene.obstacles.push(sitmap.box((tip[0] + back[0]) / 2, (tip[1] + back[1]) / 2, head.length, head.length));
  }

  /** One end known: a short arrow whose other end says nothing. Arrivals fade in, departures leave a bar. */
  _stub(mark, scene, chosen) {
    const form = this.style.forms[mark.status];
    const head = this.headOf(mark.size);
    const arrives = mark.shape === "arrival";
    const stubs = this._stubCurves(mark, head);
    for (const whole of stubs) {
      const [start, control, neck] = sitmap.part(whole, 0, sitmap.backFromEnd(whole, head.length * 0.86));
      const trace = () => {
        this.context.beginPath();
        this.context.moveTo(start[0], start[1]);
        this.context.quadraticCurveTo(control[0], control[1], neck[0], neck[1]);
      };
      this._trace(mark, trace, form, arrives ? this._fading(start, neck, this.colour(mark)) : this.colour(mark), chosen);
      this._head(mark, whole[2], sitmap.at(whole, sitmap.backFromEnd(whole, head.length)), head, form, scene);
      if (!arrives) this._bar(mark, whole[0], control);
      mark.trail.lines.push([whole, mark.size / 2 + 5]);
    }
    this._wish(mark, scene, stubs[0], arrives ? [0.2, 0.05, 0.4, 0.6] : [0.8, 0.95, 0.6, 0.4]);
  }

  /** From the open end to each place, or from the place to the open end; places near each other share one. */
  _stubCurves(mark, head) {
    const arrives = mark.shape === "arrival";
    const angle = (mark.bearing * Math.PI) / 180;
    const away = ([x, y], distance) => [x + distance * Math.sin(angle), y - distance * Math.cos(angle)];
    const reach = this.style.stub_px + head.length / 2;
    const places = mark.points.map((point) => this.px(point));
    const centre = [0, 1].map((axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length);
    const extent = Math.max(...places.map((place) => Math.hypot(place[0] - centre[0], place[1] - centre[1])));
    const bend = extent > 0 ? 0 : Math.sin(angle) >= 0 ? 0.14 : -0.14;
    return places.map((place) => {
      const anchor = away(place, arrives ? 9 : 2); // heads that meet at one place stay apart
      const open = extent < 2 * reach ? away(centre, reach + extent * 0.7) : away(place, reach);
      const [dx, dy] = [open[0] - anchor[0], open[1] - anchor[1]];
      const middle = [anchor[0] + dx / 2 + dy * bend, anchor[1] + dy / 2 - dx * bend];
      return arrives ? [open, middle, anchor] : [anchor, middle, open];
    });
  }

  _fading(from, to, colour) {
    const shade = this.context.createLinearGradient(from[0], from[1], to[0], to[1]);
    shade.addColorStop(0, sitmap.alpha(colour, 0.05));
    shade.addColorStop(0.55, sitmap.alpha(colour, 0.85));
    shade.addColorStop(1, colour);
    return shade;
  }

  /** Across the foot of a departure: from here, and no further back. */
  _bar(mark, foot, towards) {
    const [dx, dy] = [towards[0] - foot[0], towards[1] - foot[1]];
    const norm = Math.hypot(dx, dy) || 1;
    const half = mark.size / 2 + 4;
    const context = this.context;
    context.strokeStyle = this.colour(mark);
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(foot[0] - (dy / norm) * half, foot[1] + (dx / norm) * half);
    context.lineTo(foot[0] + (dy / norm) * half, foot[1] - (dx / norm) * half);
    context.stroke();
  }

  _call(mark, scene, chosen) {
    const form = this.style.forms[mark.status];
    for (const curve of this._copies(mark.curves)) {
      const [a, c, b] = curve.map((point) => this.px(point));
      this._trace(mark, () => {
        this.context.beginPath();
        this.context.moveTo(a[0], a[1]);
        this.context.quadraticCurveTo(c[0], c[1], b[0], b[1]);
      }, form, this.colour(mark), chosen);
      this.context.fillStyle = this.colour(mark);
      for (const [x, y] of [a, b]) this._disc(x, y, 2.6);
      mark.trail.lines.push([[a, c, b], 6]);
    }
    scene.calls.push([mark, mark.curves[0].map((point) => this.px(point)), chosen]);
  }

  /** The signs of calls, on their arcs, where no other sign or head is. */
  _callSigns(scene) {
    const taken = new sitmap.Taken(scene.obstacles);
    for (const [mark, curve, chosen] of scene.calls) {
      const spots = sitmap.STOPS.map((t) => sitmap.at(curve, t));
      const [x, y] = spots.find((spot) => taken.isFree(sitmap.box(spot[0], spot[1], 21, 21))) || spots[0];
      this._standing(Object.assign(Object.create(mark), { shape: "sign" }), { x, y, radius: 8.5 }, scene, chosen);
      taken.add(sitmap.box(x, y, 21, 21));
    }
  }

  _standing(mark, { x, y, radius }, scene, chosen) {
    const form = this.style.forms[mark.status];
    const context = this.context;
    const colour = this.colour(mark);
    context.save();
    if (chosen) this._glow(x, y, radius + 10, colour, 0.55);
    if (this._blurs(mark)) this._glow(x, y, radius + 9, colour, 0.4);
    if (mark.shape === "sign") this._sign(mark, x, y, radius, form, colour);
    else this._circle(mark, x, y, radius, form, colour);
    context.restore();
    mark.trail.discs.push([x, y, radius + 3]);
    scene.obstacles.push(sitmap.box(x, y, 2 * radius + 4, 2 * radius + 4));
    if (this._label(mark)) this._wishBeside(mark, scene, x, y, radius);
  }

  _circle(mark, x, y, radius, form, colour) {
    const context = this.context;
    context.lineWidth = 3.6;
    context.strokeStyle = sitmap.alpha(this.sheet.halo, 0.8);
    this._disc(x, y, radius, "stroke");
    const filled = mark.shape === "circle";
    context.fillStyle = sitmap.alpha(colour, filled ? (form.filled ? 0.82 : 0.2) : 0.08);
    this._disc(x, y, radius);
    context.strokeStyle = colour;
    context.lineCap = form.round ? "round" : "butt";
    context.setLineDash(form.dash.map((part) => part * 2));
    context.lineWidth = 2;
    this._disc(x, y, radius, "stroke");
    if (form.hollow) this._disc(x, y, radius + 3.4, "stroke");
    if (!filled) this._disc(x, y, Math.max(2.5, radius - 4.2), "stroke");
  }

  _sign(mark, x, y, radius, form, colour) {
    const context = this.context;
    const box = (grow) => {
      context.beginPath();
      context.roundRect(x - radius - grow, y - radius - grow, 2 * (radius + grow), 2 * (radius + grow), radius * 0.5 + grow);
    };
    context.fillStyle = sitmap.alpha(this.sheet.halo, 0.85);
    box(1.6);
    context.fill();
    context.fillStyle = form.filled ? colour : this.sheet.land;
    box(0);
    context.fill();
    context.strokeStyle = colour;
    context.lineWidth = form.round ? 2.2 : 1.7;
    context.lineCap = form.round ? "round" : "butt";
    context.setLineDash(form.dash.map((part) => part * 1.7));
    box(0);
    context.stroke();
    if (form.hollow) {
      box(3);
      context.stroke();
    }
    context.setLineDash([]);
    context.translate(x - radius * 0.78, y - radius * 0.78);
    context.scale((radius * 1.56) / 16, (radius * 1.56) / 16);
    context.fillStyle = form.filled ? this.sheet.halo : colour;
    context.fill(this.signs[mark.kind]);
  }

  _glow(x, y, radius, colour, opacity) {
    const shade = this.context.createRadialGradient(x, y, 0, x, y, radius);
    shade.addColorStop(0.3, sitmap.alpha(colour, opacity));
    shade.addColorStop(1, sitmap.alpha(colour, 0));
    this.context.fillStyle = shade;
    this._disc(x, y, radius);
  }

  _disc(x, y, radius, how = "fill") {
    this.context.beginPath();
    this.context.arc(x, y, radius, 0, 2 * Math.PI);
    this.context[how]();
  }

  /** A label wanted on a curve: tried at each of `stops`, on the outer side first, away from the way back. */
  _wish(mark, scene, curve, stops) {
    if (!this._label(mark)) return;
    const outer = sitmap.outerSide(curve);
    const sides = [...stops.map((t) => [t, outer]), ...stops.map((t) => [t, -outer])];
    this._ask(mark, scene, (width, height) => sides.map(([t, side]) => {
      const [x, y] = sitmap.at(curve, t);
      const [nx, ny] = sitmap.normal(curve, t);
      const off = side * (mark.size / 2 + 3 + (Math.abs(nx) * width + Math.abs(ny) * height) / 2);
      return [x + nx * off, y + ny * off];
    }));
  }

  _wishBeside(mark, scene, x, y, radius) {
    this._ask(mark, scene, (width, height) => {
      const [dx, dy] = [radius + 4 + width / 2, radius + 3 + height / 2];
      return [[x, y + dy], [x + dx, y], [x - dx, y], [x, y - dy]];
    });
  }

  /** A number, or how many are joined: numbers of several events are not added up, for they may be told twice. */
  _label(mark) {
    return mark.members.length > 1 ? "×" + mark.members.length : mark.label;
  }

  _ask(mark, scene, places) {
    scene.wishes.push({ text: this._label(mark), colour: this.colour(mark), rank: mark.size, places });
  }
};
