// By keyboard alone: every control is reached, shows that it is, and the keys of lists work.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { FJORD, MIAMI, Program } from "./program.mjs";
import { Seat } from "./seat.mjs";
import { walk } from "./walk.mjs";

// A seat of each kind, of both cases.
const SEATS = [
  [FJORD, "Mediation team"], [FJORD, "Delegation of North"], [FJORD, "Delegation of South"],
  [FJORD, "Partner Reef Union"], [FJORD, "Observer Council of the fjord villages"],
  [MIAMI, "Mediation team"], [MIAMI, "Delegation of Ukraine"], [MIAMI, "Partner NATO"],
];

describe("by keyboard", { concurrency: 2 }, () => {
  let program = null;
  before(async () => { program = await Program.demo(); });
  after(async () => program?.close());

  for (const [title, name] of SEATS) {
    test(`Tab reaches every control of ${name} (${title}), and each shows it`, async () => {
      const seat = await Seat.at(program.link(name, title));
      await walk(seat, async (address) => reached(seat.page, address), () => 1);
      await seat.close();
    });
  }

  test("arrows go through the table, Enter opens a point, the skip link leads there", async () => {
    const north = await Seat.at(program.link("Delegation of North"));
    const { page } = north;
    await north.go("table");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    const links = page.locator("#points tbody a");
    await links.first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    const second = await links.nth(1).getAttribute("href");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), second);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.ok(page.url().endsWith(second));
    await north.close();
  });

  test("arrows go from mark to mark of the explorer's picture, Enter opens a package", async () => {
    // The addresses of packages are sealed anew with each picture, and a new one comes with every
    // act: here nobody acts.
    const quiet = await Program.demo();
    const team = await Seat.at(quiet.link("Mediation team"));
    const { page } = team;
    await team.go("packages");
    const marks = page.locator("#result svg a[href]");
    const all = await marks.count();
    const reached = new Set();
    await marks.first().focus();
    const held = () => page.evaluate(() => document.activeElement.getAttribute("href"));
    for (let press = 0; press < all; press += 1) await page.keyboard.press("ArrowLeft");
    for (let press = 0; press < all; press += 1) {
      reached.add(await held());
      await page.keyboard.press("ArrowRight");
    }
    const wanted = new Set(await marks.evaluateAll((marks) => {
      return marks.map((mark) => mark.getAttribute("href"));
    }));
    assert.ok(wanted.size > 5, `${wanted.size} packages`);
    assert.deepEqual([...reached].sort(), [...wanted].sort());
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.ok(page.url().includes("/packages/with/"), page.url());
    await team.close();
    await quiet.close();
  });

  test("what is typed into the filter narrows the table at once", async () => {
    const north = await Seat.at(program.link("Delegation of North"));
    await north.go("table");
    const rows = north.page.locator("#points tbody tr:visible");
    const all = await rows.count();
    await north.page.locator("#find").focus();
    await north.page.keyboard.type("patrol");
    const fewer = await rows.count();
    assert.ok(fewer > 0 && fewer < all, `${fewer} of ${all}`);
    await north.close();
  });

  test("ten things heard are taken down without the mouse", async () => {
    const north = await Seat.at(program.link("Delegation of North"));
    await north.go("room");
    await north.send("Consent to being recorded");
    const team = await Seat.at(program.link("Mediation team"));
    const { page } = team;
    await team.go("room");
    await team.follow("North");
    await page.getByRole("link", { name: "Take down ten items" }).focus();
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(await page.evaluate(() => document.activeElement.id), "said_by");
    await page.keyboard.type("Ada Brekke");
    // The date has three parts, each a stop of its own.
    while (await page.evaluate(() => document.activeElement.id) !== "line_1") {
      await page.keyboard.press("Tab");
    }
    const heard = [
      "4: not above half", "rl 4: never the whole of it", "need 3: a slipway in the lee",
      "int 3: quiet nights", "fact 5: two boats are laid up", "ask 4: who counts the catch",
      "offer 5: a month without nets", "demand 2: the huts stay", "they were tired",
      "3 = acceptable: with a pilot aboard",
    ];
    for (const line of heard) {
      await page.keyboard.type(line);
      await page.keyboard.press("Enter");
    }
    while (await page.evaluate(() => document.activeElement.textContent) !== "Keep these lines") {
      await page.keyboard.press("Tab");
    }
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    await north.go("room");
    const told = await north.words();
    const kept = ["not above half", "a slipway in the lee", "the huts stay", "they were tired"];
    for (const words of kept) {
      assert.ok(told.includes(words), `${words}: ${told}`);
    }
    await team.close();
    await north.close();
  });
});

// Presses Tab through the whole page: every control is stopped at, can be seen, and is marked.
async function reached(page, address) {
  const wanted = await page.evaluate(numbered);
  const stopped = new Set();
  for (let press = 0; press < wanted.length * 4 + 10; press += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(stoppedAt);
    if (stop === null) break;
    assert.ok(stop.isMarked, `${address}: no mark on ${stop.words}`);
    assert.ok(stop.isSeen, `${address}: out of sight: ${stop.words}`);
    stopped.add(stop.number);
  }
  const missed = wanted.filter(({ number }) => !stopped.has(String(number)));
  assert.deepEqual(missed.map(({ words }) => words), [], address);
}

// Runs in the page: gives every control a number, a set of buttons of one name the same.
function numbered() {
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const all = document.querySelectorAll(kinds);
  const sets = new Map();
  const found = [];
  let number = 0;
  for (const one of all) {
    const isOff = one.disabled || one.type === "hidden" || one.getAttribute("tabindex") === "-1"
      || !one.checkVisibility();
    if (isOff) continue;
    number += 1;
    const set = one.type === "radio" ? `${one.form?.action} ${one.name}` : null;
    if (set && sets.has(set)) { one.dataset.stop = sets.get(set); continue; }
    if (set) sets.set(set, number);
    one.dataset.stop = number;
    const says = one.textContent.trim() || one.name;
    found.push({ number, words: `<${one.tagName.toLowerCase()}> ${says}` });
  }
  return found;
}

// Runs in the page: where the focus stands, whether it is marked and whether it is in sight.
function stoppedAt() {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return {
    number: one.dataset.stop ?? one.closest("[data-stop]")?.dataset.stop,
    words: one.outerHTML.slice(0, 160),
    // Inside the field of a date or an hour the browser marks its picker itself.
    isMarked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
      || ["date", "datetime-local", "time"].includes(one.type),
    isSeen: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0,
  };
}

async function focused(page) {
  return page.evaluate(() => document.activeElement.className);
}
