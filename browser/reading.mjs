// Both cases, read to the last page by every seat: what each browser shows and what it does not.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { hidden, own } from "./canaries.mjs";
import { fits, stands, weight } from "./measure.mjs";
import { kept } from "./picture.mjs";
import { FJORD, MIAMI, Program } from "./program.mjs";
import { Seat } from "./seat.mjs";
import { walk } from "./walk.mjs";

// Packages are many and alike; every other page is read.
const most = (kind) => (kind.startsWith("packages-with") ? 3 : Infinity);

// The whole of a first page on the way: the page, its stylesheet, its script, its icon.
const FIRST_PAGE_MAX = 100_000;

// What stands only where somebody's preferences are put into figures: a live case has none.
const FIGURES = [
  "frontier", "Nash", "Kalai", "cannot be improved on", "in your own figures",
  "In your own figures",
];

const SEATS = {
  [FJORD]: [
    "Mediation team", "Delegation of North", "Delegation of South", "Partner Reef Union",
    "Partner Isles Bank", "Observer Council of the fjord villages", "Partner Lantern House",
  ],
  [MIAMI]: [
    "Mediation team", "Delegation of Ukraine", "Delegation of Russia",
    "Partner United Kingdom, France, Germany", "Partner European Union",
    "Partner Coalition of the Willing", "Partner NATO",
    "Partner International Atomic Energy Agency", "Observer Turkey, Qatar, Egypt",
  ],
};

// Two seats at a time, for the build machine has two processors.
describe("reading", { concurrency: 2 }, () => {
  let program = null;
  // What the team said in each room of the founding case: a word that stands nowhere else.
  let said = new Map();
  before(async () => {
    program = await Program.demo();
    said = await sayings(program);
  });
  after(async () => program?.close());

  test("every seat of both cases has its test here", () => {
    for (const [title, seats] of Object.entries(SEATS)) {
      assert.deepEqual(program.of(title).map((one) => one.seat), seats);
    }
  });

  for (const seat of SEATS[FJORD]) {
    test(`${seat} reads the fjord and no word that it may not know`, async () => {
      const read = await reading(program.link(seat));
      for (const word of hidden(seat)) {
        const where = [...read].find(([, words]) => words.includes(word));
        assert.equal(where, undefined, `${seat} reads ${word} at ${where?.[0]}`);
      }
      const all = [...read.values()].join(" ");
      const known = own(seat).filter((word) => all.includes(word));
      const holds = ["Mediation team", "Delegation of North", "Delegation of South"];
      if (holds.includes(seat)) assert.ok(known.length > 5, `${seat} reads of its own: ${known}`);
    });
  }

  for (const seat of SEATS[MIAMI]) {
    test(`${seat} reads the founding case, and nothing that nobody declared`, async () => {
      const read = await reading(program.link(seat, MIAMI));
      for (const [address, words] of read) {
        for (const word of FIGURES) assert.ok(!words.includes(word), `${word} at ${address}`);
      }
      const all = [...read.values()].join(" ");
      const party = seat.replace(/^(Delegation of|Partner|Observer) /, "");
      for (const [whose, word] of said) {
        const may = seat === "Mediation team" || whose === party;
        assert.equal(all.includes(word), may, `${seat} and what was said to ${whose}`);
      }
    });

    test(`${seat} of the founding case has the places of its seat, and no others`, async () => {
      const { has, lacks, reads } = placesOf(seat);
      const one = await Seat.at(program.link(seat, MIAMI));
      for (const place of has) await one.go(place);
      one.watch.await(404);
      for (const place of lacks) {
        const answer = await one.page.goto(`${one.root}/${place}`);
        assert.equal(answer.status(), 404, place);
      }
      for (const [place, words] of Object.entries(reads)) {
        await one.go(place);
        await one.reads(words);
      }
      // The table has a line for each of the twenty points of the text in hand, and more.
      if (has.includes("table")) {
        await one.go("table");
        const points = await one.page.locator("#points tbody th[scope=rowgroup], #points tbody a")
          .count();
        assert.ok(points >= 20, `${points} points`);
        await kept(one, `miami-${party_(seat)}-ltr`);
      }
      await one.close();
    });
  }

  test("somebody without a seat reads the door and no word of a case", async () => {
    const anybody = await Seat.outside(program.root);
    for (const path of ["/", "/sign-in"]) {
      await anybody.open(program.root + path);
      await amiss(anybody);
      for (const word of ["Skelda", "Miami", "North", "Ukraine"]) await anybody.readsNot(word);
    }
    anybody.watch.await(404);
    for (const place of ["table", "draft", "room", "packages", "readout"]) {
      const answer = await anybody.page.goto(`${program.root}/at/abcdefgh/${place}`);
      assert.ok([404, 200].includes(answer.status()));
      assert.ok(!anybody.page.url().includes("/at/") || answer.status() === 404);
      for (const word of ["Skelda", "Miami"]) await anybody.readsNot(word);
    }
    await anybody.close();
  });
});

// The mediation team says a word of no meaning in each room of the founding case.
async function sayings(program) {
  const words = ["teasel", "marram", "sandwort", "thrift", "samphire", "kelp", "dulse", "eelgrass"];
  const said = new Map();
  const team = await Seat.at(program.link("Mediation team", MIAMI));
  await team.go("room");
  const names = team.page.locator("main tbody a bdi");
  const rooms = await names.allTextContents();
  for (const [at, room] of rooms.filter((name) => name !== "The joint session").entries()) {
    await team.go("room");
    await team.follow(room);
    await team.page.locator("#words").fill(`A word to try this room: ${words[at]}`);
    await team.send("Show it to me first");
    await team.send("Say it");
    said.set(room, words[at]);
  }
  await team.close();
  assert.equal(said.size, words.length, [...said.keys()].join(", "));
  return said;
}

const party_ = (seat) => seat.split(" ").at(-1);

// The places that a seat has and has not, and what stands there for it.
function placesOf(seat) {
  if (seat === "Mediation team") {
    const has = ["next", "table", "room", "carry", "packages", "draft", "rounds", "order",
      "guarantees", "funding", "signals", "programme", "readout", "people"];
    return { has, lacks: ["room/0000000000"], reads: { carry: "May not", programme: "Ahead" } };
  }
  const team = ["next", "carry", "programme", "readout"];
  if (seat.startsWith("Delegation")) {
    const has = ["table", "room", "packages", "draft", "rounds", "order", "guarantees", "funding",
      "signals", "people"];
    const reads = { room: "Tell the mediation team something in confidence" };
    return { has, lacks: team, reads };
  }
  const isPartner = seat.startsWith("Partner");
  const money = isPartner ? ["funding"] : [];
  const has = ["room", "guarantees", "draft", "signals", "people", ...money];
  const reads = { room: "Tell the mediation team something in confidence" };
  const lacks = [...team, "table", "packages", "rounds",
    "order", ...(isPartner ? [] : ["funding"])];
  return { has, lacks, reads };
}

// Every page of a seat with its words, once nothing is amiss on any.
async function reading(link) {
  const seat = await Seat.at(link);
  const read = new Map();
  await walk(seat, async (address) => {
    if (read.size === 0) {
      const bytes = await weight(seat.page);
      assert.ok(bytes < FIRST_PAGE_MAX, `the first page weighs ${bytes}`);
    }
    await amiss(seat);
    read.set(address, await seat.source());
  }, most);
  assert.ok(read.size > 2, `${read.size} pages`);
  await seat.close();
  return read;
}

async function amiss(seat) {
  await stands(seat.page);
  await fits(seat.page);
}
