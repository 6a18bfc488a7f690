// The words that stand in items of the invented case which not every seat may know.

import { readFileSync } from "node:fs";

const lines = readFileSync("cases/fjord/canaries.txt", "utf8").split("\n");
const all = lines.filter((line) => line && !line.startsWith("#")).map((line) => {
  const [word, , , , seats] = line.split("\t");
  return { word, seats: seats.split(" ") };
});

// The name that the list has for a seat.
const NAMES = {
  "Mediation team": "mediator",
  "Delegation of North": "north",
  "Delegation of South": "south",
  "Partner Reef Union": "reef",
  "Partner Isles Bank": "isles",
  "Observer Council of the fjord villages": "villages",
  "Partner Lantern House": "lantern",
};

// The words that a seat may not know.
export function hidden(seat) {
  return all.filter(({ seats }) => !seats.includes(NAMES[seat])).map(({ word }) => word);
}

// The words that a seat may know and not everybody may.
export function own(seat) {
  return all.filter(({ seats }) => seats.includes(NAMES[seat])).map(({ word }) => word);
}
