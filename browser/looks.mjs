// Every kind of page of every seat as it looks: read by axe-core in both themes and directions,
// and kept as pictures.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { violations } from "./axe.mjs";
import { WIDTHS, fits } from "./measure.mjs";
import { FJORD, MIAMI, Program } from "./program.mjs";
import { Seat } from "./seat.mjs";
import { kind, walk } from "./walk.mjs";

const SEATS = [
  [FJORD, "Mediation team"], [FJORD, "Delegation of North"], [FJORD, "Partner Reef Union"],
  [FJORD, "Observer Council of the fjord villages"],
  [MIAMI, "Mediation team"], [MIAMI, "Delegation of Ukraine"], [MIAMI, "Partner NATO"],
];

const FOLDER = process.env.ONETEXT_SCREENS;
// Every kind at every width in both themes, where somebody asks for it: it takes minutes.
const WHOLE = process.env.ONETEXT_ALL_SCREENS === "1";

describe("looks", () => {
  let program = null;
  before(async () => { program = await Program.demo(); });
  after(async () => program?.close());

  for (const [title, name] of SEATS) {
    const case_ = title === FJORD ? "fjord" : "miami";
    test(`axe-core finds nothing on the pages of ${name} (${case_})`, async () => {
      const seat = await Seat.at(program.link(name, title));
      const pages = await walk(seat, async () => {}, () => 1);
      const found = [];
      for (const direction of ["ltr", "rtl"]) {
        await spoken(seat, direction);
        for (const address of pages) {
          await seat.open(address);
          const shown = await seat.page.locator("html").getAttribute("dir");
          assert.equal(shown, direction);
          found.push(...await violations(seat.page));
          if (direction === "rtl") await fits(seat.page);
          const at = kind(seat, address);
          await kept(seat.page, direction, `${case_}-${name.split(" ").at(-1)}-${at}`);
        }
      }
      assert.equal(found.join("\n"), "");
      await seat.close();
    });
  }

  test("axe-core finds nothing on the pages before a seat is taken", async () => {
    const anybody = await Seat.outside(program.root);
    anybody.watch.await(404);
    const doors = ["/", "/sign-in", "/nowhere", new URL(program.newCase).pathname,
      new URL(program.link("Mediation team")).pathname];
    const found = [];
    for (const direction of ["ltr", "rtl"]) {
      await spoken(anybody, direction);
      for (const [at, path] of doors.entries()) {
        await anybody.page.goto(program.root + path);
        found.push(...await violations(anybody.page));
        await fits(anybody.page);
        await kept(anybody.page, direction, `door-${at}`);
      }
    }
    assert.equal(found.join("\n"), "");
    await anybody.close();
  });
});

// Chooses a language of the shell that reads in this direction, as a reader does.
async function spoken(seat, direction) {
  await seat.open(`${seat.origin}/`);
  await seat.page.locator("#language").selectOption(direction === "rtl" ? "ar" : "en");
  await seat.press(seat.page.locator("form[action='/language'] button"));
}

// Keeps pictures of a page.
async function kept(page, direction, name) {
  if (!FOLDER) return;
  mkdirSync(FOLDER, { recursive: true });
  for (const width of WIDTHS) {
    for (const theme of ["light", "dark"]) {
      const isSample = direction === "ltr"
        ? (width === 1280 && theme === "light") || (width === 360 && theme === "dark")
        : width === 1280 && theme === "light";
      if (!WHOLE && !isSample) continue;
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: theme });
      const path = join(FOLDER, `${name}-${direction}-${width}-${theme}.png`);
      await page.screenshot({ path, fullPage: true });
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
}
