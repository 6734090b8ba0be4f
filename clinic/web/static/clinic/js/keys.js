// Single letters, when no field has the focus. Each key presses something that is on the page:
//   data-key="n"             a link or button of the page
//   data-key="a" data-of=ID  the same for one thing in a list (a visit); data-thing=ID marks the thing
//   data-href-m="/…/"        on a thing of a list: the letter opens that page for it
//   data-go="t"              `g`, then the letter: the pages of the top bar
//   data-choose="1"          a digit puts the focus there
//   data-walk                arrows (or j and k) walk through the links inside
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

/** On the board left and right lead to the nearest visit of the next room. */
function cross(step) {
  const column = document.activeElement?.closest?.("[data-column]");
  if (!column) return false;
  const columns = [...document.querySelectorAll("[data-column]")];
  const top = document.activeElement.getBoundingClientRect().top;
  for (let i = columns.indexOf(column) + step; columns[i]; i += step) {
    const visits = [...columns[i].querySelectorAll("a[href]")];
    visits.sort((a, b) => Math.abs(a.getBoundingClientRect().top - top) - Math.abs(b.getBoundingClientRect().top - top));
    if (visits[0]) { visits[0].focus(); return true; }
  }
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
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    used = Boolean(document.activeElement?.closest?.("[data-walk]")) && walk(walks[event.key]);
  } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    used = cross(event.key === "ArrowRight" ? 1 : -1);
  } else if (single && event.key.length === 1) {
    used = singleKey(event);
  }
  if (used) event.preventDefault();
});
