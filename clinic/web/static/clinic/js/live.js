// A board that renews itself. `data-live` marks the part that htmx fetches anew and merges in (focus, scroll and typed
// text stay); the version it shows stands in `data-version` inside and is sent along, so that "unchanged" is 304.

const live = document.querySelector("[data-live]");

function heading() {
  return live.querySelector("h1")?.textContent ?? "";
}

let told = live ? heading() : "";

document.addEventListener("htmx:config:request", (event) => {
  const asked = event.detail.ctx;
  if (!live || asked.sourceElement !== live) return;
  // Nobody looks at a hidden page, and a visit in the hand must not be pulled away.
  if (document.hidden || document.body.classList.contains("dragging")) { event.preventDefault(); return; }
  const version = live.querySelector("[data-version]")?.dataset.version;
  if (version) asked.request.headers["If-None-Match"] = version;
});

/** Who cannot see the board hears when its answer changes: once, and only then. */
document.addEventListener("htmx:after:swap", () => {
  const now = live ? heading() : "";
  if (now === told) return;
  told = now;
  const region = document.getElementById("announcer");
  if (region) region.textContent = now;
});

document.addEventListener("visibilitychange", () => {
  if (live && !document.hidden) live.dispatchEvent(new CustomEvent("look"));
});
