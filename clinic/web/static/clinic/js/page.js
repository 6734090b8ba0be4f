// Small manners of every staff page: where the focus goes, menus that close, sheets that open.

/** After a refused form the list of what is wrong comes first. */
function toErrors(root) {
  root.querySelector(".errsum")?.focus();
}

/** A link in the list leads to the field itself, and the caret stands in it. */
document.addEventListener("click", (event) => {
  const link = event.target.closest(".errsum a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus();
});

/** `data-opens="id"` opens a dialog; it gives the focus back by itself when it closes. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const sheet = opener && document.getElementById(opener.dataset.opens);
  if (!sheet) return;
  event.preventDefault();
  sheet.showModal();
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.whoami[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.whoami[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

/** One press, one write: the second click of a double click finds the button off. */
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.defaultPrevented || event.target.method !== "post") return;
  setTimeout(() => { button.disabled = true; }, 0);
  setTimeout(() => { button.disabled = false; }, 4000);
});

/** The sheet of all keys repeats the key bar of this page, so that neither can forget one. */
const pageKeys = document.querySelector("[data-page-keys]");
for (const entry of pageKeys ? document.querySelectorAll(".keybar > span:has(kbd):not(:has(button))") : []) {
  const keys = document.createElement("dt");
  const words = document.createElement("dd");
  for (const node of entry.childNodes) (node.nodeName === "KBD" ? keys : words).append(node.cloneNode(true));
  pageKeys.append(keys, words);
}

document.addEventListener("htmx:after:swap", () => toErrors(document));
toErrors(document);
