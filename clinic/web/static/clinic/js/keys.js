// Single letters, when no field has the focus. Each key presses something that is on the page:
//   data-key="n"             a link or button of the page
//   data-key="a" data-of=ID  the same for one thing in a list (a visit); data-thing=ID marks the thing
//   data-href-m="/…/"        on a thing of a list: the letter opens that page for it
//   data-go="t"              `g`, then the letter: the pages of the top bar
//   data-choose="1"          a digit puts the focus there
//   data-walk                arrows (or j and k) walk through the links inside
//   data-grid                in a calendar the arrows go to the nearest visit or day that way
// Switched off by data-single-keys="off" on <body>: a person's own choice (WCAG 2.1.4).

const body = document.body;
const single = body.dataset.singleKeys !== "off";
let waitingForGo = 0;

function typing(target) {
  return Boolean(target.closest?.("input, textarea, select, [contenteditable='true'], dialog[open]"));
}

function press(element) {
  element.focus();
  if (element.matches("a[href], button, summary")) element.click();
}

/** What a letter means now: first for the thing in focus, then for the page. */
function find(key) {
  const all = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter((e) => !e.disabled);
  const thing = document.activeElement?.closest?.("[data-thing]")?.dataset.thing;
  if (thing) {
    const own = all.find((e) => e.dataset.of === thing);
    if (own) return { element: own, alone: true };
  }
  const pageWide = all.filter((e) => !e.dataset.of);
  if (pageWide.length) return { element: pageWide[0], alone: true };
  return all.length ? { element: all[0], alone: false } : null;
}

function walk(step) {
  const place = document.activeElement?.closest?.("[data-walk]") ?? document.querySelector("[data-walk]");
  if (!place) return false;
  const stops = [...place.querySelectorAll("a[href], button:not([disabled])")].filter((e) => e.offsetParent);
  const here = stops.indexOf(document.activeElement);
  const next = here < 0 ? stops[0] : stops[here + step];
  if (!next) return here >= 0;
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

/** In a calendar's grid the arrows lead to the nearest visit (or day) that lies that way. */
const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function reach(key) {
  const here = document.activeElement;
  const grid = here?.closest?.("[data-grid]");
  if (!grid || !here.matches("a[href]")) return false;
  const [right, down] = ways[key];
  const from = here.getBoundingClientRect();
  let best = null;
  let least = Infinity;
  for (const stop of grid.querySelectorAll("a.visit, a.day")) {
    if (stop === here || !stop.offsetParent) continue;
    const to = stop.getBoundingClientRect();
    const along = right ? right * (to.left - from.left) : down * (to.top - from.top);
    const aside = right ? Math.abs(to.top - from.top) : Math.abs(to.left - from.left);
    if (along < 4 || (down && aside > from.width / 2)) continue;
    // Across columns the nearest column wins, whatever the hour; down a column only what is below.
    const far = right ? along * 10 + aside : along + aside * 10;
    if (far < least) { least = far; best = stop; }
  }
  if (!best) return true;
  best.focus();
  best.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

/** A letter about one thing, with nothing in focus, leads to the first thing it could be about. */
function choose(key) {
  const thing = document.querySelector(`[data-href-${CSS.escape(key)}]`);
  const first = thing?.matches("a[href]") ? thing : thing?.querySelector("a[href]:not(.phone), button");
  if (!first?.offsetParent) return false;
  first.focus();
  first.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

const walks = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };

function singleKey(event) {
  if (waitingForGo && Date.now() - waitingForGo < 1500) {
    waitingForGo = 0;
    const place = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (place) { press(place); return true; }
  }
  if (event.key === "g") { waitingForGo = Date.now(); return true; }
  if (event.key === "/") { document.getElementById("find")?.focus(); return true; }
  if (event.key === "?") { document.getElementById("keys-sheet")?.showModal(); return true; }
  if (/^[1-9]$/.test(event.key)) {
    const chosen = document.querySelector(`[data-choose="${event.key}"]`);
    chosen?.focus();
    return Boolean(chosen);
  }
  const page = document.activeElement?.closest?.("[data-thing]")?.getAttribute(`data-href-${event.key}`);
  if (page) { window.location.assign(page); return true; }
  const meant = find(event.key);
  if (meant) {
    if (meant.alone) press(meant.element); else meant.element.focus();
    return true;
  }
  if (/^[a-z]$/.test(event.key) && choose(event.key)) return true;
  return (event.key === "j" || event.key === "k") && walk(walks[event.key]);
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "k") {
    document.getElementById("find")?.focus();
    event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(event.target) && !event.target.closest("dialog")) {
    event.target.blur();
    return;
  }
  if (typing(event.target)) return;
  let used = false;
  if (ways[event.key] && reach(event.key)) {
    used = true;
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    used = Boolean(document.activeElement?.closest?.("[data-walk]")) && walk(walks[event.key]);
  } else if (single && event.key.length === 1) {
    used = singleKey(event);
  }
  if (used) event.preventDefault();
});
