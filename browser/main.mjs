// Every test of the workspace in a real browser, in the order in which they run.

import { after } from "node:test";
import { closeChrome } from "./chrome.mjs";
import "./story.mjs";
import "./reading.mjs";
import "./looks.mjs";
import "./keyboard.mjs";
import "./explorer.mjs";
import "./order.mjs";
import "./markup.mjs";
import "./paper.mjs";
import "./processes.mjs";
import "./api.mjs";

after(closeChrome);
