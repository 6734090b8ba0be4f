// The bar that offers to undo. countdown.js keeps its clock; this takes the bar away when its three minutes are over,
// so that nobody presses a button that can only refuse. Without a script the bar stays, and the server says it is late.

const bar = document.querySelector("[data-undo-until]");

function leave() {
  if (bar.contains(document.activeElement)) document.getElementById("main")?.focus();
  bar.remove();
}

if (bar) {
  const skew = Date.parse(document.body.dataset.now ?? "") - Date.now() || 0;
  setTimeout(leave, Math.max(0, Date.parse(bar.dataset.undoUntil) - Date.now() - skew));
}
