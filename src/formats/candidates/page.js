"use strict";
(() => {
  const NAME = "terms.json";
  const $ = (id) => document.getElementById(id);
  const review = JSON.parse($("review").textContent);
  const { langs, candidates } = review;
  // What was decided is kept in the browser under the terms themselves, so that two reviews do not mix.
  const STORE = `tolmach-terms ${candidates.length} ${JSON.stringify(candidates.map((c) => c.terms)).split("").reduce((h, c) => (h * 31 + c.charCodeAt(0)) | 0, 7)}`;
  const FILTERS = {
    all: () => true,
    open: (c) => c.status === "open",
    accept: (c) => c.status === "accept",
    variants: (c) => c.variants.length > 0,
  };
  let words = WORDS.en;
  let filter = "all";
  let at = 0;
  let dirty = false;
  let past = [];
  let rows = [];

  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const remember = (key, value) => { try { localStorage.setItem(key, value); return true; } catch { return false; } };
  const word = (name) => words[name] ?? name;

  function make(name, kind, text) {
    const element = document.createElement(name);
    if (kind) element.className = kind;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  // Rows ----------------------------------------------------------------------------------------------------------

  function fill(n) {
    const candidate = candidates[n];
    const row = rows[n];
    row.className = `term ${candidate.status}${n === at ? " here" : ""}`;
    const side = make("div");
    const known = candidate.known ? ` · ${word("known")}` : "";
    side.append(make("div", "facts", `${n + 1} · ${candidate.count} ${word("units")} · ${Math.round(candidate.score * 100)}${known}`));
    const verdict = make("div", "verdict");
    for (const [status, sign, name] of [["accept", "✓", "accept"], ["reject", "✗", "reject"]]) {
      const button = make("button", "", sign);
      button.type = "button";
      button.dataset.status = status;
      button.setAttribute("aria-label", word(name));
      button.setAttribute("aria-pressed", String(candidate.status === status));
      verdict.append(button);
    }
    side.append(verdict);
    const cells = langs.map((lang) => {
      const cell = make("div");
      cell.lang = lang;
      const box = make("textarea");
      box.rows = 1;
      box.value = candidate.terms[lang] ?? "";
      box.dataset.lang = lang;
      box.setAttribute("aria-label", lang);
      const list = make("ul");
      for (const variant of candidate.variants.filter((v) => v.lang === lang)) list.append(make("li", "variant", `≠ ${variant.term} (${variant.count})`));
      for (const example of candidate.examples) if (example.texts[lang]) list.append(make("li", "example", example.texts[lang]));
      cell.append(box, list);
      return cell;
    });
    row.replaceChildren(side, ...cells);
  }

  function count() {
    const open = candidates.filter(FILTERS.open).length;
    $("left").textContent = `${candidates.length - open} / ${candidates.length}${dirty ? ` · ${word("unsaved")}` : ""}`;
    for (const element of $("filters").children) {
      element.lastElementChild.textContent = candidates.filter(FILTERS[element.dataset.filter]).length;
      element.setAttribute("aria-pressed", String(element.dataset.filter === filter));
    }
    document.querySelector("[data-do=undo]").disabled = past.length === 0;
  }

  function sift(name) {
    filter = name;
    rows.forEach((row, n) => { row.hidden = !FILTERS[filter](candidates[n]); });
    if (rows[at]?.hidden) step(1) || step(-1);
    count();
  }

  function go(n, focus) {
    if (!rows[n]) return false;
    const old = at;
    at = n;
    rows[old]?.classList.remove("here");
    rows[at].classList.add("here");
    if (focus) {
      rows[at].focus({ preventScroll: true });
      rows[at].scrollIntoView({ block: "nearest" });
    }
    return true;
  }

  function step(by) {
    let n = at + by;
    while (rows[n]?.hidden) n += by;
    return go(n, true);
  }

  // Edits ---------------------------------------------------------------------------------------------------------

  function change(n, fresh) {
    past.push([n, { ...candidates[n] }]);
    candidates[n] = { ...candidates[n], ...fresh };
    changed(n);
  }

  function changed(n) {
    dirty = true;
    fill(n);
    remember(STORE, JSON.stringify(candidates.map(({ terms, status }) => ({ terms, status }))));
    count();
  }

  function decide(n, status) {
    change(n, { status: candidates[n].status === status ? "open" : status });
  }

  function undo() {
    const step = past.pop();
    if (!step) return;
    candidates[step[0]] = step[1];
    changed(step[0]);
    rows[step[0]].hidden = false;
    go(step[0], true);
  }

  function save() {
    document.activeElement?.blur?.();
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify({ ...review, candidates })], { type: "application/json" }));
    link.download = NAME;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    dirty = false;
    count();
    tell(`${word("saved")} ${NAME}`);
  }

  function restore() {
    try {
      const stored = JSON.parse(recall(STORE));
      if (!Array.isArray(stored) || stored.length !== candidates.length) return;
      stored.forEach(({ terms, status }, n) => Object.assign(candidates[n], { terms, status }));
    } catch { return; }
    dirty = true;
    tell(word("restored"));
  }

  let silence = 0;
  function tell(text) {
    $("message").textContent = text;
    clearTimeout(silence);
    silence = setTimeout(() => { $("message").textContent = ""; }, 5000);
  }

  // Mouse and keys ------------------------------------------------------------------------------------------------

  const DO = { undo, save };

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    const n = rows.indexOf(event.target.closest(".term"));
    if (n >= 0) go(n, !event.target.closest("textarea, button") && getSelection().isCollapsed);
    if (pressed?.dataset.status) decide(n, pressed.dataset.status);
    else if (pressed?.dataset.filter) sift(pressed.dataset.filter);
    else DO[pressed?.dataset.do]?.();
  });
  document.addEventListener("focusin", (event) => {
    const n = rows.indexOf(event.target.closest(".term"));
    if (n >= 0) go(n, false);
  });
  document.addEventListener("change", (event) => {
    const lang = event.target.dataset.lang;
    const n = rows.indexOf(event.target.closest(".term"));
    if (lang && n >= 0) change(n, { terms: { ...candidates[n].terms, [lang]: event.target.value.trim().replace(/\s+/g, " ") } });
  });

  // By the place of the key, so that they work whatever alphabet the keyboard writes.
  const KEYS = {
    ArrowUp: () => step(-1), ArrowDown: () => step(1), KeyK: () => step(-1), KeyJ: () => step(1),
    KeyA: () => { decide(at, "accept"); step(1); },
    KeyR: () => { decide(at, "reject"); step(1); },
    KeyE: () => rows[at]?.querySelector("textarea")?.focus(),
    Digit1: () => sift("all"), Digit2: () => sift("open"), Digit3: () => sift("accept"), Digit4: () => sift("variants"),
  };
  const CONTROL = { KeyZ: undo, KeyS: save };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("textarea");
    const control = event.ctrlKey || event.metaKey;
    if (typing && ["Escape", "Enter"].includes(event.code)) {
      event.preventDefault();
      typing.blur();
      rows[at]?.focus();
      return;
    }
    if (event.altKey || (typing && !(control && event.code === "KeyS")) || (event.target.closest("select") && !control)) return;
    const action = (control ? CONTROL : KEYS)[event.code];
    if (!action) return;
    event.preventDefault();
    action();
  });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

  function speak() {
    document.documentElement.lang = $("language").value;
    for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
    rows.forEach((_, n) => fill(n));
    count();
  }
  $("language").addEventListener("change", (event) => {
    words = WORDS[event.target.value];
    remember("tolmach-language", event.target.value);
    speak();
  });

  const told = recall("tolmach-language") ?? navigator.language?.slice(0, 2);
  $("language").value = told in WORDS ? told : "en";
  words = WORDS[$("language").value];
  document.documentElement.style.setProperty("--sides", langs.length);
  restore();
  rows = candidates.map(() => {
    const row = make("div", "term");
    row.tabIndex = -1;
    return row;
  });
  $("terms").append(...rows);
  speak();
  go(0, true);
})();
