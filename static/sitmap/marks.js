// Marks as sent, made ready to paint; and marks alike, joined.

// Below this zoom, or where more marks than this are in view, marks alike are joined.
sitmap.JOIN_ZOOM = 3;
sitmap.JOIN_MANY = 150;

/** Marks alike joined: the largest of each likeness leads and knows its `members`. The selected stays alone. */
sitmap.join = function (marks, zoom, selected) {
  for (const mark of marks) mark.members = [mark];
  if (zoom >= sitmap.JOIN_ZOOM && marks.length <= sitmap.JOIN_MANY) return marks;
  const leads = new Map();
  for (const mark of marks.slice().sort((a, b) => b.size - a.size)) {
    const key = mark.id === selected ? mark.id : mark.likeness;
    const lead = leads.get(key);
    if (!lead) leads.set(key, mark);
    else {
      lead.members.push(mark);
      mark.members = lead.members;
    }
  }
  return [...leads.values()];
};

/** A mark as sent, made ready: its places in world units, and room for where it was last painted. */
sitmap.ready = function (mark) {
  const places = (flat) => {
    const found = [];
    for (let i = 0; i < flat.length; i += 2) found.push(sitmap.toWorld(flat[i], flat[i + 1]));
    return found;
  };
  const curves = mark.curves.map(places);
  const points = mark.points.map(([lat, lon]) => sitmap.toWorld(lat, lon));
  Object.assign(mark, { curves, points, box: sitmap.around([...points, ...curves.flat()]), trail: null, members: [mark] });
  return mark.own ? sitmap.parted(mark) : [mark];
};

/** The marks of a sheaf: each like its lead but for what is its own. */
sitmap.parted = function (lead) {
  const { id, first, last, size, label } = lead.own;
  return id.map((_, i) => {
    const tip = [lead.tip[0], label[i], lead.route].filter(Boolean);
    const mark = Object.assign(Object.create(lead), { id: id[i], first: first[i], last: last[i], size: size[i], label: label[i], tip, own: null });
    mark.members = [mark];
    return mark;
  });
};

/** The box around places; as wide as the world where a flow leaves it, as it comes in again on the other side. */
sitmap.around = function (places) {
  const xs = places.map(([x]) => x);
  const ys = places.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const leaves = left < 0 || right > sitmap.WORLD;
  return [leaves ? Math.min(left, 0) : left, Math.min(...ys), leaves ? Math.max(right, sitmap.WORLD) : right, Math.max(...ys)];
};

/** Whether a mark was painted when the sheet last was: it may be out of sight. */
sitmap.isPainted = ({ trail }) => Boolean(trail && (trail.lines.length || trail.discs.length));

/** The middle of a painted mark: x, y and how far it reaches, px. */
sitmap.middle = function ({ trail }) {
  if (!trail.lines.length) return trail.discs[0];
  const [curve, reach] = trail.lines[0];
  return [...sitmap.at(curve, 0.5), reach];
};

/** How far a point is from a painted mark, px; negative on it. */
sitmap.distance = function ({ trail }, x, y) {
  let least = Infinity;
  for (const [cx, cy, reach] of trail.discs) least = Math.min(least, Math.hypot(cx - x, cy - y) - reach);
  for (const [curve, reach] of trail.lines) {
    for (const [cx, cy] of sitmap.along(curve, 24)) least = Math.min(least, Math.hypot(cx - x, cy - y) - reach);
  }
  return least;
};
