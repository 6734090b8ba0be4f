// Dragging a visit to another time, room or day. Nothing moves by it: letting go opens the page that shows what the move
// would change and asks. The same page opens with `m` on a visit, and its Move link needs neither.
//   [data-drag]   the link of a visit; data-href-m is its move page
//   .board        quarter hours: data-walls names what the wall shows at each row (data-at and data-for place a visit)
//   [data-drop]   a cell of a week or month: data-on is its day, the time stays
// Places are grid classes (.at-9 .for-4), never styles: the page's policy allows none.

const FAR = 6; // pixels before a press becomes a drag
let hand = null;
let swallow = false; // the release of the button is also a click on the link under it: that one is not meant

function tell(words) {
  const region = document.getElementById("announcer");
  if (region) region.textContent = words;
}

function placeUnder(x, y) {
  const under = document.elementFromPoint(x, y);
  const column = under?.closest(".board-col");
  if (column) return inColumn(column, y);
  const cell = under?.closest("[data-drop]");
  if (!cell || (hand.row && cell.dataset.row !== hand.row)) return null;
  return { target: cell, on: cell.dataset.on, room: cell.dataset.room, wall: hand.wall, said: cell.dataset.name };
}

function inColumn(column, y) {
  const board = column.closest(".board");
  const walls = board.dataset.walls.split(" ");
  const list = column.querySelector("ol");
  const box = list.getBoundingClientRect();
  const quarter = box.height / walls.length;
  const lasts = Number(hand.link.dataset.for ?? 1);
  const wanted = Math.floor((y - box.top - hand.held) / quarter + 0.5) + 1;
  const row = Math.max(1, Math.min(walls.length - Math.min(lasts, walls.length) + 1, wanted));
  return {
    target: list, row, lasts, on: column.dataset.on, room: column.dataset.room, wall: walls[row - 1],
    said: column.dataset.name,
  };
}

function same(a, b) {
  return a && b && a.target === b.target && a.row === b.row;
}

function clearTarget() {
  hand.ghost?.remove();
  hand.ghost = null;
  hand.place?.target.classList.remove("is-target");
}

function show(place) {
  if (same(place, hand.place)) return;
  clearTarget();
  hand.place = place;
  if (!place) return;
  const words = `${place.wall.split("/")[0]}, ${place.said}`;
  if (place.row) {
    hand.ghost = document.createElement("li");
    hand.ghost.className = `at-${place.row} for-${place.lasts} drag-ghost`;
    const face = document.createElement("span");
    face.className = "visit visit--ghost";
    face.textContent = words;
    hand.ghost.append(face);
    place.target.append(hand.ghost);
  } else {
    place.target.classList.add("is-target");
  }
  tell(words);
}

function begin() {
  hand.moving = true;
  document.body.classList.add("dragging");
  hand.link.classList.add("is-dragged");
}

function end() {
  clearTarget();
  hand.link.classList.remove("is-dragged");
  document.body.classList.remove("dragging");
  hand = null;
}

function open(place) {
  const address = new URL(hand.link.dataset.hrefM, location.href);
  const [wall, turn] = place.wall.split("/");
  address.searchParams.set("on", place.on);
  address.searchParams.set("time", wall);
  if (turn) address.searchParams.set("turn", turn);
  if (place.room) address.searchParams.set("room", place.room);
  location.assign(address);
}

function start(link, event) {
  const list = link.closest("ol");
  const board = link.closest(".board");
  const cell = link.closest("[data-drop]");
  const top = board ? link.getBoundingClientRect().top : 0;
  hand = {
    link, x: event.clientX, y: event.clientY, held: event.clientY - top, moving: false, ghost: null, place: null,
    wall: link.dataset.wall, row: cell && !cell.dataset.room ? cell.dataset.row : "",
  };
  hand.from = board ? { target: list, row: Number(link.dataset.at) } : { target: cell, row: undefined };
}

document.addEventListener("pointerdown", (event) => {
  swallow = false;
  const link = event.target.closest?.("[data-drag]");
  // A finger scrolls; on a telephone the page is a list with links.
  if (!link || event.button !== 0 || event.pointerType === "touch") return;
  start(link, event);
});

document.addEventListener("pointermove", (event) => {
  if (!hand) return;
  if (!hand.moving && Math.hypot(event.clientX - hand.x, event.clientY - hand.y) < FAR) return;
  if (!hand.moving) begin();
  event.preventDefault();
  show(placeUnder(event.clientX, event.clientY));
});

document.addEventListener("pointerup", () => {
  if (!hand) return;
  const { moving, place, from } = hand;
  if (moving) {
    swallow = true;
    if (place && !same(place, from)) open(place);
  }
  end();
});

document.addEventListener("click", (event) => {
  if (!swallow) return;
  swallow = false;
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });

document.addEventListener("pointercancel", () => { if (hand) end(); });
document.addEventListener("dragstart", (event) => { if (event.target.closest?.("[data-drag]")) event.preventDefault(); });
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !hand?.moving) return;
  event.stopPropagation();
  tell("");
  const link = hand.link;
  end();
  swallow = true;
  link.focus();
}, { capture: true });
