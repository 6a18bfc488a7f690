// A made-up case with figures, of as many points and parties as a test asks for.

const PARTIES = ["east", "west", "coast"];

// The options of each question: three parties would have thousands of packages on their frontier
// with the middle one, which a debug build draws slowly.
const OPTIONS = { 2: ["a", "b", "c"], 3: ["a", "c"] };

// A case file. The figures follow from the numbers alone; what a question is worth to the first
// party can be multiplied, which is what its slider does.
export function caseFile({ id, points, parties, times = {} }) {
  const names = PARTIES.slice(0, parties);
  const lines = [
    "onetext: 1", "case:", `  id: ${id}`, `  title: Figures of ${points} points`,
    "  invented: true", "  release: public", "parties:",
    ...names.map((name) => `  ${name}: {name: ${capital(name)}, role: principal}`), "points:",
  ];
  for (let point = 1; point <= points; point += 1) {
    const options = OPTIONS[parties].map((one) => `${one}: {text: Way ${one} of ${point}}`);
    lines.push(`  "${point}":`, `    title: Matter ${point}`, `    question: How is ${point} done`,
      `    options: {${options.join(", ")}}`);
  }
  lines.push("preferences:");
  names.forEach((name, at) => {
    const numbers = [...Array(points).keys()];
    const weights = numbers.map((point) => `p${point + 1}: ${weight(at, point, points)}`);
    const values = numbers.map((point) => {
      const factor = at === 0 ? times[point + 1] ?? 1 : 1;
      return `p${point + 1}: {${worths(at, point, factor, OPTIONS[parties])}}`;
    });
    lines.push(`  - party: ${name}`, "    given_by: party",
      `    weights: {${weights.join(", ")}}`, `    values: {${values.join(", ")}}`,
      "    reservation: 0");
  });
  return `${lines.join("\n")}\n`;
}

// Weights that sum to 100 for twenty points, and differ from party to party.
function weight(party, point, points) {
  const pair = Math.floor(point / 2);
  const step = (pair * (party + 1) + party) % 4;
  return 100 / points + (point % 2 === 0 ? step : -step);
}

// What each option is worth: the parties want opposite ends, and the middle to different degrees.
function worths(party, point, factor, options) {
  const middle = ((point * 5 + party * 3) % 7 + 2) / 10;
  const ends = (party + point) % 2 === 0 ? [1, 0] : [0, 1];
  const worth = { a: ends[0], b: middle, c: ends[1] };
  const exact = (option) => Math.round(worth[option] * factor * 10_000) / 10_000;
  return options.map((option) => `${option}: ${exact(option)}`).join(", ");
}

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}
