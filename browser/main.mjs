// Every test of the workspace in a real browser, in the order in which they run.

import { after } from "node:test";
import { closeChrome } from "./chrome.mjs";
import "./story.mjs";

after(closeChrome);
