// One Chromium for all tests, of this machine; it asks nothing of anybody but the program.

import { chromium } from "./packages.mjs";

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

let opened = null;

// The browser, opened when it is first asked for.
export function chrome() {
  opened ??= chromium.launch({
    executablePath: process.env.ONETEXT_CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS,
  });
  return opened;
}

// Closes it, if it was opened.
export async function closeChrome() {
  await (await opened)?.close();
  opened = null;
}
