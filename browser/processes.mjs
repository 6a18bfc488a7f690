// More than one process on one store, and one that is ended without a word: what was acknowledged
// is there, once, for everybody.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { caseFile } from "./figures.mjs";
import { Program } from "./program.mjs";
import { Seat } from "./seat.mjs";

const postgres = process.env.ONETEXT_TEST_POSTGRES;
const withoutServer = postgres ? false : "no PostgreSQL";
const TITLE = "Figures of 2 points";

describe("processes", () => {
  let folder = "";
  let brought = null;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "onetext-processes-"));
    const file = join(folder, "two-doors.yaml");
    await writeFile(file, caseFile({ id: "two-doors", points: 2, parties: 2 }));
    brought = { title: TITLE, file };
  });
  after(async () => rm(folder, { recursive: true, force: true }));

  test("two processes on one PostgreSQL serve one case", { skip: withoutServer }, async () => {
    const first = await Program.serving(postgres, brought);
    const second = await Program.serving(postgres);
    try {
      const team = await Seat.at(first.link("Mediation team", TITLE));
      const { pathname } = new URL(first.link("Delegation of East", TITLE));
      const east = await Seat.at(second.root + pathname);
      await refreshed(team, east);
      await doneOnce(team, east, second);
      await team.close();
      await east.close();
    } finally {
      await first.close();
      await second.close();
    }
  });

  test("what was acknowledged before the process was killed is there afterwards", async () => {
    const store = `sqlite:${join(folder, "store")}`;
    let program = await Program.serving(store, brought);
    try {
      let team = await Seat.at(program.link("Mediation team", TITLE));
      const said = [];
      for (const words of ["The first sentence.", "The second sentence."]) {
        await shown(team, words);
        const answer = await sent(team, team.origin, await fields(team));
        await program.kill();
        assert.equal(answer.status(), 303);
        said.push(words);
        await team.context.close();
        program = await Program.serving(store);
        team = await Seat.again(program.root, "Mediator");
        await toEast(team);
        for (const kept of said) assert.equal(await times(team, kept), 1, kept);
      }
      await team.close();
    } finally {
      await program.close();
    }
  });
});

// What one says in one process comes to the page that the other has open in the other process.
async function refreshed(team, east) {
  await toEast(team);
  await east.go("room");
  await east.send("Consent to being recorded");
  await shown(team, "Heard through the first door.");
  await team.send("Say it");
  await east.hears("Heard through the first door.");
  const { page } = east;
  await page.locator("textarea#words").fill("Heard through the second door.");
  await east.send("Show it to me first");
  await east.send("Say it");
  await team.hears("Heard through the second door.");
}

// One act that both processes are sent is done once.
async function doneOnce(team, east, second) {
  await shown(team, "Sent through both doors.");
  const form = await fields(team);
  const roots = [team.origin, second.root];
  const answers = await Promise.all(roots.map((root) => sent(team, root, form)));
  assert.deepEqual(answers.map((answer) => answer.status()), [303, 303]);
  await east.hears("Sent through both doors.");
  for (const seat of [team, east]) {
    await seat.go("room");
    if (seat === team) await team.follow("East");
    assert.equal(await times(seat, "Sent through both doors."), 1);
  }
}

async function toEast(team) {
  await team.go("room");
  await team.follow("East");
}

// The words in East's room, before they are sent.
async function shown(team, words) {
  await toEast(team);
  await team.page.locator("textarea#words").fill(words);
  await team.send("Show it to me first");
}

// The form that stands on the page, as a browser would send it.
async function fields(seat) {
  return seat.page.locator("form#send").evaluate((form) => ({
    path: new URL(form.action).pathname,
    data: new URLSearchParams(new FormData(form)).toString(),
  }));
}

// Sends it to a process and takes the first answer as it comes.
async function sent(seat, root, { path, data }) {
  const headers = { "content-type": "application/x-www-form-urlencoded", origin: root };
  return seat.context.request.post(root + path, { data, headers, maxRedirects: 0 });
}

async function times(seat, words) {
  return seat.page.locator("main article").filter({ hasText: words }).count();
}
