// The box in the top bar as a combobox: htmx fills the list while one types, arrows choose, Enter opens, Escape closes.
// Without this file it is a form that leads to the page with everybody found.

const box = document.getElementById("find");
const list = document.getElementById("find-list");

function options() {
  return [...list.querySelectorAll("[role=option][data-href]")];
}

function chosen() {
  return list.querySelector("[aria-selected=true]");
}

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  if (option) { box.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
  else box.removeAttribute("aria-activedescendant");
}

function show(open) {
  list.hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  if (!open) choose(null);
}

function step(by) {
  const all = options();
  if (!all.length) return;
  show(true);
  const next = all.indexOf(chosen()) + by;
  choose(next < 0 ? (by < 0 && next < -1 ? all.at(-1) : null) : all[Math.min(next, all.length - 1)]);
}

const keys = {
  ArrowDown: () => { step(1); return true; },
  ArrowUp: () => { step(-1); return true; },
  Enter: () => { const option = list.hidden ? null : chosen(); if (option) location.assign(option.dataset.href); return Boolean(option); },
  Escape: () => { const open = !list.hidden; show(false); return open; },
};

if (box && list) {
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  box.addEventListener("keydown", (event) => {
    if (!keys[event.key]?.()) return;
    event.preventDefault();
    event.stopPropagation();
  });
  box.addEventListener("focusout", () => show(false));
  // Before the box loses the focus, so that the list is still there to be clicked on.
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[data-href]");
    if (option) location.assign(option.dataset.href);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx?.sourceElement !== box) return;
    show(document.activeElement === box && list.children.length > 0);
    const region = document.getElementById("announcer");
    const all = options();
    if (region && !list.hidden) region.textContent = all.length ? list.dataset.words.replace("0", String(all.length - 1)) : list.textContent;
  });
}
