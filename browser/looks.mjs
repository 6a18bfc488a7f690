// Every kind of page of every kind of seat, read by axe-core in both themes and directions.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { faults, isClean, spoken, violations } from "./axe.mjs";
import { kept } from "./picture.mjs";
import { FJORD, MIAMI, Program } from "./program.mjs";
import { Seat } from "./seat.mjs";

const SEATS = [
  [FJORD, "Mediation team"], [MIAMI, "Mediation team"], [FJORD, "Delegation of North"],
  [MIAMI, "Delegation of Ukraine"], [FJORD, "Partner Reef Union"], [MIAMI, "Partner NATO"],
  [FJORD, "Observer Council of the fjord villages"],
];

// Two at a time: the build machine has two processors.
describe("looks", { concurrency: 2 }, () => {
  let program = null;
  before(async () => { program = await Program.demo(); });
  after(async () => program?.close());

  for (const [title, name] of SEATS) {
    const case_ = title === FJORD ? "fjord" : "miami";
    test(`axe-core finds nothing on the pages of ${name} (${case_})`, async () => {
      const seat = await Seat.at(program.link(name, title));
      const found = await faults(seat, `${case_}-${name.split(" ").at(-1)}`);
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
        await kept(anybody, `door-${at}-${direction}`);
      }
    }
    assert.equal(found.join("\n"), "");
    await anybody.close();
  });

  for (const direction of ["ltr", "rtl"]) {
    test(`axe-core finds nothing on the pages that only show what a form asks (${direction})`,
      async () => {
        const team = await Seat.at(program.link("Mediation team"));
        team.watch.await(422);
        await spoken(team, direction);
        await answered(team, direction);
        await team.close();
      });
  }

  test("axe-core finds nothing on the pages that answer a form", async () => {
    const team = await Seat.at(program.link("Mediation team"));
    team.watch.await(404);
    team.watch.await(409);
    await team.page.goto(`${team.root}/point/0000000000`);
    await isClean(team, "not-here");
    const north = await Seat.at(program.link("Delegation of North"));
    await north.go("room");
    await north.send("Consent to being recorded");
    await north.close();
    await sorted(team);
    await overtaken(team);
    await team.close();
    const anybody = await Seat.outside(program.root);
    anybody.watch.await(422);
    await opened(anybody, new URL(program.newCase).pathname);
    await anybody.close();
  });
});

// The pages that answer a form and change nothing: what will be said, planned and read, a moment of
// the past, two readouts beside each other, the moved explorer, the lineage of a pasted draft.
async function answered(team, direction) {
  const { page } = team;
  const sent = async (form, name) => {
    const button = page.locator(`${form} button:visible:not([disabled])`).last();
    await Promise.all([page.waitForNavigation(), button.click()]);
    assert.equal(await page.locator("html").getAttribute("dir"), direction);
    await isClean(team, `${name}-${direction}`);
  };
  const filled = async (fields) => {
    for (const [id, words] of Object.entries(fields)) await page.locator(id).fill(words);
  };
  await team.go("room");
  await team.follow("North");
  const room = page.url();
  await filled({ "#words": "Could you live with a vote?" });
  await sent("#compose", "say-preview");
  await team.open(`${room}/shown`);
  await sent("form[action$='/shown']", "shown-at");
  await team.go("programme");
  await filled({
    "#plan ~ form [name=format]": "proximity talks", "#plan ~ form [name=date]": "2031-05-09",
    "#plan ~ form [name=place]": "the old customs house",
  });
  await sent("#plan ~ form", "plan-preview");
  await team.go("readout");
  await filled({ "#title": "A round", "#words": "Both sides spoke of patrols." });
  await sent("#compose ~ form", "readout-preview");
  await team.go("readout");
  await page.locator("#compare summary").click();
  await filled({
    "#first_name": "North", "#first_words": "We spoke of patrols and of the catch.",
    "#second_name": "South", "#second_words": "We spoke of the catch.",
  });
  await sent("#compare form", "readouts-compared");
  await team.go("draft");
  const paste = page.locator("details:has(form[action$='/draft/lineage'])");
  await paste.locator("summary").first().click();
  const draft = "1. The quay is [shared | divided].\n2. Patrols end at dusk.";
  await paste.locator("textarea").fill(draft);
  await sent("form[action$='/draft/lineage']", "lineage");
  await team.go("packages");
  await page.locator("#trial").evaluate((form) => {
    delete form.dataset.tries;
    const slider = form.querySelector("input[type=range]");
    slider.closest("details").open = true;
    slider.value = slider.min;
  });
  await sent("#trial", "explorer-moved");
  await echoed(team, room, sent);
}

// What North told comes up in South's room: the team is asked again.
async function echoed(team, room, sent) {
  await team.open(room);
  const told = team.page.locator("article.card.sealed .words").filter({ hasText: "boats" });
  const words = await told.textContent();
  await team.go("room");
  await team.follow("South");
  await team.page.locator("#words").fill(words);
  await sent("#compose", "asked-again");
  assert.ok(await team.page.locator("form#again").isVisible());
}

// A line that is not clear waits to be sorted.
async function sorted(team) {
  await team.go("room");
  await team.follow("North");
  const room = team.page.url();
  await team.open(`${room}/debrief`);
  await team.page.locator("#said_by").fill("Ada Brekke");
  await team.page.locator("#line_1").fill("99: nobody knows");
  await team.page.locator("#line_2").fill("4: not above half");
  await team.send("Keep these lines");
  await isClean(team, "debrief-kept");
  await team.open(`${room}/sort`);
  await team.reads("99: nobody knows");
  await isClean(team, "sort");
}

// Two change one point: the second is shown both texts.
async function overtaken(team) {
  await team.go("table");
  await team.follow("3 Patrols");
  const other = await team.context.newPage();
  await other.goto(team.page.url());
  const send = async (page) => {
    const button = page.getByRole("button", { name: "Change the working text" });
    const [answer] = await Promise.all([page.waitForNavigation(), button.click()]);
    return answer.status();
  };
  // Both have typed before either sends: a page on which somebody types stays as it is.
  await team.page.locator("textarea#words").fill("The coast guards patrol together.");
  await other.locator("textarea#words").fill("The coast guards patrol by turns.");
  assert.equal(await send(other), 200);
  assert.equal(await send(team.page), 409);
  await team.reads("by turns");
  await team.reads("together");
  await isClean(team, "overtaken");
  await other.close();
}

// A new case: what is wrong with a form, and what comes of a right one.
async function opened(anybody, path) {
  const { page } = anybody;
  await page.goto(`${anybody.origin}${path}`);
  const fields = {
    title: "Talks on the ford", id: "Not A Short Name", mediator: "Ada Brekke",
    parties: "East\nWest", draft: "1. The ford is [shared | divided].\n2. Tolls end.",
  };
  for (const [id, words] of Object.entries(fields)) await page.locator(`#${id}`).fill(words);
  const open = page.getByRole("button", { name: "Open the case", exact: true });
  await Promise.all([page.waitForNavigation(), open.click()]);
  await isClean(anybody, "new-case-unfit");
  await page.goto(`${anybody.origin}${path}`);
  fields.id = "ford";
  for (const [id, words] of Object.entries(fields)) await page.locator(`#${id}`).fill(words);
  await anybody.press(open);
  await anybody.reads("The case is open");
  await isClean(anybody, "new-case-opened");
  await anybody.follow("/invitation/");
  await isClean(anybody, "invitation");
}
