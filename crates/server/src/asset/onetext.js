// What the pages do by themselves: keep up with the case, and a few keys.
// Every page works without it. Nothing is kept here, and nothing is asked of another origin.

const page = document.body;
const address = page.dataset.changes;
const dirty = new Set();

// A form somebody has touched stays as it is until it is sent: its words and the version it was
// written against belong together.
document.addEventListener("input", (event) => {
  const form = event.target.closest("form");
  if (form) dirty.add(form);
});
document.addEventListener("submit", (event) => {
  dirty.delete(event.target);
  // A second press while the first is on its way does nothing.
  const button = event.submitter;
  if (event.target.method === "post" && button && !button.name) {
    setTimeout(() => { button.disabled = true; });
    setTimeout(() => { button.disabled = false; }, 4000);
  }
});

const place = (form) => form.id || form.getAttribute("action") || "";

// Puts the new main part in, with the touched forms of the old one where their twins stand.
function exchange(fresh) {
  const old = document.querySelector("main");
  const next = fresh.querySelector("main");
  if (!old || !next) return;
  const focus = document.activeElement;
  const range = focus && "selectionStart" in focus && focus.type !== "range"
    ? [focus.selectionStart, focus.selectionEnd] : null;
  const focusId = focus && focus.id;
  const opened = [...old.querySelectorAll("details[open][id]")].map((one) => one.id);
  const lost = [];
  for (const form of dirty) {
    if (!form.isConnected) { dirty.delete(form); continue; }
    const twin = [...next.querySelectorAll("form")].find((one) => place(one) === place(form));
    if (twin) twin.replaceWith(form); else lost.push(form);
  }
  // A touched form whose place is gone is kept at the top, so that nothing typed is lost.
  for (const form of lost) next.prepend(form);
  for (const id of opened) next.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  old.replaceWith(next);
  for (const part of [".margin", ".band"]) {
    const [was, is] = [document.querySelector(part), fresh.querySelector(part)];
    if (was && is && !was.contains(document.activeElement)) was.replaceWith(is);
  }
  if (focus && focus.isConnected && next.contains(focus)) focus.focus({ preventScroll: true });
  else if (focusId) document.getElementById(focusId)?.focus({ preventScroll: true });
  if (range && document.activeElement === focus) {
    try { focus.setSelectionRange(...range); } catch { /* a field without a selection */ }
  }
  page.dataset.head = fresh.body.dataset.head;
  document.dispatchEvent(new CustomEvent("onetext:exchanged"));
}

let asking = false;
let again = false;
async function refresh() {
  if (asking) { again = true; return; }
  asking = true;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (answer.ok) {
      exchange(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } else if (answer.status < 500) {
      location.reload();
    }
  } catch { /* offline: the next change, or the next look at the page, asks again */ }
  asking = false;
  if (again) { again = false; refresh(); }
}

// One stream for each page that is looked at; a page in the background lets go of its own, for a
// browser opens only a few to one server.
let stream = null;
function listen() {
  if (!address || document.hidden) {
    stream?.close();
    stream = null;
    return;
  }
  if (stream) return;
  stream = new EventSource(address);
  stream.addEventListener("head", (event) => {
    if (event.data !== page.dataset.head) refresh();
  });
  stream.addEventListener("over", () => {
    stream.close();
    stream = null;
    for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, listen, { once: true });
  });
}
listen();
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => { stream?.close(); stream = null; });
addEventListener("pageshow", listen);

// Keys that work only where one already is: up and down through a list, Ctrl+Enter sends a form.
document.addEventListener("keydown", (event) => {
  const here = event.target;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && here.matches("textarea, input")) {
    event.preventDefault();
    here.form?.requestSubmit();
    return;
  }
  const list = here.closest("[data-keys]");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!list || !step || here.matches("input, textarea, select")) return;
  const stops = [...list.querySelectorAll("a[href], button, summary")];
  const at = stops.indexOf(here);
  const next = stops[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
});

// In a picture whose marks lead somewhere the arrows go from mark to mark, from left to right.
document.addEventListener("keydown", (event) => {
  const picture = event.target.closest("svg");
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!picture || !step || !event.target.matches("a[href]")) return;
  const placed = [...picture.querySelectorAll("a[href]")].map((mark) => {
    const { left, top } = mark.getBoundingClientRect();
    return { mark, left, top };
  });
  placed.sort((one, other) => one.left - other.left || one.top - other.top);
  const at = placed.findIndex(({ mark }) => mark === event.target);
  const next = placed[at + step];
  if (!next) return;
  event.preventDefault();
  next.mark.focus();
});

// A filter field narrows the rows of the list it names, as the server does when it is sent.
document.addEventListener("input", (event) => {
  const list = event.target.dataset?.filters && document.getElementById(event.target.dataset.filters);
  if (!list) return;
  const wanted = event.target.value.trim().toLocaleLowerCase();
  for (const row of list.querySelectorAll("[data-row]")) {
    row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
  }
});

// A form that is tried out: what it comes to is fetched anew while a slider is dragged. The last
// question counts: one that is overtaken is let go, here and on the server.
let trying = null;
async function tryOut(form) {
  const place = document.getElementById(form.dataset.tries);
  if (!place) return;
  trying?.abort();
  trying = new AbortController();
  // What is moved is sent, and never stands in an address; the server gives one that says nothing.
  const sent = new URLSearchParams(new FormData(form));
  sent.set("part", "result");
  try {
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST", body: sent, signal: trying.signal,
    });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...fresh.body.childNodes);
    document.dispatchEvent(new CustomEvent("onetext:exchanged"));
    history.replaceState(null, "", answer.headers.get("content-location"));
  } catch { /* overtaken, or offline: the button asks again */ }
}
let soon = 0;
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-tries]");
  if (!form) return;
  const output = event.target.labels?.[0]?.querySelector("output");
  if (output) output.value = `${event.target.value} %`;
  clearTimeout(soon);
  soon = setTimeout(() => tryOut(form), 60);
});

// In a form of short lines, Enter goes to the next field, and from the last to the button.
document.addEventListener("keydown", (event) => {
  const here = event.target;
  const form = here.closest?.("[data-lines]");
  if (!form || event.key !== "Enter" || event.ctrlKey || event.metaKey || !here.matches("input")) return;
  event.preventDefault();
  const stops = [...form.querySelectorAll("input:not([type=hidden]), button:enabled")];
  stops[stops.indexOf(here) + 1]?.focus();
});

// A passkey is made or shown where a form asks for one: what the device answers is sent with it.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-passkey]");
  if (!form) return;
  event.preventDefault();
  const missed = document.querySelector("[data-missed]");
  missed.hidden = true;
  try {
    const { publicKey: asked } = JSON.parse(form.dataset.asks);
    const shown = form.dataset.passkey === "add"
      ? await navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked),
      })
      : await navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked),
      });
    form.elements.pass_shown.value = JSON.stringify(shown.toJSON());
    form.submit();
  } catch { missed.hidden = false; }
});

// The bars of a plan are moved by hand or with the arrow keys: the day goes into the step's field
// of the form, which is tried out like any other, and what then holds is drawn anew.
let moved = null;
let held = null;

function bars() {
  for (const plan of document.querySelectorAll("[data-moves]")) {
    const form = document.getElementById(plan.dataset.moves);
    const scale = plan.querySelector("g[data-days]");
    if (!form || !scale) continue;
    const keys = plan.dataset.bars.split(" ");
    const steps = [...scale.querySelectorAll("[data-start]")].map((bar, at) => ({ bar, field: form.elements[`day-${keys[at]}`] }));
    const free = steps.filter(({ bar, field }) => field && !bar.dataset.field);
    for (const { bar, field } of free) grip(bar, field, scale.closest("svg"));
  }
}

function grip(bar, field, svg) {
  const box = bar.getBBox();
  const width = Math.max(box.width, 24);
  const area = document.createElementNS(svg.namespaceURI, "rect");
  const sides = { x: box.x - (width - box.width) / 2, y: box.y - 4, width, height: box.height + 8 };
  for (const [side, length] of Object.entries(sides)) area.setAttribute(side, length);
  area.setAttribute("class", "grip");
  bar.prepend(area);
  svg.setAttribute("role", "group");
  const title = field.closest("tr").querySelector("th").textContent.trim();
  const told = {
    role: "slider", tabindex: 0, "aria-label": title, "aria-orientation": "horizontal",
    "aria-valuemin": 0, "aria-valuemax": field.max, "aria-valuenow": bar.dataset.start,
    "aria-valuetext": dated(field.form, Number(bar.dataset.start)),
  };
  for (const [name, value] of Object.entries(told)) bar.setAttribute(name, value);
  bar.dataset.field = field.name;
  if (moved === field.name) { moved = null; bar.focus({ preventScroll: true }); }
}

function dated(form, day) {
  const start = Date.parse(form.elements.start.value);
  return Number.isNaN(start) ? `day ${day}`
    : `${new Date(start + day * 86_400_000).toISOString().slice(0, 10)}, day ${day}`;
}

// Puts a day into the field of a bar, as if it had been typed.
function setDay(bar, day) {
  const field = document.getElementById(bar.closest("[data-moves]").dataset.moves).elements[bar.dataset.field];
  const value = day === null ? "" : String(Math.min(Math.max(day, 0), Number(field.max)));
  field.value = value;
  bar.setAttribute("aria-valuenow", value === "" ? bar.dataset.start : value);
  bar.setAttribute("aria-valuetext", dated(field.form, Number(value === "" ? bar.dataset.start : value)));
  moved = bar.dataset.field;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("keydown", (event) => {
  const bar = event.target.closest?.("[data-field]");
  if (!bar || event.ctrlKey || event.metaKey || event.altKey) return;
  if (held && event.key === "Escape") { letGo(); return; }
  const days = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 7, PageDown: -7 }[event.key];
  if (!days && event.key !== "Home") return;
  event.preventDefault();
  setDay(bar, days ? Number(bar.getAttribute("aria-valuenow")) + days : null);
});

// While a bar is held it goes with the pointer, a day at a time, and the day stands beside it.
document.addEventListener("pointerdown", (event) => {
  const bar = event.button === 0 && event.target.closest?.("[data-field]");
  if (!bar) return;
  event.preventDefault();
  bar.setPointerCapture(event.pointerId);
  const scale = bar.parentElement;
  const { left, length, days } = scale.dataset;
  const note = document.createElementNS(scale.namespaceURI, "text");
  note.setAttribute("class", "held");
  scale.append(note);
  bar.focus({ preventScroll: true });
  held = { bar, note, from: event.clientX, left: Number(left), unit: Number(length) / Number(days), day: null };
});
document.addEventListener("pointermove", (event) => {
  if (!held) return;
  const { bar, note, from, left, unit } = held;
  const pixels = bar.ownerSVGElement.getScreenCTM().a;
  const start = Number(bar.dataset.start);
  const day = Math.max(0, start + Math.round((event.clientX - from) / pixels / unit));
  held.day = day === start ? null : day;
  bar.setAttribute("transform", `translate(${(day - start) * unit} 0)`);
  const box = bar.getBBox();
  note.setAttribute("x", left + day * unit);
  note.setAttribute("y", box.y - 2);
  note.textContent = dated(document.getElementById(bar.closest("[data-moves]").dataset.moves), day);
});
function letGo() {
  held?.bar.removeAttribute("transform");
  held?.note.remove();
  held = null;
}
document.addEventListener("pointerup", () => {
  if (!held) return;
  const { bar, day } = held;
  held.note.remove();
  held = null;
  if (day !== null) setDay(bar, day);
});
document.addEventListener("pointercancel", letGo);
bars();
document.addEventListener("onetext:exchanged", bars);
