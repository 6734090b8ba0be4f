// A page with several forms: what was typed into one is not lost by sending another.
// <form data-unsaved> is watched. Leaving the page, by a link or by another form, while it holds something that was
// not sent asks first, in the browser's own words. Without scripts each form still keeps its own, and saves it.

const changed = (field) => {
  if (field.type === "hidden" || field.disabled) return false;
  if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
  return "defaultValue" in field && field.value !== field.defaultValue;
};

let sent = null;
document.addEventListener("submit", (event) => { sent = event.target; });
window.addEventListener("beforeunload", (event) => {
  const forms = [...document.querySelectorAll("form[data-unsaved]")];
  const waiting = forms.some((form) => form !== sent && (form.dataset.unsaved === "always" || [...form.elements].some(changed)));
  sent = null;
  if (waiting) event.preventDefault();
});
