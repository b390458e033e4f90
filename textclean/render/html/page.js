"use strict";
// Draws documents when they are opened, hides what is not sure enough, and walks through repairs.
// Without it the page can be read all the same: browsers then take what noscript elements hold as markup.

const root = document.documentElement;
const find = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const [least, maybe, card, tools] = ["#least", "#maybe", "#card", ".tools"].map((one) => find(one));
const decided = new Map(); // what was decided about each document, by its name
const isSide = () => root.classList.contains("side");

root.classList.add("js");

// Documents

function draw(details) {
  find(":scope > .drawn", details)?.remove();
  const kept = find(":scope > noscript", details);
  if (!kept || !details.open) return;
  const drawn = document.createElement("div");
  drawn.className = "drawn";
  drawn.innerHTML = kept.textContent; // our own markup, in which the text of others is escaped
  for (const mark of all(".edit", drawn)) {
    const isUnsure = Number(mark.dataset.p) < Number(least.value);
    if (isUnsure || (mark.classList.contains("maybe") && !maybe.checked)) unmark(mark);
  }
  if (isSide()) all(".text > p", drawn).forEach(part);
  details.append(drawn);
  showDecisions(details);
}

// Leave what the repair would change as it was.
function unmark(mark) {
  all(".end", mark).forEach((sign) => sign.replaceWith("\n"));
  mark.replaceWith(...(find("del", mark)?.childNodes ?? []));
}

function part(line) {
  const repaired = line.cloneNode(true);
  line.classList.add("old");
  repaired.classList.add("new");
  line.after(repaired);
}

let isWaiting = false;
function drawAgain() {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => {
    isWaiting = false;
    all(".document[open]").forEach(draw);
  });
}

// The event comes a while after the opening, when the document may be drawn and in use.
function settle(details) {
  if (details.open !== Boolean(find(":scope > .drawn", details))) draw(details);
}
document.addEventListener("toggle", (event) => settle(event.target), true);
all("details[open]").forEach(settle);

function openTarget() {
  const target = /^#d\d+$/.test(location.hash) && find(location.hash);
  if (target) target.open = true;
}
addEventListener("hashchange", openTarget);
openTarget();

least.addEventListener("input", () => {
  find("#shown").textContent = `${least.value}%`;
  drawAgain();
});
maybe.addEventListener("change", drawAgain);
all("[name=view]").forEach((choice) =>
  choice.addEventListener("change", () => {
    root.classList.toggle("side", choice.value === "side");
    drawAgain();
  }),
);
find("#all").addEventListener("click", () => {
  const closed = all(".document:not([open])");
  (closed.length ? closed : all(".document")).forEach((one) => (one.open = closed.length > 0));
  find("#all").textContent = closed.length ? "close all" : "open all";
});
new ResizeObserver(() => root.style.setProperty("--tools", `${tools.offsetHeight}px`)).observe(tools);

// The walk

let current = null;

function marks(details) {
  // In the right column only what is not in the left one already.
  return all(".edit", details).filter(
    (mark) => mark.getClientRects().length && !(mark.closest(".new") && find("del", mark)),
  );
}

function walk(step) {
  const documents = all(".document");
  const here = current?.isConnected ? current : null;
  let at = here ? documents.indexOf(here.closest(".document")) : step > 0 ? 0 : documents.length - 1;
  let found = null;
  if (here) found = marks(documents[at])[marks(documents[at]).indexOf(here) + step];
  if (here && !found) at += step;
  for (; !found && documents[at]; at += step) {
    const wasOpen = documents[at].open;
    documents[at].open = true;
    settle(documents[at]);
    found = marks(documents[at]).at(step > 0 ? 0 : -1);
    if (!found) documents[at].open = wasOpen;
  }
  if (!found) return;
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: "center" });
  tell(found);
}

find("#next").addEventListener("click", () => walk(1));
find("#previous").addEventListener("click", () => walk(-1));
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") card.hidden = true;
  const step = { n: 1, j: 1, p: -1, k: -1 }[event.key];
  if (step) walk(step);
  else ({ a: accept, r: reject, u: takeBack })[event.key]?.();
});

// Decisions: what each is known by and about, and what is written there

const past = [];
const accept = () => decide((about, text) => ({ about, new: text }));
const reject = () => decide((about) => about);

function decide(choose) {
  if (!current?.isConnected || !current.dataset.decide) return;
  const [key, about, text] = JSON.parse(current.dataset.decide);
  const details = current.closest(".document");
  past.push([details, key, put(details, key, choose(about, text))]);
  walk(1);
}

function takeBack() {
  if (past.length) put(...past.pop());
}

// Returns what was decided before.
function put(details, key, decision) {
  const known = decisionsOn(details);
  const before = known.get(key);
  if (decision === undefined) known.delete(key);
  else known.set(key, decision);
  showDecisions(details);
  find("#decided").textContent = [...decided.values()].reduce((sum, one) => sum + one.size, 0);
  return before;
}

function decisionsOn(details) {
  const name = JSON.parse(details.dataset.name);
  if (!decided.has(name)) decided.set(name, new Map());
  return decided.get(name);
}

function showDecisions(details) {
  for (const mark of all(".edit[data-decide]", details)) {
    const decision = decisionsOn(details).get(JSON.parse(mark.dataset.decide)[0]);
    const verdict = { undefined: "", string: "rejected", object: "accepted" }[typeof decision];
    mark.dataset.verdict = verdict;
    const why = (mark.dataset.why ??= mark.getAttribute("aria-label"));
    mark.setAttribute("aria-label", verdict ? `${why}, ${verdict}` : why);
  }
}

function save() {
  const stated = [...decided].filter(([, known]) => known.size).map(([name, known]) => [name, Object.fromEntries(known)]);
  const text = JSON.stringify(Object.fromEntries(stated), null, 1);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text, "\n"], { type: "application/json" }));
  link.download = "decisions.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

for (const [id, act] of Object.entries({ accept, reject, takeback: takeBack, save }))
  find(`#${id}`)?.addEventListener("click", act);

// Why

let told = null;

function tell(mark) {
  told = mark;
  const [rule, ...why] = mark.getAttribute("aria-label").split(": ");
  const name = document.createElement("b");
  name.textContent = rule;
  card.replaceChildren(name, why.join(": "));
  card.hidden = false;
  const [place] = mark.getClientRects();
  if (!place) return;
  const isBelow = place.bottom + card.offsetHeight + 8 < innerHeight;
  card.style.top = `${isBelow ? place.bottom + 6 : place.top - card.offsetHeight - 10}px`;
  card.style.left = `${Math.max(8, Math.min(place.left, innerWidth - card.offsetWidth - 8))}px`;
}

const marked = (event) => event.target.closest?.(".edit");
document.addEventListener("focusin", (event) => {
  if (!marked(event)) return;
  current = marked(event);
  tell(current);
});
document.addEventListener("focusout", () => (card.hidden = true));
document.addEventListener("pointerover", (event) => {
  if (marked(event)) tell(marked(event));
  else if (document.activeElement !== current) card.hidden = true;
});
addEventListener("scroll", () => {
  if (told?.matches(":hover, :focus")) tell(told);
  else card.hidden = true;
}, { passive: true });
