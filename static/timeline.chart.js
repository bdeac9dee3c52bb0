// Drawing of the timeline: an axis of days and a histogram on a canvas. Days are numbers since 1970-01-01 (UTC).

const DAY_MS = 86400000;
const dayOf = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
const isoOf = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);
const dateOf = (day) => new Date(day * DAY_MS);
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

class Axis {
  /** Days [first, last] (inclusive) over `width` pixels. */
  constructor(first, last, width) {
    this.first = first;
    this.last = Math.max(last, first);
    this.width = Math.max(width, 1);
    this.pixelsPerDay = this.width / (this.last - this.first + 1);
  }
  left(day) { return (day - this.first) * this.pixelsPerDay; }
  right(day) { return (day + 1 - this.first) * this.pixelsPerDay; }
  day(x) { return clamp(this.first + Math.floor(x / this.pixelsPerDay), this.first, this.last); }
}

/** Days where a label stands, with the words of it: days, months or years as the room allows. */
function ticks(axis, lang) {
  const marks = [];
  const write = (options) => new Intl.DateTimeFormat(lang, { ...options, timeZone: "UTC" });
  const span = axis.last - axis.first + 1;
  const monthsPerLabel = Math.ceil(70 / (axis.pixelsPerDay * 30.4));
  if (axis.pixelsPerDay >= 9) {
    const short = write({ day: "numeric", month: "short" });
    const step = Math.max(1, Math.ceil(58 / axis.pixelsPerDay));
    for (let day = axis.first; day <= axis.last; day += 1) {
      if ((day - axis.first) % step === 0) marks.push({ day, text: short.format(dateOf(day)), strong: false });
    }
    return marks;
  }
  const month = write(span > 500 || monthsPerLabel > 6 ? { year: "numeric" } : { month: "short", year: "numeric" });
  const every = monthsPerLabel > 6 ? 12 * Math.ceil(monthsPerLabel / 12) : [1, 2, 3, 6].find((n) => n >= monthsPerLabel);
  const start = dateOf(axis.first);
  for (let m = start.getUTCFullYear() * 12 + start.getUTCMonth(); ; m += 1) {
    const day = Math.round(Date.UTC(Math.floor(m / 12), m % 12, 1) / DAY_MS);
    if (day > axis.last) return marks;
    if (m % every !== 0 || day < axis.first) continue;
    const options = every >= 12 ? month : write({ month: "short", ...(m % 12 === 0 ? { year: "numeric" } : {}) });
    marks.push({ day, text: options.format(dateOf(day)), strong: m % 12 === 0 });
  }
}

/** Bars of days, or of more days where a day has under two pixels; each holds the day with most events. */
function bars(bins, axis) {
  const days = Math.max(1, Math.ceil(2 / axis.pixelsPerDay));
  const groups = new Map();
  for (const [day, movements, meetings, uncertain] of bins) {
    if (day < axis.first || day > axis.last) continue;
    const group = axis.first + Math.floor((day - axis.first) / days) * days;
    const held = groups.get(group);
    if (!held || movements + meetings + uncertain > held[0] + held[1] + held[2]) {
      groups.set(group, [movements, meetings, uncertain]);
    }
  }
  return [...groups].map(([day, counts]) => ({ day, days, counts }));
}

/** Draw the histogram of `bins` ([day, movements, meetings, uncertain]) and the labels of the axis. */
function drawChart(canvas, { bins, axis, shown, lang, colors, height }) {
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(axis.width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  const floor = height - 17;
  const drawn = bars(bins, axis);
  const most = Math.max(1, ...drawn.map((bar) => bar.counts[0] + bar.counts[1] + bar.counts[2]));
  const unit = (floor - 5) / most;
  for (const bar of drawn) {
    const inside = bar.day + bar.days - 1 >= shown.start && bar.day <= shown.end;
    const left = axis.left(bar.day);
    const wide = Math.max(1, axis.pixelsPerDay * bar.days - (axis.pixelsPerDay * bar.days > 4 ? 1 : 0));
    let top = floor;
    bar.counts.forEach((count, series) => {
      if (!count) return;
      pen.globalAlpha = (series === 2 ? 0.17 : 1) * (inside ? 1 : 0.35);
      pen.fillStyle = [colors.movement, colors.meeting, colors.ink][series];
      const tall = Math.max(count * unit, 1);
      top -= tall;
      pen.fillRect(left, top, wide, tall);
    });
  }
  pen.globalAlpha = 1;
  pen.fillStyle = colors.line;
  pen.fillRect(0, floor, axis.width, 1);
  pen.font = `11px ${getComputedStyle(canvas).fontFamily}`;
  pen.textBaseline = "top";
  for (const tick of ticks(axis, lang)) {
    const left = axis.left(tick.day);
    pen.fillStyle = colors.line;
    pen.fillRect(left, floor, 1, 4);
    pen.fillStyle = tick.strong ? colors.ink : colors.muted;
    const wide = pen.measureText(tick.text).width;
    if (left + wide + 4 < axis.width) pen.fillText(tick.text, left + 3, floor + 4);
  }
}
