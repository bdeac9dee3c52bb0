// A canvas that lies over the map, moves with it and is painted again when it comes to rest.
// Units: "world" is Leaflet's pixels at zoom 0 (a square of 256); "px" is Leaflet's layer points.
window.sitmap = window.sitmap || {};

sitmap.WORLD = 256;

/** A place in world units. */
sitmap.toWorld = function (lat, lon) {
  const bounded = Math.max(-85.0511, Math.min(85.0511, lat));
  const y = Math.log(Math.tan(Math.PI / 4 + (bounded * Math.PI) / 360));
  return [((lon + 180) / 360) * sitmap.WORLD, (0.5 - y / (2 * Math.PI)) * sitmap.WORLD];
};

sitmap.Sheet = L.Renderer.extend({
  /** paint(context, view): view = {scale, x, y, bounds, zoom}, px = world * scale - (x, y). */
  initialize: function (paint, options) {
    this._paint = paint;
    L.Renderer.prototype.initialize.call(this, options);
  },

  /** Paint again; `detail` below 1 paints fewer dots for a pixel, which is faster while things move. */
  repaint: function (detail = 1) {
    if (!this._map || !this._bounds) return;
    const bounds = this._bounds;
    const ratio = this._resize(detail);
    const context = this._container.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this._container.width, this._container.height);
    context.setTransform(ratio, 0, 0, ratio, -bounds.min.x * ratio, -bounds.min.y * ratio);
    const origin = this._map.getPixelOrigin();
    const zoom = this._map.getZoom();
    this._paint(context, { scale: 2 ** zoom, x: origin.x, y: origin.y, bounds, zoom, ratio });
  },

  _initContainer: function () {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
  },

  _destroyContainer: function () {
    this._container.remove();
    delete this._container;
  },

  _update: function () {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this.repaint();
  },

  /** Dots for a pixel, of a canvas made as large as that needs. */
  _resize: function (detail) {
    const size = this._bounds.getSize();
    const ratio = Math.min(window.devicePixelRatio || 1, 2) * (this.options.detail || 1) * detail;
    const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
    const canvas = this._container;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = size.x + "px";
      canvas.style.height = size.y + "px";
    }
    return ratio;
  },
});

/** A sheet in a pane of its own, below (lower z) or above others. options.detail: dots painted for a pixel. */
sitmap.addSheet = function (map, name, zIndex, paint, options) {
  const pane = map.createPane(name);
  pane.style.zIndex = zIndex;
  pane.style.pointerEvents = "none";
  const sheet = new sitmap.Sheet(paint, { pane: name, padding: 0.1, ...options });
  sheet.addTo(map);
  return sheet;
};
