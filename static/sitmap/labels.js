// Labels that cover neither each other, nor a head, nor a sign. The larger mark is served first.

sitmap.Labels = class {
  /** bases: [name, lat, lon] of military bases. */
  constructor(base, lang, bases) {
    this.countries = base.labels.map((label) => ({ text: label[lang], rank: label.rank, at: sitmap.toWorld(label.lat, label.lon) }));
    this.capitals = base.capitals.map((capital) => ({ text: capital[lang], at: sitmap.toWorld(capital.lat, capital.lon) }));
    this.bases = bases.map(([text, lat, lon]) => ({ text, at: sitmap.toWorld(lat, lon) }));
    this.widths = new Map();
    this.pictures = new Map();
  }

  paint(context, view, scene, sheet, layers) {
    const taken = new sitmap.Taken(scene.obstacles);
    this.ratio = view.ratio;
    const wishes = scene.wishes.sort((a, b) => b.rank - a.rank).slice(0, 160);
    for (const wish of wishes) this._place(context, taken, wish, sitmap.FONTS.number, sheet.halo, wish.colour, 3.6);
    for (const box of scene.lines) taken.add(box);
    if (layers.includes("bases")) this._points(context, view, taken, sheet, this.bases, sitmap.triangle, 5.5);
    if (layers.includes("capitals")) this._points(context, view, taken, sheet, this.capitals, sitmap.square, 4.5);
    if (layers.includes("countries")) this._countries(context, view, taken, sheet);
  }

  _countries(context, view, taken, sheet) {
    for (const label of this.countries) {
      if (label.rank > view.zoom) continue;
      const [x, y] = [label.at[0] * view.scale - view.x, label.at[1] * view.scale - view.y];
      if (!sitmap.within(view.bounds, x, y)) continue;
      const wish = { text: label.text.toUpperCase(), places: () => [[x, y], [x, y + 16], [x, y - 16]] };
      this._place(context, taken, wish, sitmap.FONTS.country, sitmap.alpha(sheet.halo, 0.6), sheet.quiet_ink, 2.4);
    }
  }

  /** Points with a sign and, from a zoom on, their name where there is room. */
  _points(context, view, taken, sheet, points, sign, namedFrom) {
    if (view.zoom < 3.5) return;
    for (const point of points) {
      const [x, y] = [point.at[0] * view.scale - view.x, point.at[1] * view.scale - view.y];
      if (!sitmap.within(view.bounds, x, y) || !taken.isFree(sitmap.box(x, y, 6, 6))) continue;
      context.fillStyle = sheet.quiet_ink;
      sign(context, x, y);
      if (view.zoom < namedFrom) continue;
      const wish = { text: point.text, places: () => [[x, y - 9], [x, y + 10]] };
      this._place(context, taken, wish, sitmap.FONTS.capital, sitmap.alpha(sheet.halo, 0.7), sheet.quiet_ink, 2.4);
    }
  }

  _place(context, taken, wish, font, halo, colour, haloWidth) {
    const width = this._width(context, wish.text, font);
    for (const [x, y] of wish.places(width, font.size)) {
      const box = sitmap.box(x, y, width + 4, font.size + 3);
      if (!taken.isFree(box)) continue;
      taken.add(box);
      const picture = this._picture({ text: wish.text, font, halo, colour, haloWidth, width });
      const [wide, high] = [picture.width / this.ratio, picture.height / this.ratio];
      context.drawImage(picture, Math.round(x - wide / 2), Math.round(y - high / 2), wide, high);
      return;
    }
  }

  /** The words with their halo, painted once: letters are the slowest thing to paint at each step. */
  _picture({ text, font, halo, colour, haloWidth, width }) {
    const key = [text, font.css, halo, colour, this.ratio].join("|");
    if (!this.pictures.has(key)) {
      const picture = document.createElement("canvas");
      const [wide, high] = [Math.ceil(width) + 8, font.size + 10];
      picture.width = wide * this.ratio;
      picture.height = high * this.ratio;
      const context = picture.getContext("2d");
      context.scale(this.ratio, this.ratio);
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.lineJoin = "round";
      context.font = font.css;
      context.strokeStyle = halo;
      context.lineWidth = haloWidth;
      context.strokeText(text, wide / 2, high / 2);
      context.fillStyle = colour;
      context.fillText(text, wide / 2, high / 2);
      this.pictures.set(key, picture);
    }
    return this.pictures.get(key);
  }

  _width(context, text, font) {
    const key = font.css + text;
    if (!this.widths.has(key)) {
      context.font = font.css;
      this.widths.set(key, context.measureText(text).width);
    }
    return this.widths.get(key);
  }
};

sitmap.FACE = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';
sitmap.FONTS = {
  number: { size: 13, css: `600 13px ${sitmap.FACE}` },
  country: { size: 11, css: `500 10.5px ${sitmap.FACE}` },
  capital: { size: 11, css: `400 11px ${sitmap.FACE}` },
};

sitmap.square = (context, x, y) => context.fillRect(x - 1.8, y - 1.8, 3.6, 3.6);

sitmap.triangle = function (context, x, y) {
  context.beginPath();
  context.moveTo(x, y - 3.4);
  context.lineTo(x + 3.2, y + 2.4);
  context.lineTo(x - 3.2, y + 2.4);
  context.fill();
};

sitmap.within = (bounds, x, y) => x > bounds.min.x && x < bounds.max.x && y > bounds.min.y && y < bounds.max.y;

/** Boxes [left, top, right, bottom] in a grid of cells, for quick «is there room?». */
sitmap.Taken = class {
  constructor(boxes) {
    this.cells = new Map();
    for (const box of boxes) this.add(box);
  }

  add(box) {
    for (const key of this._keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  isFree(box) {
    for (const key of this._keys(box)) {
      for (const other of this.cells.get(key) || []) {
        if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
      }
    }
    return true;
  }

  _keys([left, top, right, bottom]) {
    const keys = [];
    for (let x = Math.floor(left / 64); x <= Math.floor(right / 64); x += 1) {
      for (let y = Math.floor(top / 64); y <= Math.floor(bottom / 64); y += 1) keys.push(x * 100003 + y);
    }
    return keys;
  }
};
