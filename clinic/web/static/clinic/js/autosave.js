// Note drafts: <form data-autosave="URL"> with a textarea and a hidden `version`.
// Sent 0.8 s after the last key and when the field is left. The server answers
//   200 {"version": 4, "saved": "Draft saved 14:02 MST"}
//   409 {"sentence": "...", "theirs": "..."}   both texts are shown, nothing is overwritten.
// While the network is away the text stays in this page's memory and is tried again; it is never put into the
// browser's storage.

const WAIT = 800;
const AGAIN = 5000;

function watch(form) {
  const text = form.querySelector("textarea");
  const version = form.elements.namedItem("version");
  const status = form.querySelector("[data-saved]");
  let timer = 0;
  let sent = text.value;
  let sending = false;
  let stopped = false;

  const say = (words) => { if (status) status.textContent = words; };

  async function send() {
    if (sending || stopped || text.value === sent) return;
    sending = true;
    const trying = text.value;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Autosave": "1", Accept: "application/json" },
      });
      if (answer.ok) {
        const saved = await answer.json();
        version.value = saved.version;
        sent = trying;
        say(saved.saved);
      } else if (answer.status === 409) {
        stopped = true;
        conflict(form, await answer.json());
      } else {
        say(form.dataset.wordsUnsaved);
        timer = setTimeout(send, AGAIN);
      }
    } catch {
      say(form.dataset.wordsOffline);
      timer = setTimeout(send, AGAIN);
    } finally {
      sending = false;
    }
    if (text.value !== trying) later();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(send, WAIT);
  }

  text.addEventListener("input", later);
  text.addEventListener("blur", send);
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => { if (text.value !== sent && !form.dataset.leaving) event.preventDefault(); });
  form.addEventListener("submit", () => { clearTimeout(timer); form.dataset.leaving = "yes"; });
}

/** Two people wrote: both texts stand one under the other, and a person decides. */
function conflict(form, answer) {
  const box = form.querySelector("[data-conflict]");
  if (!box) return;
  box.hidden = false;
  box.querySelector("[data-sentence]").textContent = answer.sentence;
  box.querySelector("[data-theirs]").textContent = answer.theirs;
  box.focus();
}

document.querySelectorAll("form[data-autosave]").forEach(watch);
