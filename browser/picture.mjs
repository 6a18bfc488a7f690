// Pages kept as pictures for people to look at, in `target/ci/screens/`.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { WIDTHS } from "./measure.mjs";
import { kind } from "./walk.mjs";

const FOLDER = process.env.ONETEXT_SCREENS;
// Every kind of page at every width in both themes, where somebody asks for it: it takes minutes.
const WHOLE = process.env.ONETEXT_ALL_SCREENS === "1";
// Otherwise these few, which show at one glance whether the look still holds.
const FEW = new RegExp("^(fjord-team|told-north|miami-team|miami-Ukraine|miami-Russia)-.*-"
  + "(next|table|point-one|room-one|packages|draft)$");

// Keeps pictures of the page where somebody is, under a name that says who and in which direction.
export async function kept(seat, name) {
  const { page } = seat;
  const full = seat.root ? `${name}-${kind(seat, page.url())}` : name;
  if (!FOLDER || !(WHOLE || FEW.test(full))) return;
  mkdirSync(FOLDER, { recursive: true });
  for (const width of WIDTHS) {
    for (const theme of ["light", "dark"]) {
      const isSample = theme === "light" ? width === 1280 : width === 360;
      if (!WHOLE && !isSample) continue;
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: theme });
      const path = join(FOLDER, `${full}-${width}-${theme}.png`);
      await page.screenshot({ path, fullPage: true, timeout: 120_000 });
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
}
