// The package explorer: while a slider is dragged the frontier is worked out anew, and what stands
// there is what the program answers on the command line to a case with the moved figures.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { caseFile } from "./figures.mjs";
import { Program } from "./program.mjs";
import { Seat } from "./seat.mjs";

const POINTS = 20;
// The question that is weighed otherwise, by its number.
const MOVED = 4;

describe("the package explorer", () => {
  let program = null;
  let folder = "";
  before(async () => {
    program = await Program.demo();
    folder = mkdtempSync(join(tmpdir(), "onetext-figures-"));
  });
  after(async () => {
    await program?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  for (const parties of [2, 3]) {
    test(`a dragged slider redraws the frontier of ${parties} parties exactly`, async () => {
      const team = await opened(program, folder, parties);
      await team.go("packages");
      const given = await shown(team.page);
      assert.deepEqual(given, answered(folder, parties, 100));
      const slider = await seized(team.page);
      const values = new Set();
      for (const share of [0.5, 0.8, 0.1]) {
        await team.page.mouse.move(slider.x + slider.width * share, slider.y + 8, { steps: 8 });
        const value = Number(await slider.field.inputValue());
        values.add(value);
        await comes(team.page, answered(folder, parties, value));
      }
      assert.equal(values.size, 3, "the slider is dragged");
      const dragged = await team.page.locator("#result svg").first().innerHTML();
      await team.page.mouse.up();
      await team.open(team.page.url());
      const anew = await team.page.locator("#result svg").first().innerHTML();
      assert.equal(unnamed(dragged), unnamed(anew));
      await team.close();
    });
  }
});

// Brings a case in by its file, and sits down as the mediation team.
async function opened(program, folder, parties) {
  const path = join(folder, `figures-${parties}.yaml`);
  writeFileSync(path, caseFile({ id: `figures-${parties}`, points: POINTS, parties }));
  const anybody = await Seat.outside(program.root);
  await anybody.open(program.newCase);
  await anybody.page.locator("#file-mediator").fill("Maren Voss");
  await anybody.page.locator("#file").setInputFiles(path);
  await anybody.send("Open the case file");
  const link = anybody.page.locator("main a[href*='/invitation/']").first();
  const seat = await Seat.at(program.root + await link.getAttribute("href"));
  await anybody.close();
  return seat;
}

// Takes hold of the slider with the mouse.
async function seized(page) {
  await page.locator("#trial summary").first().click();
  const field = page.getByLabel(`${MOVED} Matter ${MOVED}`).first();
  await field.scrollIntoViewIfNeeded();
  const box = await field.boundingBox();
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
  await page.mouse.down();
  return { field, ...box };
}

// What stands on the page: how many packages are on the frontier, and what the named are worth.
async function shown(page) {
  const result = page.locator("#result");
  const heading = await result.locator("h1").innerText();
  const rows = await result.locator("tbody tr").evaluateAll((all) => all.map((row) =>
    [...row.querySelectorAll("td")].map((cell) => cell.textContent.trim()).join(" ")));
  return { count: Number(heading.match(/[\d,]+/)[0].replace(",", "")), named: sorted(rows) };
}

// Waits until the page shows this, while the mouse holds the slider.
async function comes(page, wanted) {
  const end = Date.now() + 15_000;
  for (;;) {
    const now = await shown(page);
    if (JSON.stringify(now) === JSON.stringify(wanted)) return;
    if (Date.now() > end) assert.deepEqual(now, wanted);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

// The same by the command line, from a case file in which the figures are moved.
function answered(folder, parties, percent) {
  const path = join(folder, "moved.yaml");
  const times = { [MOVED]: percent / 100 };
  writeFileSync(path, caseFile({ id: "moved", points: POINTS, parties, times }));
  const words = ["brief", path, "--question", "frontier", "--seat", "mediator", "--json"];
  const said = execFileSync(process.env.ONETEXT_PROGRAM, words, { maxBuffer: 1 << 26 });
  const marks = marksIn(JSON.parse(said));
  const named = marks.filter((mark) => mark.kind === "fair");
  return {
    count: marks.filter((mark) => mark.kind === "efficient").length,
    named: sorted(named.map((mark) => mark.values.join(" "))),
  };
}

// The marks of the first picture in an answer.
function marksIn(answer) {
  if (answer === null || typeof answer !== "object") return null;
  if (Array.isArray(answer.marks)) return answer.marks;
  return Object.values(answer).map(marksIn).find((found) => found) ?? null;
}

function sorted(rows) {
  return [...new Set(rows)].sort();
}

// A picture without the addresses that its dots lead to.
function unnamed(svg) {
  return svg.replace(/href="[^"]*"/g, "");
}
