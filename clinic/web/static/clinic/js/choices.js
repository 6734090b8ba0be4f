// A questionnaire by keys: a digit chooses the answer that counts it, and the next question has the focus.

/** The question the keys go to: where the focus is, else the first without an answer. */
function current(form) {
  const here = document.activeElement?.closest("[data-question]");
  if (here && form.contains(here)) return here;
  const questions = [...form.querySelectorAll("[data-question]")];
  return questions.find((one) => !one.querySelector("input:checked")) ?? null;
}

document.addEventListener("keydown", (event) => {
  const form = document.querySelector("form[data-digits]");
  if (!form || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
  if (event.target.matches("textarea, select, input:not([type='radio'])")) return;
  const question = current(form);
  const choice = question?.querySelector(`input[type='radio'][value='${event.key}']`);
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  const questions = [...form.querySelectorAll("[data-question]")];
  const next = questions[questions.indexOf(question) + 1];
  (next?.querySelector("input") ?? (next ? choice : form.querySelector("button[type='submit']")))?.focus();
});
