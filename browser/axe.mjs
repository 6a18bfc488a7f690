// axe-core reads a page: nothing on it may stand in the way of anybody.

import { readFileSync } from "node:fs";
import { axeFile } from "./packages.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const source = readFileSync(axeFile, "utf8");

// Everything that axe-core finds on the page in one theme, in words.
async function found(page, theme) {
  await page.emulateMedia({ colorScheme: theme });
  const isThere = await page.evaluate(() => "axe" in window);
  if (!isThere) await page.evaluate(source);
  const violations = await page.evaluate(async (tags) => {
    const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
    return (await window.axe.run(document, options)).violations;
  }, TAGS);
  return violations.map((one) => {
    const places = one.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`);
    return `${theme}: ${one.id} (${one.nodes.length}): ${one.help}\n    ${places.join("\n    ")}`;
  });
}

// What axe-core finds on the page in both themes.
export async function violations(page) {
  const all = [...await found(page, "light"), ...await found(page, "dark")];
  await page.emulateMedia({ colorScheme: "light" });
  return all.map((one) => `${page.url()} ${one}`);
}
