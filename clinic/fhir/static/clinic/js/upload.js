// <form data-upload>: shows how much is sent, then that it is being read. Without this script the form works as a form.
// A good upload answers with a redirect, which is followed; a refusal answers 422 with the page to show.

function watch(form) {
  const box = form.querySelector("[data-progress]");
  const bar = box.querySelector("progress");
  const said = box.querySelector("[role=status]");
  const button = form.querySelector("[type=submit]");
  const megabytes = (bytes) => (bytes / 1048576).toFixed(1);

  function progress(event) {
    if (!event.lengthComputable) return;
    bar.value = (100 * event.loaded) / event.total;
    said.textContent = form.dataset.wordsSending
      .replace("SENT", megabytes(event.loaded))
      .replace("ALL", megabytes(event.total));
  }

  function sent() {
    bar.removeAttribute("value");
    said.textContent = form.dataset.wordsReading;
  }

  function answered(request) {
    if (request.status === 200 && request.responseURL !== location.href) {
      location.assign(request.responseURL);
    } else if (request.responseText) {
      show(request.responseText);
    } else {
      failed();
    }
  }

  function show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
    document.querySelectorAll("form[data-upload]").forEach(watch);
    const summary = document.querySelector("main .errsum, main h1");
    summary.tabIndex = -1;
    summary.focus();
  }

  function failed() {
    button.disabled = false;
    bar.value = 0;
    said.textContent = form.dataset.wordsFailed;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    box.hidden = false;
    button.disabled = true;
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", progress);
    request.upload.addEventListener("load", sent);
    request.addEventListener("load", () => answered(request));
    request.addEventListener("error", failed);
    request.addEventListener("abort", failed);
    request.send(new FormData(form));
  });
}

document.querySelectorAll("form[data-upload]").forEach(watch);
