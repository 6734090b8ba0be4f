// One answer of a questionnaire: sent without leaving the page, so that a lost network never loses it.
// <form data-answer data-words-offline="…" data-words-failed="…" data-words-out="…">, [data-unsaved] beside it.
// The chosen answer stays in the form and nowhere else: it is never put into the browser's storage.

const form = document.querySelector("form[data-answer]");
const warning = document.querySelector("[data-unsaved]");
let waiting = false;

function say(words) {
  warning.querySelector("[data-words]").textContent = words;
  warning.hidden = false;
  warning.focus();
}

async function send() {
  const button = form.querySelector("button[type='submit']");
  waiting = false;
  button.disabled = true;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Answer": "1", Accept: "application/json" },
      redirect: "manual",
    });
    if (answer.status === 201) location.assign((await answer.json()).next);
    else if (answer.status === 422) say((await answer.json()).sentence);
    else say(answer.type === "opaqueredirect" ? form.dataset.wordsOut : form.dataset.wordsFailed);
  } catch {
    waiting = true;
    say(form.dataset.wordsOffline);
  } finally {
    button.disabled = false;
  }
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  warning.hidden = true;
  send();
});
window.addEventListener("online", () => { if (waiting) send(); });
window.addEventListener("beforeunload", (event) => { if (waiting) event.preventDefault(); });
