// axe-core reads a page: nothing on it may stand in the way of anybody.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fitsHere } from "./measure.mjs";
import { axeFile } from "./packages.mjs";
import { kept } from "./picture.mjs";
import { walk } from "./walk.mjs";

const source = readFileSync(axeFile, "utf8");

// The contexts whose pages have axe-core in them from the start.
const carriers = new WeakSet();

// Everything that axe-core knows is asked once, of the wide page on light ground.
const ALL = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
};
// The narrow page on dark ground has the same elements: what can differ is colour and place.
const SHOWN = {
  type: "rule",
  values: ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"],
};

// What axe-core finds on every kind of page that a seat reaches, in the directions asked for.
export async function faults(seat, name, directions = ["ltr", "rtl"]) {
  const found = [];
  for (const direction of directions) {
    await spoken(seat, direction);
    await walk(seat, async () => {
      assert.equal(await seat.page.locator("html").getAttribute("dir"), direction);
      found.push(...await violations(seat.page));
      await kept(seat, `${name}-${direction}`);
    }, () => 1);
  }
  return found;
}

// axe-core finds nothing on the page where somebody is, in either theme.
export async function isClean(seat, name) {
  assert.equal((await violations(seat.page)).join("\n"), "");
  await kept(seat, name);
}

// What axe-core finds on one page, in words: wide on light ground, narrow on dark. It fits in both.
export async function violations(page) {
  await given(page);
  await fitsHere(page);
  const all = (await found(page, ALL)).map((one) => `${page.url()} light: ${one}`);
  await page.setViewportSize({ width: 360, height: 900 });
  await page.emulateMedia({ colorScheme: "dark" });
  await fitsHere(page);
  all.push(...(await found(page, SHOWN)).map((one) => `${page.url()} dark: ${one}`));
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 900 });
  return all;
}

// Puts axe-core into the page, and at once into those that its context opens from here on: sent
// each time, its half a megabyte would cost more than what it does.
async function given(page) {
  if (!carriers.has(page.context())) {
    carriers.add(page.context());
    await page.context().addInitScript(source);
  }
  const isThere = await page.evaluate(() => "axe" in window);
  if (!isThere) await page.evaluate(source);
}

async function found(page, runOnly) {
  const violations = await page.evaluate(async (only) => {
    const options = { runOnly: only, resultTypes: ["violations"] };
    return (await window.axe.run(document, options)).violations;
  }, runOnly);
  return violations.map((one) => {
    const places = one.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`);
    return `${one.id} (${one.nodes.length}): ${one.help}\n    ${places.join("\n    ")}`;
  });
}

// Chooses a language of the shell that reads in this direction, as a reader does.
export async function spoken(seat, direction) {
  await seat.open(`${seat.origin}/`);
  await seat.page.locator("#language").selectOption(direction === "rtl" ? "ar" : "en");
  await seat.press(seat.page.locator("form[action='/language'] button"));
}
