// The story of the fjord, told by three people at their own browsers, through the pages alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { faults, isClean } from "./axe.mjs";
import { Program } from "./program.mjs";
import { Seat } from "./seat.mjs";

// What North told and did not let travel, and what it will not cross.
const SECRET = "larkspit";
const RED_LINE = "brambleweir";
const CARRIED = "A neighbour would need berths at the old quay.";

test("three browsers come from a sealed word to a package that all accept", async () => {
  await told(await Program.demo(), {}, isClean);
});

test("the same story is told in browsers without JavaScript", async () => {
  await told(await Program.demo(), { javaScriptEnabled: false });
});

const postgres = process.env.ONETEXT_TEST_POSTGRES;
const withoutServer = postgres ? false : "no PostgreSQL";
test("the same story is told over PostgreSQL", { skip: withoutServer }, async () => {
  await told(await Program.onPostgres(postgres), {});
});

// Tells the story; at each page that asks before something is done, somebody may look at it, and
// then all pages of talks that have happened are looked at.
async function told(program, options, look = null) {
  try {
    const table = await Table.laid(program, options);
    table.look = look ?? table.look;
    await table.sealed();
    await table.drafted();
    await table.carried();
    await table.issued(1, "wickford light");
    await table.commented();
    await table.changed("The log is kept at sandpiper.");
    await table.issued(2, "sandpiper");
    await table.compared();
    await table.put();
    await table.answered();
    await table.published();
    if (look) await table.lookedAt();
    await table.close();
  } finally {
    await program.close();
  }
}

class Table {
  // What somebody does at a page that asks before something is done.
  look = async () => {};

  static async laid(program, options) {
    const table = new Table();
    table.isLive = options.javaScriptEnabled !== false;
    table.team = await Seat.at(program.link("Mediation team"), options);
    table.north = await Seat.at(program.link("Delegation of North"), options);
    table.south = await Seat.at(program.link("Delegation of South"), options);
    await table.team.hold();
    return table;
  }

  // North consents and tells what it keeps; the team hears it in North's room.
  async sealed() {
    const { north, team, south } = this;
    await north.go("room");
    await north.send("Consent to being recorded");
    if (this.isLive) await this.hearing();
    await this.tells("need", `berths for the ${SECRET} boats`);
    if (this.isLive) await team.hears(SECRET);
    await this.tells("red line", `never past ${RED_LINE}`);
    await this.hearing();
    await team.reads(SECRET);
    await team.reads(RED_LINE);
    await south.go("room");
    for (const word of [SECRET, RED_LINE]) await south.readsNot(word);
  }

  // The team opens North's room.
  async hearing() {
    await this.team.go("room");
    await this.team.follow("North");
  }

  async tells(kind, words) {
    const { north } = this;
    await north.unfold("Tell the mediation team something");
    await north.page.locator("#t-kind").selectOption(kind);
    await north.page.locator("#t-words").fill(words);
    await north.send("Keep it in this room");
    await north.reads(words);
  }

  // The team changes the words of a point, at its own desk.
  async drafted() {
    await this.changed("They meet at the wickford light.");
    for (const seat of [this.north, this.south]) {
      await patrols(seat);
      await seat.readsNot("wickford light");
    }
  }

  async changed(sentence) {
    const { team } = this;
    await patrols(team);
    const words = team.page.locator("textarea#words");
    await words.press("Control+End");
    await words.pressSequentially(` ${sentence}`);
    await team.send("Change the working text");
    await team.reads(sentence);
  }

  // North lets one thing travel without its source, and the team carries it next door.
  async carried() {
    const { north, team, south } = this;
    await north.go("room");
    const told = north.page.locator("article.card").filter({ hasText: SECRET });
    await told.getByText("Change how far it may travel", { exact: true }).click();
    await told.getByLabel("Release class").selectOption("unattributed");
    await told.getByLabel("South", { exact: true }).check();
    await north.press(told.getByRole("button", { name: "Change it" }));
    await team.go("carry");
    await team.follow("South");
    const may = team.page.locator("label.choice").filter({ hasText: SECRET });
    await may.locator("input[type=checkbox]").check();
    await team.page.locator("select#kind").selectOption("ask");
    await team.page.locator("textarea#words").fill(CARRIED);
    await team.send("Show it to me first");
    await team.reads("without a source");
    await this.look(team, "carry-preview");
    await south.go("room");
    await south.readsNot(CARRIED);
    await team.send("Send it");
    await team.go("carry");
    await team.finds("arrived");
    if (this.isLive) await south.hears(CARRIED);
    await south.go("room");
    await south.reads(CARRIED);
    await south.readsNot(SECRET);
  }

  // The working text goes to both delegations, who read it.
  async issued(number, words) {
    const { team, north, south } = this;
    await south.go("draft");
    await team.go("draft");
    for (const room of ["North", "South"]) await target(team, room).check();
    await team.send("Show me who will see it");
    for (const seat of ["Delegation of North", "Delegation of South"]) await team.reads(seat);
    await this.look(team, "issue-preview");
    await team.send("Issue it");
    await team.go("draft");
    await team.until("there is nothing to call back", async () => {
      const waits = await team.page.getByRole("button", { name: "Call it back" }).count();
      return waits === 0;
    });
    if (this.isLive) await south.hears(`Draft ${number}, issued on`);
    for (const seat of [north, south]) {
      await seat.go("draft");
      await seat.reads(`Draft ${number}, issued on`);
      await seat.reads(words);
      await seat.readsNot(RED_LINE);
    }
  }

  // Both speak of the same point; the team reads both, and neither reads the other.
  async commented() {
    const remarks = [[this.north, "the huts of gannetry"], [this.south, "the buoys of pintailing"]];
    for (const [seat, words] of remarks) {
      await patrols(seat);
      const wrong = await seat.unfold("Say what is wrong with it");
      await wrong.getByLabel("What is wrong").fill(words);
      await seat.press(wrong.getByRole("button"));
      await seat.reads(words);
    }
    await patrols(this.team);
    for (const [, words] of remarks) await this.team.reads(words);
    await patrols(this.north);
    await this.north.readsNot(remarks[1][1]);
  }

  // The redline of the second draft against the first.
  async compared() {
    const { south } = this;
    await south.go("draft");
    const against = south.page.getByLabel("Struck and added against");
    const first = against.locator("option").filter({ hasText: "draft 1, issued on" });
    await against.selectOption(await first.getAttribute("value"));
    await south.send("Show");
    const added = (await south.page.locator("article ins").allTextContents()).join(" ");
    assert.match(added, /sandpiper/);
    assert.doesNotMatch(added, /wickford/);
  }

  // A package is put to both rooms.
  async put() {
    const { team, south } = this;
    await south.go("packages");
    await team.ballot();
    await this.look(team, "ballot-preview");
    await team.press(team.page.locator("main form button").first());
    await team.go("packages");
    await team.finds("to answer");
    if (this.isLive) await south.hears("We accept it");
  }

  // Both accept; nobody hears of it before it is counted.
  async answered() {
    const { team, north, south } = this;
    const outcome = "accepted by all";
    await north.go("packages");
    await south.go("packages");
    const unanswered = await south.page.locator("main").innerText();
    await accepts(north);
    await south.go("packages");
    assert.equal(await south.page.locator("main").innerText(), unanswered);
    await accepts(south);
    for (const seat of [north, south, team]) {
      await seat.go("packages");
      assert.equal(await seat.page.getByText(outcome, { exact: true }).count(), 0);
    }
    await team.press(team.page.getByRole("button", { name: /^Count it/ }));
    for (const seat of [north, south, team]) {
      await seat.go("packages");
      assert.equal(await seat.page.getByText(outcome, { exact: true }).count(), 1);
    }
  }

  // The team publishes a readout, and somebody without a seat reads it.
  async published() {
    const { team } = this;
    await team.go("readout");
    const address = await team.page.locator("a[href^='/readouts/']").getAttribute("href");
    await team.page.getByLabel("Title").fill("After the second round");
    await team.page.getByLabel("Words", { exact: true }).fill("Both sides spoke of patrols.");
    await team.send("See what everybody will read");
    await this.look(team, "readout-preview");
    await team.send("Publish it");
    const anybody = await Seat.outside(team.origin);
    anybody.watch.await(404);
    await anybody.page.goto(team.origin + address);
    await anybody.finds("Both sides spoke of patrols.");
    await anybody.readsNot(RED_LINE);
    await this.look(anybody, "public");
    await anybody.close();
  }

  // Nothing stands in anybody's way on the pages of talks that have happened.
  async lookedAt() {
    const { team, north, south } = this;
    const seats = Object.entries({ team, north, south });
    const all = seats.map(([name, seat]) => faults(seat, `told-${name}`, ["ltr"]));
    const found = await Promise.all(all);
    assert.equal(found.flat().join("\n"), "");
  }

  async close() {
    for (const seat of [this.team, this.north, this.south]) await seat.close();
  }
}

// The point on patrols, from the table.
async function patrols(seat) {
  await seat.go("table");
  await seat.follow("3 Patrols");
}

function target(team, room) {
  const name = new RegExp(`room.*${room}|${room}.*room|^${room}$`);
  return team.page.getByRole("checkbox", { name });
}

async function accepts(seat) {
  await seat.page.getByLabel("We accept it, if all others accept").check();
  await seat.send("Give this answer");
}
