// The flowsheet's row of big boxes: number, Enter, number, Enter; Enter in the last box saves the set.
// Nothing here starts or stops a drug.

function boxes(form) {
  return [...form.querySelectorAll("input:not([type=hidden]):not([type=checkbox]):not([disabled])")];
}

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form.entry");
  if (!form || event.key !== "Enter" || event.target.tagName !== "INPUT") return;
  const all = boxes(form);
  const next = all[all.indexOf(event.target) + 1];
  event.preventDefault();
  if (next) { next.focus(); next.select(); } else { form.requestSubmit(); }
});

/** A box that takes whole numbers takes nothing else. */
document.addEventListener("beforeinput", (event) => {
  if (event.target.inputMode !== "numeric" || !event.data) return;
  if (!event.target.closest?.("form.entry")) return;
  if (/\D/.test(event.data)) event.preventDefault();
});

// The chairs' keys v, e, d lead to a part of this page by its name: there the focus goes; else to the first box.
// What was refused is read before both: page.js puts the focus there.
const named = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
if (!document.querySelector(".errsum")) (named ?? document.querySelector("form.entry [data-first]"))?.focus();
