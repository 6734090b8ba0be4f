// Automatic sign-off, said two minutes ahead. The server decides (it counts requests); this keeps it told while a
// person types, warns when nobody does, and takes the page off the screen when the time is over.

const body = document.body;
const limit = Number(body.dataset.idle ?? 0) * 1000;
const WARN = 120_000;
const TELL = 60_000;
let told = Date.now();

function token() {
  const headers = JSON.parse(body.getAttribute("hx-headers:inherited") ?? "{}");
  return headers["X-CSRFToken"] ?? "";
}

async function stay() {
  told = Date.now();
  try {
    const answer = await fetch(body.dataset.stay, { method: "POST", headers: { "X-CSRFToken": token() } });
    if (answer.redirected || answer.status === 403) window.location.reload();
  } catch {
    told = Date.now() - TELL; // no network: tried again with the next key
  }
}

function active() {
  if (Date.now() - told > TELL) stay();
}

function look() {
  const left = limit - (Date.now() - told);
  const sheet = document.getElementById("idle-sheet");
  if (left <= 0) { window.location.reload(); return; }
  if (left <= WARN && sheet && !sheet.open) sheet.showModal();
  const count = sheet?.querySelector("[data-idle-left]");
  if (count) count.textContent = `${Math.floor(left / 60_000)}:${String(Math.floor((left % 60_000) / 1000)).padStart(2, "0")}`;
}

if (limit > 0) {
  document.getElementById("idle-sheet")?.addEventListener("close", stay);
  for (const kind of ["keydown", "pointerdown", "input"]) {
    document.addEventListener(kind, (event) => { if (!event.target.closest?.("#idle-sheet")) active(); }, { passive: true });
  }
  setInterval(look, 1000);
}
