// Markup typed into every form stays text: nothing of it runs, loads or becomes an element.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Program } from "./program.mjs";
import { Seat } from "./seat.mjs";
import { walk } from "./walk.mjs";

// Each would leave a mark if it came to life: a call, a request, an element, a broken policy.
const CORPUS = [
  "<script>planted()</script>",
  "<img src=x onerror=planted()>",
  "\"><svg onload=planted()>",
  "' onfocus='planted()' autofocus='",
  "</textarea><script>planted()</script>",
  "</title><iframe src='javascript:planted()'></iframe>",
  "<a href=\"javascript:planted()\">planted</a>",
  "<style>@import 'http://127.0.0.1:9/planted.css';</style>",
  "<base href='http://127.0.0.1:9/'><form action=planted>",
  "<math><mtext></form><form><mglyph><style></math><img src onerror=planted()>",
  "&lt;img src=x onerror=planted()&gt;",
  "{{ 7 * 7 }} ${planted()} <%= planted() %>",
];

const FORMS = "main form[method=post], aside form[method=post]";

const HOOK = "window.planted = () => console.error('planted markup ran');";

describe("markup", () => {
  let program = null;
  before(async () => { program = await Program.demo(); });
  after(async () => program?.close());

  test("markup typed into every form of the team and a delegation stays text", async () => {
    const seats = [];
    for (const name of ["Delegation of North", "Mediation team", "Delegation of South"]) {
      const seat = await Seat.at(program.link(name));
      await seat.context.addInitScript(HOOK);
      for (const status of [400, 403, 404, 409, 413, 422]) seat.watch.await(status);
      seats.push(seat);
    }
    await seats[0].go("room");
    await seats[0].send("Consent to being recorded");
    let sent = 0;
    for (const seat of seats.slice(0, 2)) sent += await planted(seat);
    assert.ok(sent >= 30, `${sent} forms were sent`);
    let shown = 0;
    for (const seat of seats) {
      await walk(seat, async (address) => {
        assert.equal(await seat.page.evaluate(grown), "", address);
        const words = await seat.words();
        shown += CORPUS.filter((markup) => words.includes(markup)).length;
      }, () => 3);
    }
    assert.ok(shown > 20, `${shown} plantings are shown as text`);
    for (const seat of seats) await seat.close();
  });
});

// Fills every form on one page of each kind with markup and sends it; gives how many were sent.
async function planted(seat) {
  const pages = await walk(seat, async () => {}, () => 1);
  let sent = 0;
  for (const address of pages) {
    await seat.open(address);
    const forms = await seat.page.locator(FORMS).count();
    for (let at = 0; at < forms; at += 1) {
      await seat.open(address);
      const form = seat.page.locator(FORMS).nth(at);
      if (await form.count() === 0) break;
      if (!await form.evaluate(filled, CORPUS.at(sent % CORPUS.length))) continue;
      await Promise.all([seat.page.waitForNavigation(), form.evaluate((one) => one.submit())]);
      assert.equal(await seat.page.evaluate(grown), "", address);
      sent += 1;
      // What is only shown so far is sent on, as its sender would.
      const on = seat.page.locator("main form:has(input[type=hidden][name=act]) button").first();
      if (await seat.page.locator(".preview").count() > 0 && await on.count() > 0) {
        await Promise.all([seat.page.waitForNavigation(), on.click()]);
        assert.equal(await seat.page.evaluate(grown), "", address);
      }
    }
  }
  return sent;
}

// Runs in the page: fills a form's typed fields; whether it has one that takes any words.
function filled(form, markup) {
  let any = false;
  for (const field of form.elements) {
    const isTyped = field.tagName === "TEXTAREA" || ["text", "search"].includes(field.type);
    if (isTyped) { field.value = markup; any = true; }
    if (field.type === "number") field.value = field.min || "1";
    if (field.type === "date") field.value = "2031-05-04";
    if (field.type === "radio" && field.required) field.checked = true;
  }
  return any;
}

// Runs in the page: what has grown from markup that was typed; nothing if nothing has.
function grown() {
  const found = document.querySelector("iframe, base, math, style, img, main script, svg[onload], "
    + "[onerror], [onfocus], [href^='javascript:'], form[action='planted']");
  return found ? found.outerHTML.slice(0, 200) : "";
}
