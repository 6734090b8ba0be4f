// Clocks. The server has already written each one; this keeps them true while the page is open.
//   .due[data-at]      one clock to one deadline: data-soon and data-grace in seconds, the words in data-words-*
//   [data-left-until]  a bare m:ss
//   [data-minutes-since]  whole minutes since an instant
//   [data-wall]        the clinic's own wall clock, in the zone named by data-zone
// The host's clock decides: the difference to this machine's clock is taken once, from <body data-now>.

const skew = Date.parse(document.body.dataset.now ?? "") - Date.now() || 0;
const now = () => Date.now() + skew;

function spoken(seconds) {
  const s = Math.abs(seconds);
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(s / 3600);
  const minutes = Math.floor((s % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
}

function tell(words) {
  const region = document.getElementById("announcer");
  if (region) region.textContent = words;
}

function setDue(box) {
  const left = Math.round((Date.parse(box.dataset.at) - now()) / 1000);
  const late = left < -Number(box.dataset.grace ?? 0);
  const soon = !late && left <= Number(box.dataset.soon ?? 120);
  const words = late ? box.dataset.wordsLate : box.dataset.words;
  if (late && !box.classList.contains("due--late")) tell(`${box.dataset.about ?? ""} ${words}`.trim());
  box.classList.toggle("due--late", late);
  box.classList.toggle("due--soon", soon);
  const label = box.querySelector("small");
  if (words && label.textContent !== words) label.textContent = words;
  box.querySelector("[data-count]").textContent = left >= 0 || late ? spoken(left) : "0:00";
}

function setWall(clock) {
  const zone = clock.dataset.zone;
  const parts = new Intl.DateTimeFormat(document.documentElement.lang, {
    timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).format(now());
  const face = clock.querySelector("[data-face]");
  if (face && face.textContent !== parts) face.textContent = parts;
}

function tick() {
  document.querySelectorAll(".due[data-at]").forEach(setDue);
  for (const left of document.querySelectorAll("[data-left-until]")) {
    left.textContent = spoken(Math.max(0, Math.round((Date.parse(left.dataset.leftUntil) - now()) / 1000)));
  }
  for (const since of document.querySelectorAll("[data-minutes-since]")) {
    since.textContent = String(Math.max(0, Math.floor((now() - Date.parse(since.dataset.minutesSince)) / 60000)));
  }
  document.querySelectorAll("[data-wall]").forEach(setWall);
}

tick();
setInterval(tick, 1000);
document.addEventListener("htmx:after:swap", tick);
