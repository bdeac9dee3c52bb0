// The base map (window.SITMAP_BASE), and the extents of places that are no points.

sitmap.Base = class {
  /** base: GeoJSON collections `countries`, `borders`, `disputed`; lists `labels`, `capitals`. */
  constructor(base) {
    this.base = base;
    this.land = new Path2D();
    this.byCode = new Map();
    for (const country of base.countries.features) {
      const outline = sitmap.polygonPath(country.geometry);
      this.land.addPath(outline);
      if (country.properties.code) this.byCode.set(country.properties.code, outline);
    }
    this.borders = sitmap.linesPath(base.borders.features);
    this.disputed = sitmap.linesPath(base.disputed.features);
    this.nearest = new Map();
  }

  /** bare: borders alone, over tiles that draw the rest. */
  paint(context, view, colours, bare = false) {
    for (const world of [-1, 0, 1]) {
      const left = world * sitmap.WORLD * view.scale - view.x;
      if (left > view.bounds.max.x || left + sitmap.WORLD * view.scale < view.bounds.min.x) continue;
      context.save();
      context.translate(left, -view.y);
      context.scale(view.scale, view.scale);
      context.lineJoin = "round";
      if (!bare) {
        context.fillStyle = colours.land;
        context.fill(this.land, "evenodd");
        sitmap.stroke(context, this.land, colours.coast, 0.7 / view.scale);
      }
      sitmap.stroke(context, this.borders, colours.border, 0.9 / view.scale);
      context.setLineDash([4 / view.scale, 3 / view.scale]);
      sitmap.stroke(context, this.disputed, colours.disputed, 1 / view.scale);
      context.restore();
    }
  }

  /** areas: of the marks shown, [kind, country, lat, lon, radius_km], each once. */
  paintAreas(context, view, areas, colour) {
    for (const [kind, country, lat, lon, radiusKm] of areas) {
      const outline = kind === "country" ? this.byCode.get(country) : null;
      if (outline) this._fillOutline(context, view, outline, colour);
      else if (kind === "border") this._strokeBorder(context, view, lat, lon, colour);
      else sitmap.fillDisc(context, view, lat, lon, radiusKm, colour);
    }
  }

  _fillOutline(context, view, outline, colour) {
    context.save();
    context.translate(-view.x, -view.y);
    context.scale(view.scale, view.scale);
    context.fillStyle = context.strokeStyle = colour;
    context.globalAlpha = 0.1;
    context.fill(outline, "evenodd");
    context.globalAlpha = 0.16;
    context.lineWidth = 1.6 / view.scale;
    context.stroke(outline);
    context.restore();
  }

  _strokeBorder(context, view, lat, lon, colour) {
    const line = this._borderNear(lat, lon);
    context.save();
    context.translate(-view.x, -view.y);
    context.scale(view.scale, view.scale);
    context.lineCap = context.lineJoin = "round";
    for (const [width, alpha] of [[11, 0.13], [6, 0.2]]) {
      context.globalAlpha = alpha;
      sitmap.stroke(context, line, colour, width / view.scale);
    }
    context.restore();
  }

  /** The border between two states that passes nearest to a place. */
  _borderNear(lat, lon) {
    const key = lat + "," + lon;
    if (!this.nearest.has(key)) {
      const [x, y] = sitmap.toWorld(lat, lon);
      let best = null;
      let least = Infinity;
      for (const border of this.base.borders.features) {
        for (const line of sitmap.lines(border.geometry)) {
          for (const [pointLon, pointLat] of line) {
            const [px, py] = sitmap.toWorld(pointLat, pointLon);
            const distance = (px - x) ** 2 + (py - y) ** 2;
            if (distance < least) [least, best] = [distance, border];
          }
        }
      }
      this.nearest.set(key, sitmap.linesPath(best ? [best] : []));
    }
    return this.nearest.get(key);
  }
};

sitmap.stroke = function (context, path, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
};

/** A disc of that many kilometres, fading to its edge: somewhere about here. */
sitmap.fillDisc = function (context, view, lat, lon, radiusKm, colour) {
  const [x, y] = sitmap.toWorld(lat, lon);
  const kmPerWorld = (40075 * Math.cos((lat * Math.PI) / 180)) / sitmap.WORLD;
  const radius = (radiusKm / kmPerWorld) * view.scale;
  const [cx, cy] = [x * view.scale - view.x, y * view.scale - view.y];
  const shade = context.createRadialGradient(cx, cy, 0, cx, cy, radius);
  shade.addColorStop(0, sitmap.alpha(colour, 0.13));
  shade.addColorStop(0.6, sitmap.alpha(colour, 0.09));
  shade.addColorStop(1, sitmap.alpha(colour, 0));
  context.fillStyle = shade;
  context.beginPath();
  context.arc(cx, cy, radius, 0, 2 * Math.PI);
  context.fill();
};

/** "#rrggbb" with an opacity. */
sitmap.alpha = function (colour, opacity) {
  return colour + Math.round(opacity * 255).toString(16).padStart(2, "0");
};

sitmap.lines = (geometry) => (geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates);

sitmap.polygonPath = function (geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const path = new Path2D();
  for (const rings of polygons) {
    for (const ring of rings) {
      sitmap.trace(path, ring);
      path.closePath();
    }
  }
  return path;
};

sitmap.linesPath = function (features) {
  const path = new Path2D();
  for (const feature of features) {
    for (const line of sitmap.lines(feature.geometry)) sitmap.trace(path, line);
  }
  return path;
};

/** GeoJSON's positions are (lon, lat). */
sitmap.trace = function (path, positions) {
  positions.forEach(([lon, lat], index) => {
    const [x, y] = sitmap.toWorld(lat, lon);
    if (index) path.lineTo(x, y);
    else path.moveTo(x, y);
  });
};
