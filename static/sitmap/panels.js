// What the map says in HTML. Texts of articles are only ever inserted as text, never as markup.

sitmap.element = function (tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

/** The tooltip beside the pointer, or beside a mark that has the keyboard's focus. */
sitmap.Tip = class {
  constructor(container, joined) {
    this.joined = joined;
    this.box = sitmap.element("div", "sitmap-tip");
    this.box.hidden = true;
    this.box.setAttribute("role", "tooltip");
    container.append(this.box);
    this.container = container;
  }

  show(mark, x, y) {
    const lines = this._lines(mark);
    this.box.replaceChildren(...lines.map((line, index) => sitmap.element("div", index ? "" : "sitmap-tip-head", line)));
    this.box.hidden = false;
    const { clientWidth, clientHeight } = this.container;
    const { offsetWidth, offsetHeight } = this.box;
    const left = x + 14 + offsetWidth > clientWidth ? x - 14 - offsetWidth : x + 14;
    const top = y + 14 + offsetHeight > clientHeight ? y - 14 - offsetHeight : y + 14;
    this.box.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
  }

  hide() {
    this.box.hidden = true;
  }

  _lines({ tip, members }) {
    if (members.length === 1) return tip;
    const heads = members.slice(0, 6).map((member) => [member.tip[0], member.label].filter(Boolean).join(" · "));
    const more = members.length > heads.length ? ["…"] : [];
    return [this.joined.replace("{count}", members.length), ...heads, ...more];
  }
};

// Of more marks than this the largest are buttons; the page's table has them all.
sitmap.MOST_LISTED = 2000;

/** Every mark shown as a button, for the keyboard and for readers of screens; out of sight. */
sitmap.List = class {
  constructor(container, label, actions) {
    this.list = sitmap.element("ul", "sitmap-list");
    this.list.setAttribute("aria-label", label);
    this.buttons = new Map();
    this.actions = actions;
    container.append(this.list);
    L.DomEvent.disableClickPropagation(this.list); // a press of a button is no click on the map
  }

  /** Shows the buttons of these marks and hides all others; a little later, as scrubbing goes on. */
  sync(marks) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this._sync(marks), 120);
  }

  _sync(all) {
    const marks = all.length > sitmap.MOST_LISTED ? all.slice().sort((a, b) => b.size - a.size).slice(0, sitmap.MOST_LISTED) : all;
    const shown = new Set(marks.map((mark) => mark.id));
    for (const mark of marks) {
      if (!this.buttons.has(mark.id)) this.buttons.set(mark.id, this._add(mark));
    }
    for (const [id, button] of this.buttons) button.hidden = button.parentElement.hidden = !shown.has(id);
  }

  _add(mark) {
    const item = sitmap.element("li");
    const button = sitmap.element("button", "", mark.tip.join(". "));
    button.type = "button";
    button.dataset.event = mark.id;
    button.addEventListener("focus", () => this.actions.focus(mark));
    button.addEventListener("blur", () => this.actions.focus(null));
    button.addEventListener("click", () => this.actions.pick(mark));
    item.append(button);
    this.list.append(item);
    return button;
  }
};

/** Alone on its page, the map has a legend, a caption, and a card with the sentences of a mark. */
sitmap.Alone = class {
  constructor(container, payload) {
    this.container = container;
    this.payload = payload;
    this.card = sitmap.element("section", "sitmap-card");
    this.card.hidden = true;
    this.card.setAttribute("aria-live", "polite");
    container.append(this._legend(), this.card);
    if (payload.caption.length) container.append(this._caption());
    for (const box of container.querySelectorAll(".sitmap-card, .sitmap-legend")) {
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
    }
  }

  _legend() {
    const box = sitmap.element("details", "sitmap-legend");
    box.open = this.container.clientWidth > 700;
    box.append(sitmap.element("summary", "", this.payload.words.legend));
    let group = null;
    for (const entry of this.payload.legend) {
      if (entry.group !== group) box.append(sitmap.element("h4", "", entry.title));
      group = entry.group;
      const line = sitmap.element("div", "sitmap-legend-line");
      const sample = sitmap.element("span");
      sample.innerHTML = entry.svg; // markup of geo/cartography/legend.py, no word of an article
      line.append(sample, sitmap.element("span", "", entry.label));
      box.append(line);
    }
    return box;
  }

  _caption() {
    const box = sitmap.element("header", "sitmap-caption");
    this.payload.caption.forEach((line, index) => box.append(sitmap.element(index ? "div" : "h1", "", line)));
    return box;
  }

  open(mark) {
    this.card.replaceChildren();
    this.card.hidden = !mark;
    if (!mark) return;
    const close = sitmap.element("button", "sitmap-close", "×");
    close.setAttribute("aria-label", this.payload.words.close);
    close.addEventListener("click", () => this.open(null));
    this.card.append(close);
    mark.tip.forEach((line, index) => this.card.append(sitmap.element(index ? "div" : "h3", "", line)));
    for (const sentence of this.payload.sources[mark.id] || []) this.card.append(this._sentence(sentence));
  }

  _sentence({ source, reported, quote, marked }) {
    const figure = sitmap.element("figure");
    const words = sitmap.element("blockquote");
    let from = 0;
    for (const [start, end, role] of marked) {
      words.append(quote.slice(from, start), sitmap.element("mark", "sitmap-role-" + role, quote.slice(start, end)));
      from = end;
    }
    words.append(quote.slice(from));
    figure.append(words, sitmap.element("figcaption", "", reported ? `${source} · ${reported}` : source));
    return figure;
  }
};
