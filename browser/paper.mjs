// Every kind of page on paper: it prints on A4, in black on white, without what only a screen can
// do; and what is filled in by hand is there to be filled in.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { FJORD, MIAMI, Program } from "./program.mjs";
import { Seat } from "./seat.mjs";
import { walk } from "./walk.mjs";

const SEATS = [
  [FJORD, "Mediation team"], [FJORD, "Delegation of North"], [FJORD, "Partner Reef Union"],
  [MIAMI, "Mediation team"],
];

// The width of what is printed on A4 between its margins, in CSS pixels: 210 mm less 30 mm.
const A4_WIDTH = 680;

// Two seats at a time, for the build machine has two processors.
describe("on paper", { concurrency: 2 }, () => {
  let program = null;
  before(async () => { program = await Program.demo(); });
  after(async () => program?.close());

  for (const [title, name] of SEATS) {
    test(`every kind of page of ${name} prints on A4 (${title})`, async () => {
      const seat = await Seat.at(program.link(name, title));
      await walk(seat, async (address) => {
        await onPaper(seat.page, async () => {
          assert.equal(await seat.page.evaluate(amiss), "", address);
        });
      }, () => 1);
      await seat.close();
    });
  }

  test("the whole state of the talks is one sheet for a principal", async () => {
    for (const [title, name] of [SEATS[0], SEATS[1], SEATS[3]]) {
      const seat = await Seat.at(program.link(name, title));
      await seat.go("table");
      await seat.follow("On one page");
      const printed = await seat.page.pdf({ format: "A4" });
      const sheets = printed.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g);
      assert.equal(sheets.length, 1, `${name}, ${title}`);
      await seat.close();
    }
  });

  test("a debrief sheet, a card for notes and slips for a vote are there to fill in", async () => {
    const north = await Seat.at(program.link("Delegation of North"));
    await north.go("room");
    await north.send("Consent to being recorded");
    const team = await Seat.at(program.link("Mediation team"));
    await team.hold();
    await team.go("room");
    await team.follow("North");
    const room = team.page.url();
    await team.open(`${room}/debrief`);
    await onPaper(team.page, async () => {
      assert.equal(await team.page.locator(".sheet tbody tr:visible").count(), 10);
      assert.ok(await team.page.getByText("Who spoke:").isVisible());
    });
    await team.go("next");
    await onPaper(team.page, async () => {
      assert.equal(await team.page.locator(".sheet tbody tr:visible").count(), 6);
    });
    await team.ballot();
    await team.press(team.page.locator("main form button").first());
    await team.go("packages");
    await team.finds("to answer");
    await onPaper(team.page, async () => {
      const slips = await team.page.locator(".slip:visible").allInnerTexts();
      assert.equal(slips.length, 2, slips.join("\n"));
      for (const slip of slips) {
        assert.match(slip, /Answer of (North|South)/);
        assert.match(slip, /We do not accept it/);
      }
    });
    await north.go("packages");
    await onPaper(north.page, async () => {
      const slips = await north.page.locator(".slip:visible").allInnerTexts();
      assert.equal(slips.length, 1, slips.join("\n"));
      assert.doesNotMatch(slips.join("\n"), /South/);
    });
    // On a screen they are not there.
    assert.equal(await north.page.locator(".slip:visible").count(), 0);
    await team.close();
    await north.close();
  });
});

// Looks at the page as it is printed.
async function onPaper(page, look) {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: A4_WIDTH, height: 1000 });
  await look();
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize({ width: 1280, height: 900 });
}

// Runs in the page as it is printed: what does not belong on paper, in words; nothing if nothing.
function amiss() {
  const seen = (one) => one.checkVisibility() && one.getBoundingClientRect().height > 0;
  const live = [...document.querySelectorAll("button, input, select, textarea, .rail, .skip")]
    .filter(seen).map((one) => one.outerHTML.slice(0, 120));
  if (live.length > 0) return `to press on paper: ${live.join(" ")}`;
  const heading = document.querySelector("main h1");
  if (!heading || !seen(heading)) return "no heading";
  const paper = getComputedStyle(document.body);
  const white = ["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"];
  if (!white.includes(paper.backgroundColor)) return `printed on ${paper.backgroundColor}`;
  if (paper.color !== "rgb(0, 0, 0)") return `printed in ${paper.color}`;
  const root = document.documentElement;
  const over = root.scrollWidth - root.clientWidth;
  if (over > 1) {
    const wide = [...document.querySelectorAll("main *")].find((one) => {
      return one.getBoundingClientRect().right > root.clientWidth + 1;
    });
    return `${over} px too wide: ${wide?.outerHTML.slice(0, 160)}`;
  }
  return "";
}
