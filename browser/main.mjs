// Every test of the workspace in a real browser, in the order in which they run.

import { after } from "node:test";
import { closeChrome } from "./chrome.mjs";
import "./story.mjs";
import "./reading.mjs";
import "./keyboard.mjs";
import "./explorer.mjs";
import "./markup.mjs";
import "./api.mjs";

// axe-core on every kind of page takes minutes, so it runs where it is asked for.
if (process.env.ONETEXT_LOOKS === "1") await import("./looks.mjs");

after(closeChrome);
