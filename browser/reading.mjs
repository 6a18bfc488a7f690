// Both cases, read to the last page by every seat: what each browser shows and what it does not.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { hidden, own } from "./canaries.mjs";
import { fits, stands, weight } from "./measure.mjs";
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
  before(async () => { program = await Program.demo(); });
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
