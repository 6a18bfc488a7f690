// The two packages that the tests stand on, from the folder where the test command put them.

import { createRequire } from "node:module";
import { join } from "node:path";

const folder = process.env.ONETEXT_PACKAGES;
if (!folder) throw new Error("run the browser tests by `cargo xtask browser`");
const wanted = createRequire(join(folder, "package.json"));

export const { chromium } = wanted("playwright-core");

// The file of axe-core, which is put into a page to read it.
export const axeFile = wanted.resolve("axe-core/axe.min.js");
