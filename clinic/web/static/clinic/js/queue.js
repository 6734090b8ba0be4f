// Sets of vital signs outlive the network. Each is kept in IndexedDB first and then sent, in order; the server knows
// it by its client id, so that sending again never doubles. What is kept is encrypted with a key that comes with the
// page of the person who typed it, and is gone as soon as the server has it.
//   <section id="unsent" data-owner data-key data-zone data-words-…>  on every page of somebody who may record sets
//   <form data-queue data-session="…">                            the row of boxes whose sets are kept
//   data-ends (around forms that sign or close), data-sign-out    wait for the last set; data-anyway does not: an ambulance
// While something is unsent nothing is signed, closed or signed out from this browser. No drug waits here: what moves
// drug needs the gate's answer now, so without a network it is refused with a sentence and the page stays.

const AGAIN = 4000;
const place = document.getElementById("unsent");
const body = document.body;
const skew = Date.parse(body.dataset.now ?? "") - Date.now() || 0;
let rows = [];
let sending = false;
let problem = "";

const words = (name, more = {}) =>
  (place.dataset[`words${name}`] ?? "").replace(/\{(\w+)\}/g, (_, key) => more[key] ?? "");
const token = () => JSON.parse(body.getAttribute("hx-headers:inherited") ?? "{}")["X-CSRFToken"] ?? "";
const clock = (instant) => new Intl.DateTimeFormat(document.documentElement.lang, {
  timeZone: place.dataset.zone || undefined, hour: "2-digit", minute: "2-digit", hourCycle: "h23",
}).format(new Date(instant));

// --- keeping ----------------------------------------------------------------------------------------------------

const shop = () => `clinic-flowsheet-${place.dataset.owner}`;

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function store(mode, act) {
  const opening = indexedDB.open(shop(), 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("sets", { keyPath: "id", autoIncrement: true });
  const database = await asked(opening);
  try {
    const move = database.transaction("sets", mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => { move.oncomplete = resolve; move.onabort = () => reject(move.error); });
    const result = await asked(act(move.objectStore("sets")));
    await done;
    return result;
  } finally {
    database.close();
  }
}

const raw = Uint8Array.from(atob(place?.dataset.key ?? ""), (letter) => letter.charCodeAt(0));
const secret = place && crypto.subtle ? crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]) : null;

async function sealed(entry) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(entry));
  return { iv, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await secret, text) };
}

async function opened(kept) {
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, await secret, kept.box);
  return { ...JSON.parse(new TextDecoder().decode(text)), id: kept.id };
}

async function read() {
  const kept = await store("readonly", (sets) => sets.getAll());
  rows = await Promise.all(kept.map(opened));
  show();
}

async function keep(entry) {
  const box = await sealed(entry);
  await store("readwrite", (sets) => sets.put(entry.id ? { ...box, id: entry.id } : box));
  await read();
}

async function drop(id) {
  await store("readwrite", (sets) => sets.delete(id));
  await read();
}

// --- sending ----------------------------------------------------------------------------------------------------

async function sendOne(entry) {
  const form = new FormData();
  for (const [name, value] of entry.fields) form.append(name, value);
  const answer = await fetch(entry.url, {
    method: "POST", body: form, headers: { "X-CSRFToken": token(), "X-Queue": "1", Accept: "application/json" },
  });
  if (answer.redirected || answer.status === 401 || answer.status === 403) return "signed-out";
  if (answer.status === 422) {
    await keep({ ...entry, refused: (await answer.json()).sentence });
    return "refused";
  }
  if (!answer.ok) return "down";
  await drop(entry.id);
  return "sent";
}

/** In order, one at a time, in one tab: a set the server refuses waits for a person and does not stop the others. */
async function flush() {
  if (sending) return;
  sending = true;
  problem = "";
  try {
    await navigator.locks.request("clinic-flowsheet", async () => {
      await read();
      for (const entry of rows.filter((each) => !each.refused)) {
        const came = await sendOne(entry);
        if (came === "sent") document.body.dispatchEvent(new CustomEvent("clinic:sent"));
        if (came === "signed-out") problem = words("Signin");
        if (came === "signed-out" || came === "down") break;
      }
    });
  } catch {
    // No network: kept, and tried again.
  } finally {
    sending = false;
    show();
  }
}

// --- what the person sees ------------------------------------------------------------------------------------------

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-sm btn-plain";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

function line(entry) {
  const made = document.createElement("li");
  const said = document.createElement("span");
  said.textContent = `${clock(entry.taken)}  ${entry.said}`;
  made.append(said);
  if (entry.refused) {
    const why = document.createElement("b");
    why.textContent = words("Refused", { why: entry.refused });
    made.append(why);
    const form = document.querySelector(`form[data-queue][data-session="${CSS.escape(entry.session)}"]`);
    if (form) made.append(button(words("Again"), () => putBack(form, entry)));
    made.append(button(words("Drop"), () => drop(entry.id)));
  }
  return made;
}

function show(sentence = "") {
  const first = rows[0];
  const open = rows.filter((each) => !each.refused).length;
  const told = sentence || problem || (open && !sending
    ? words("Kept", { n: open, clock: clock(first.taken) })
    : open ? words("Sending", { n: open }) : rows.length ? words("Wait", { n: rows.length }) : "");
  place.hidden = !told;
  const line1 = place.querySelector("[data-sentence]");
  if (line1.textContent !== told) line1.textContent = told;
  place.querySelector("[data-rows]").replaceChildren(...rows.map(line));
}

function putBack(form, entry) {
  for (const [name, value] of entry.fields) {
    const box = form.elements.namedItem(name);
    if (box instanceof HTMLInputElement && box.type !== "checkbox" && name !== "taken_at") box.value = value;
    for (const tick of form.querySelectorAll(`[type=checkbox][name="${CSS.escape(name)}"]`)) {
      tick.checked = tick.checked || tick.value === value;
    }
  }
  // It stays on the tablet, and of its own minute, until what is typed now takes its place.
  Object.assign(form.dataset, { replaces: entry.id, taken: entry.taken });
  form.elements.namedItem("client_id").value = crypto.randomUUID();
  form.querySelector("[data-first]")?.focus();
}

// --- typing ----------------------------------------------------------------------------------------------------

function entryOf(form) {
  const taken = form.dataset.taken ?? new Date(Date.now() + skew).toISOString();
  const fields = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "taken_at"].includes(name));
  const said = [...form.querySelectorAll("input[inputmode=numeric]")]
    .filter((box) => box.value)
    .map((box) => `${box.labels[0].firstChild.textContent.trim()} ${box.value}`).join(", ");
  const id = form.dataset.replaces ? { id: Number(form.dataset.replaces) } : {};
  return { ...id, url: form.action, session: form.dataset.session, taken, said, fields: [...fields, ["taken_at", taken]] };
}

async function typed(form) {
  const entry = entryOf(form);
  if (!entry.said) { form.querySelector("[data-first]")?.focus(); return; }
  await keep(entry);
  delete form.dataset.replaces;
  delete form.dataset.taken;
  for (const box of form.querySelectorAll("input[inputmode=numeric]")) {
    const last = box.labels[0].querySelector("small");
    if (last && box.value) last.textContent = words("Last", { v: box.value });
  }
  form.reset();
  for (const box of form.querySelectorAll("input[inputmode=numeric]")) box.value = "";
  form.elements.namedItem("client_id").value = crypto.randomUUID();
  document.querySelectorAll(".errsum").forEach((old) => old.remove());
  form.querySelector("[data-first]")?.focus();
  await flush();
}

function stop(event, sentence) {
  event.preventDefault();
  event.stopImmediatePropagation();
  show(sentence);
  place.scrollIntoView({ block: "nearest" });
  place.focus();
}

async function leave(form) {
  await asked(indexedDB.deleteDatabase(shop())).catch(() => {});
  form.submit();
}

function submitted(event) {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.matches("form[data-queue]")) {
    event.preventDefault();
    event.stopImmediatePropagation();
    typed(form).catch(() => form.submit()); // a browser that cannot keep it sends it as any form
  } else if (rows.length && (form.matches("[data-sign-out]") || (form.closest("[data-ends]") && !form.matches("[data-anyway]")))) {
    stop(event, words("Stay", { n: rows.length }));
  } else if (!navigator.onLine && document.querySelector("form[data-queue]")) {
    stop(event, words("Offline"));
  } else if (form.matches("[data-sign-out]")) {
    event.preventDefault();
    leave(form);
  }
}

if (place && secret && window.indexedDB) {
  document.addEventListener("submit", submitted, true);
  window.addEventListener("online", flush);
  setInterval(() => { if (rows.some((each) => !each.refused)) flush(); }, AGAIN);
  flush();
}
