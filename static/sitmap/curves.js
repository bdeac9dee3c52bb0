// Geometry on the screen. Curves are quadratic Béziers as [start, control, end], points as [x, y], px.

/** The point of a curve at `t` in 0..1. */
sitmap.at = function ([a, c, b], t) {
  const [p, q, r] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
  return [p * a[0] + q * c[0] + r * b[0], p * a[1] + q * c[1] + r * b[1]];
};

/** Points along a curve, from its start to its end. */
sitmap.along = function (curve, steps = 16) {
  return Array.from({ length: steps + 1 }, (_, step) => sitmap.at(curve, step / steps));
};

/** Where a label or a sign on a curve is tried, the middle first. */
sitmap.STOPS = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];

/** The unit vector to the right of a curve at `t`. */
sitmap.normal = function ([a, c, b], t) {
  const dx = (1 - t) * (c[0] - a[0]) + t * (b[0] - c[0]);
  const dy = (1 - t) * (c[1] - a[1]) + t * (b[1] - c[1]);
  const norm = Math.hypot(dx, dy) || 1;
  return [-dy / norm, dx / norm];
};

/** On which side of its normal a curve bulges: 1 or -1. */
sitmap.outerSide = function ([a, c, b]) {
  const [nx, ny] = sitmap.normal([a, c, b], 0.5);
  return nx * (c[0] - (a[0] + b[0]) / 2) + ny * (c[1] - (a[1] + b[1]) / 2) >= 0 ? 1 : -1;
};

/** The part of a curve between two `t`. */
sitmap.part = function (curve, from, to) {
  const [a, c] = curve;
  const start = sitmap.at(curve, from);
  const end = sitmap.at(curve, to);
  const along = (t) => [a[0] + (c[0] - a[0]) * t, a[1] + (c[1] - a[1]) * t];
  const after = (t) => [c[0] + (curve[2][0] - c[0]) * t, c[1] + (curve[2][1] - c[1]) * t];
  const [p, q] = [along(from), after(from)];
  return [start, [p[0] + (q[0] - p[0]) * to, p[1] + (q[1] - p[1]) * to], end];
};

/** The `t` at which a curve is `length` from its end; 0 where it is shorter. */
sitmap.backFromEnd = function (curve, length) {
  const end = curve[2];
  let [low, high] = [0, 1];
  for (let i = 0; i < 12; i += 1) {
    const middle = (low + high) / 2;
    const [x, y] = sitmap.at(curve, middle);
    if (Math.hypot(x - end[0], y - end[1]) > length) low = middle;
    else high = middle;
  }
  return low;
};

sitmap.box = (x, y, width, height) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
