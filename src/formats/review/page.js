// The review: beads are never changed in place. An edit puts new ones where old ones stood, and can be taken back.
(() => {
  const review = JSON.parse(document.getElementById("review").textContent);
  const sides = review.sides;
  const DOUBTFUL = Number(document.body.dataset.doubtful);
  // Another alignment of the same documents is another review.
  const beadsHash = [...JSON.stringify(review.beads)].reduce((hash, c) => (hash * 31 + c.charCodeAt(0)) | 0, 0);
  const STORE = `tolmach-review ${sides.map((side) => `${side.lang} ${side.fingerprint}`).join(" ")} ${beadsHash}`;
  const NAME = decodeURIComponent(location.pathname.split("/").pop() || "review").replace(/\.x?html?$/i, "") + ".json";
  const $ = (id) => document.getElementById(id);

  // State ---------------------------------------------------------------------------------------------------------

  const length = (range) => range[1] - range[0];
  const filled = (bead) => bead.sides.filter((range) => length(range) > 0).length;
  const isDoubtful = (bead) => bead.status === "open" && bead.confidence !== null && bead.confidence < DOUBTFUL;
  const FILTERS = {
    all: () => true,
    doubtful: isDoubtful,
    alone: (bead) => filled(bead) === 1,
    changed: (bead) => bead.confidence === null || bead.status !== "open",
  };

  // Where a bead is as the aligner had it, it is the aligner's again.
  const place = (ranges) => ranges.map((range) => length(range) ? range.join("-") : "").join(" ");
  const original = new Map(review.beads.map((bead, n) => [place(bead.sides), { ...bead, label: String(n + 1) }]));
  const made = (ranges, label, crossing) =>
    original.get(place(ranges)) ?? { sides: ranges, confidence: null, status: "open", crossing, label };

  let beads = review.beads.map((bead, n) => ({ ...bead, label: String(n + 1) }));
  let rows = [];
  let past = [];
  let future = [];
  let filter = "all";
  let at = { row: 0, side: 0, seg: 0 };
  let shown = {};
  let dirty = false;

  // Words ---------------------------------------------------------------------------------------------------------

  const wanted = (navigator.language || "en").slice(0, 2);
  let words = WORDS[recall("tolmach-language")] ?? WORDS[wanted] ?? WORDS.en;
  const word = (name) => words[name] ?? WORDS.en[name];

  function speak() {
    const code = Object.keys(WORDS).find((code) => WORDS[code] === words);
    document.documentElement.lang = code;
    $("language").value = code;
    for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
    for (const element of document.querySelectorAll("[data-tip]")) tip(element, word(element.dataset.tip));
    rows.forEach((row, n) => row.filled && fill(row, beads[n]));
    heads();
    count();
    show();
  }

  function tip(element, text, key) {
    element.title = key ? `${text} (${key})` : text;
    element.setAttribute("aria-label", text);
  }

  // What is remembered between visits; a browser may forbid it.
  function recall(key) {
    try { return localStorage.getItem(key); } catch { return null; }
  }
  function remember(key, value) {
    try {
      if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value);
      return true;
    } catch { return false; }
  }

  // Drawing -------------------------------------------------------------------------------------------------------

  function make(tag, name, text) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function button(name, sign, key) {
    const element = make("button", "", sign);
    element.type = "button";
    element.dataset.do = name;
    element.tabIndex = -1;
    element.dataset.key = key;
    tip(element, word(name), key);
    return element;
  }

  // One set of tools, which stands in the row that is worked on.
  const tools = make("span", "tools");
  function equip() {
    tools.replaceChildren(
      button("mergeUp", "⤒", "Shift+M"), button("mergeDown", "⤓", "M"), button("split", "✂", "S"),
      button("shiftUp", "↑", "U"), button("shiftDown", "↓", "D"));
  }

  function heads() {
    const row = document.querySelector(".heads") ?? $("grid").insertBefore(make("div", "row heads"), $("grid").firstChild);
    row.setAttribute("role", "row");
    const names = new Intl.DisplayNames([document.documentElement.lang], { type: "language" });
    const cells = sides.map((side) => {
      const cell = make("div");
      cell.setAttribute("role", "columnheader");
      const { name, title, url } = side.source;
      cell.append(make("b", "", names.of(side.lang)), " ", title ?? name.split(/[/\\]/).pop());
      cell.title = [name, url].filter(Boolean).join("\n");
      return cell;
    });
    const corner = make("div");
    corner.setAttribute("role", "columnheader");
    row.replaceChildren(corner, ...cells);
  }

  // Rows are empty boxes until they come near the window, or the browser has time.
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) ensure(entry.target);
  }, { rootMargin: "1500px 0px" });

  function box() {
    const row = make("div", "row");
    row.setAttribute("role", "row");
    near.observe(row);
    return row;
  }

  function ensure(row) {
    if (row.filled) return;
    near.unobserve(row);
    const n = rows.indexOf(row);
    if (n >= 0) fill(row, beads[n]);
  }

  function fillRest(from) {
    const end = Math.min(from + 200, rows.length);
    for (let n = from; n < end; n++) if (!rows[n].filled) fill(rows[n], beads[n]);
    if (end < rows.length) setTimeout(fillRest, 30, end);
  }

  function fill(row, bead) {
    row.filled = true;
    const doubtful = isDoubtful(bead);
    const state = { doubtful, alone: filled(bead) === 1, crossing: Boolean(bead.crossing), changed: bead.confidence === null, accept: bead.status === "accept", reject: bead.status === "reject" };
    for (const [name, on] of Object.entries(state)) row.classList.toggle(name, on);

    const facts = make("div", "facts");
    const percent = bead.confidence === null ? "" : `${Math.floor(bead.confidence * 100)} %`;
    const said = bead.status !== "open" ? word(bead.status + "ed") : bead.confidence === null ? word("changedRow") : percent + (doubtful ? " ?" : "");
    const sure = make("span", "sure", said);
    sure.title = doubtful ? `${percent}: ${word("doubtfulRow")}` : percent;
    const shape = bead.sides.map(length).join("-");
    facts.append(make("span", "n", bead.label), make("span", "shape", shape));
    if (bead.crossing) {
      facts.append(make("span", "moved", "↕"));
      tip(facts.lastChild, word("crossingRow"));
    }
    facts.append(sure);
    const verdict = make("span", "verdict");
    for (const [name, sign, key] of [["accept", "✓", "A"], ["reject", "✗", "R"]]) {
      const element = button(name, sign, key);
      element.setAttribute("aria-pressed", String(bead.status === name));
      verdict.append(element);
    }
    const buttons = make("div", "buttons");
    buttons.append(verdict);
    const head = make("div", "head");
    head.setAttribute("role", "rowheader");
    head.append(facts, buttons);

    const cells = bead.sides.map(([start, end], side) => {
      const cell = make("div", "cell");
      cell.setAttribute("role", "gridcell");
      cell.lang = sides[side].lang;
      for (let i = start; i < end; i++) cell.append(make("p", "seg", sides[side].segments[i]));
      if (start === end) {
        cell.append(make("p", "seg empty", "·"));
        cell.lastChild.setAttribute("aria-label", word("nothing"));
      }
      for (const seg of cell.children) seg.tabIndex = -1;
      return cell;
    });
    row.replaceChildren(head, ...cells);
  }

  function count() {
    const doubtful = beads.filter(isDoubtful).length;
    $("left").textContent = word("left")(doubtful, beads.length) + (dirty ? ` · ${word("unsaved")}` : "");
    for (const element of $("filters").children) {
      element.lastElementChild.textContent = beads.filter(FILTERS[element.dataset.filter]).length;
      element.setAttribute("aria-pressed", String(element.dataset.filter === filter));
    }
    document.querySelector("[data-do=undo]").disabled = past.length === 0;
    document.querySelector("[data-do=redo]").disabled = future.length === 0;
  }

  // Shows the rows of the filter, each with its neighbours.
  function sift(name) {
    filter = name;
    const hits = beads.map(FILTERS[filter]);
    rows.forEach((row, n) => {
      row.hidden = !(hits[n] || hits[n - 1] || hits[n + 1]);
      row.classList.toggle("context", !hits[n]);
    });
    if (!hits[at.row]) {
      const next = hits.findIndex((hit, n) => hit && n >= at.row);
      const row = next >= 0 ? next : hits.indexOf(true);
      if (row >= 0) at = { ...at, row, seg: 0 };
    }
    count();
    show(true);
  }

  // The cursor ----------------------------------------------------------------------------------------------------

  function show(focus) {
    if (rows.length === 0) return;
    shown.row?.classList.remove("here");
    if (shown.seg) shown.seg.tabIndex = -1;
    at.row = Math.max(0, Math.min(at.row, rows.length - 1));
    const row = rows[at.row];
    if (!row.filled) fill(row, beads[at.row]);
    const cell = row.children[at.side + 1];
    at.seg = Math.max(0, Math.min(at.seg, cell.children.length - 1));
    const seg = cell.children[at.seg];
    shown = { row, seg };
    row.classList.add("here");
    row.hidden = false;
    row.querySelector(".buttons").append(tools);
    seg.tabIndex = 0;
    if (focus) {
      seg.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
      // Rows that come into view may turn out higher than was thought.
      requestAnimationFrame(() => rows[at.row] === row && row.scrollIntoView({ block: "nearest" }));
    }
  }

  function go(row, side, seg) {
    at = { row, side, seg };
    show(true);
  }

  function visible(from, step) {
    let n = from + step;
    while (rows[n]?.hidden) n += step;
    return rows[n] ? n : -1;
  }

  function stepRow(step) {
    const row = visible(at.row, step);
    if (row >= 0) go(row, at.side, 0);
  }

  function stepSegment(step) {
    const seg = at.seg + step;
    if (seg >= 0 && seg < rows[at.row].children[at.side + 1].children.length) return go(at.row, at.side, seg);
    const row = visible(at.row, step);
    if (row >= 0) go(row, at.side, step > 0 ? 0 : Infinity);
  }

  function stepDoubtful(step) {
    for (let i = 1; i <= beads.length; i++) {
      const row = (at.row + step * i + beads.length * i) % beads.length;
      if (isDoubtful(beads[row])) return go(row, at.side, 0);
    }
    tell(word("none"));
  }

  // Edits ---------------------------------------------------------------------------------------------------------

  function put(row, old, fresh) {
    const boxes = fresh.map((bead) => {
      const element = box();
      fill(element, bead);
      return element;
    });
    beads.splice(row, old.length, ...fresh);
    const gone = rows.splice(row, old.length, ...boxes);
    const next = rows[row + boxes.length] ?? null;
    for (const element of boxes) $("grid").insertBefore(element, next);
    for (const element of gone) element.remove();
    dirty = true;
    autosave();
    count();
  }

  // Puts new beads in the place of so many old ones, from a row on, and the cursor where it belongs then.
  function edit(row, number, fresh, then) {
    const old = beads.slice(row, row + number);
    past.push({ row, old, fresh, before: at, then });
    future = [];
    put(row, old, fresh);
    at = then;
    show(true);
  }

  function undo() {
    const step = past.pop();
    if (!step) return;
    future.push(step);
    put(step.row, step.fresh, step.old);
    at = step.before;
    show(true);
  }

  function redo() {
    const step = future.pop();
    if (!step) return;
    past.push(step);
    put(step.row, step.old, step.fresh);
    at = step.then;
    show(true);
  }

  function decide(status) {
    const bead = beads[at.row];
    edit(at.row, 1, [{ ...bead, status: bead.status === status ? "open" : status }], at);
  }

  // Two runs of segments that follow each other, as one; null when others stand between them.
  function joined(a, b) {
    if (length(a) === 0) return b;
    if (length(b) === 0) return a;
    return a[1] === b[0] ? [a[0], b[1]] : null;
  }

  function merge(row) {
    const [a, b] = [beads[row], beads[row + 1]];
    if (!a || !b) return tell(word("noNeighbour"));
    const ranges = a.sides.map((range, side) => joined(range, b.sides[side]));
    if (ranges.includes(null)) return tell(word("notNeighbours"));
    const label = a.label === b.label ? a.label : `${a.label.split("–")[0]}–${b.label.split("–").pop()}`;
    edit(row, 2, [made(ranges, label, a.crossing || b.crossing)], { row, side: at.side, seg: 0 });
  }

  function split() {
    const bead = beads[at.row];
    const lengths = bead.sides.map(length);
    let [side, seg] = [at.side, Math.max(at.seg, 1)];
    if (lengths[side] < 2) {
      // Nothing to cut in this language: the longest other one is cut, or this one gets a row of its own.
      const longest = lengths.indexOf(Math.max(...lengths));
      if (lengths[longest] > 1) [side, seg] = [longest, 1];
      else if (lengths[side] === 1 && filled(bead) > 1) seg = 0;
      else return tell(word("cannotSplit"));
    }
    const share = part(side, bead.sides[side], seg);
    const cuts = bead.sides.map((range, other) => {
      if (other === side) return range[0] + seg;
      if (length(range) < 2) return range[1];
      let best = range[0] + 1;
      for (let cut = best; cut < range[1]; cut++) {
        const distance = (cut) => Math.abs(part(other, range, cut - range[0]) - share);
        if (distance(cut) < distance(best)) best = cut;
      }
      return best;
    });
    const upper = made(bead.sides.map((range, side) => [range[0], cuts[side]]), bead.label, bead.crossing);
    const lower = made(bead.sides.map((range, side) => [cuts[side], range[1]]), bead.label, bead.crossing);
    edit(at.row, 1, [upper, lower], { row: at.row + 1, side, seg: 0 });
  }

  // How much of a run's text stands in its first segments, 0 to 1.
  function part(side, [start, end], number) {
    const size = (from, to) => sides[side].segments.slice(from, to).reduce((sum, text) => sum + text.length, 0);
    return size(start, start + number) / Math.max(1, size(start, end));
  }

  // Moves the sentence, and what stands between it and the border, over to the neighbour.
  function shift(step) {
    const { row, side, seg } = at;
    const bead = beads[row];
    const [start, end] = bead.sides[side];
    if (start === end) return tell(word("cannotShift"));
    const up = step < 0;
    const cut = up ? start + seg + 1 : start + seg;
    const [moved, kept] = up ? [[start, cut], [cut, end]] : [[cut, end], [start, cut]];
    const there = beads[row + step];
    const empty = length(kept) === 0 && filled(bead) === 1;
    if (!there && empty) return tell(word("noNeighbour"));
    // Beyond the first and the last row there is room for a row of its own.
    const target = there ?? { sides: bead.sides.map((range) => up ? [range[0], range[0]] : [range[1], range[1]]), label: bead.label };
    const whole = up ? joined(target.sides[side], moved) : joined(moved, target.sides[side]);
    if (whole === null) return tell(word("notNeighbours"));
    const crossing = bead.crossing || target.crossing;
    const changed = (bead, range) => made(bead.sides.map((old, other) => other === side ? range : old), bead.label, crossing);
    const pair = [changed(target, whole)];
    if (!empty) pair.splice(up ? 1 : 0, 0, changed(bead, kept));
    const first = there ? Math.min(row, row + step) : row;
    const then = { row: up ? first : first + pair.length - 1, side, seg: up ? length(whole) - length(moved) : 0 };
    edit(first, there ? 2 : 1, pair, then);
  }

  // Keeping -------------------------------------------------------------------------------------------------------

  const plain = (bead) => ({ sides: bead.sides, confidence: bead.confidence, status: bead.status, ...(bead.crossing && { crossing: true }) });

  function save() {
    const { v, type, aligner } = review;
    const text = JSON.stringify({ v, type, aligner, sides, beads: beads.map(plain) });
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = NAME;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    dirty = false;
    count();
    tell(`${word("saved")} ${NAME}`);
  }

  let timer = 0;
  let kept = true;
  function autosave() {
    kept = false;
    clearTimeout(timer);
    timer = setTimeout(keep, 500);
  }
  function keep() {
    clearTimeout(timer);
    if (!kept) kept = remember(STORE, JSON.stringify(beads));
  }
  addEventListener("pagehide", keep);
  addEventListener("beforeunload", (event) => {
    keep();
    if (dirty && !kept) event.preventDefault();
  });

  function restore() {
    try {
      const stored = JSON.parse(recall(STORE));
      if (!Array.isArray(stored) || stored.length === 0) return;
      beads = stored;
    } catch { return; }
    dirty = true;
    const again = make("button", "", word("startOver"));
    again.type = "button";
    again.onclick = () => {
      dirty = false;
      kept = remember(STORE, null) || true;
      location.reload();
    };
    tell(word("restored"), again);
  }

  let silence = 0;
  function tell(text, ...more) {
    $("message").replaceChildren(text, ...more);
    clearTimeout(silence);
    silence = setTimeout(() => $("message").replaceChildren(), more.length ? 15000 : 4000);
  }

  function help(open) {
    $("help").hidden = !open;
    document.querySelector("[data-do=help]").setAttribute("aria-expanded", String(open));
    remember("tolmach-help", open ? "open" : "closed");
  }

  new ResizeObserver(([header]) => {
    document.documentElement.style.setProperty("--header", `${header.target.offsetHeight}px`);
  }).observe(document.querySelector("header"));

  // Mouse and keys ------------------------------------------------------------------------------------------------

  const DO = {
    accept: () => decide("accept"),
    reject: () => decide("reject"),
    mergeUp: () => merge(at.row - 1),
    mergeDown: () => merge(at.row),
    split,
    shiftUp: () => shift(-1),
    shiftDown: () => shift(1),
    next: () => stepDoubtful(1),
    undo, redo, save,
    help: () => help($("help").hidden),
  };

  document.addEventListener("click", (event) => {
    const row = event.target.closest(".row:not(.heads)");
    const pressed = event.target.closest("button");
    if (row) {
      const n = rows.indexOf(row);
      const cell = event.target.closest(".cell");
      const side = cell ? [...row.children].indexOf(cell) - 1 : at.side;
      const seg = event.target.closest(".seg");
      if (!pressed || n !== at.row) at = { row: n, side, seg: seg ? [...cell.children].indexOf(seg) : 0 };
      if (!pressed) return getSelection().isCollapsed ? show(true) : show();
    }
    if (pressed?.dataset.filter) sift(pressed.dataset.filter);
    else DO[pressed?.dataset.do]?.();
  });

  function enter() {
    if (beads[at.row].status !== "accept") decide("accept");
    stepDoubtful(1);
  }

  // By the place of the key, so that they work whatever alphabet the keyboard writes.
  const KEYS = {
    ArrowUp: () => stepSegment(-1), ArrowDown: () => stepSegment(1),
    ArrowLeft: () => go(at.row, Math.max(0, at.side - 1), at.seg),
    ArrowRight: () => go(at.row, Math.min(sides.length - 1, at.side + 1), at.seg),
    KeyJ: () => stepRow(1), KeyK: () => stepRow(-1), KeyN: () => stepDoubtful(1), KeyP: () => stepDoubtful(-1),
    KeyA: DO.accept, KeyR: DO.reject, Delete: DO.reject, KeyS: DO.split, KeyU: DO.shiftUp, KeyD: DO.shiftDown,
    KeyM: (event) => event.shiftKey ? DO.mergeUp() : DO.mergeDown(),
    Enter: enter, NumpadEnter: enter,
    KeyH: DO.help,
    Digit1: () => sift("all"), Digit2: () => sift("doubtful"), Digit3: () => sift("alone"), Digit4: () => sift("changed"),
  };
  const CONTROL = { KeyZ: (event) => event.shiftKey ? redo() : undo(), KeyY: redo, KeyS: save };
  const ALT = { ArrowUp: DO.shiftUp, ArrowDown: DO.shiftDown };

  document.addEventListener("keydown", (event) => {
    const onButton = event.target.closest("button, select");
    if (onButton && ["Enter", "NumpadEnter", "Space", "ArrowUp", "ArrowDown"].includes(event.code)) return;
    if (event.target.closest("select") && !event.ctrlKey) return;
    const keys = event.ctrlKey || event.metaKey ? CONTROL : event.altKey ? ALT : KEYS;
    const action = event.key === "?" && keys === KEYS ? DO.help : keys[event.code];
    if (!action) return;
    event.preventDefault();
    action(event);
  });

  $("language").addEventListener("change", (event) => {
    words = WORDS[event.target.value];
    remember("tolmach-language", event.target.value);
    equip();
    speak();
  });
  addEventListener("beforeprint", () => rows.forEach((row, n) => row.filled || fill(row, beads[n])));

  document.documentElement.style.setProperty("--sides", sides.length);
  restore();
  rows = beads.map(box);
  $("grid").append(...rows);
  equip();
  help((recall("tolmach-help") ?? (innerWidth > 800 ? "open" : "closed")) === "open");
  speak();
  fillRest(0);
})();
