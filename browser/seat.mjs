// Somebody at a seat: a browser context of their own, with what they do by mouse and keyboard.

import assert from "node:assert/strict";
import { chrome } from "./chrome.mjs";
import { SHIFT } from "./measure.mjs";
import { Watch } from "./watch.mjs";

const PASSPHRASE = "four kittiwakes over water";

export class Seat {
  // Opens a link, of a demonstration or of an invitation, and sits down.
  static async at(link, options = {}) {
    const seat = await Seat.outside(new URL(link).origin, options);
    await seat.page.goto(link);
    if (link.includes("/invitation/")) {
      await seat.page.locator("#passphrase").fill(PASSPHRASE);
      await seat.page.locator("#passphrase_again").fill(PASSPHRASE);
    }
    await seat.sit();
    return seat;
  }

  // Comes back to a seat that was taken before, where the store has one case.
  static async again(root, name) {
    const seat = await Seat.outside(root);
    await seat.open(`${root}/sign-in`);
    await seat.page.locator("#name").fill(name);
    await seat.page.locator("#passphrase").fill(PASSPHRASE);
    await seat.sit();
    return seat;
  }

  // Somebody who has no seat yet.
  static async outside(root, options = {}) {
    const browser = await chrome();
    const viewport = { width: 1280, height: 900 };
    const context = await browser.newContext({ viewport, ...options });
    context.setDefaultTimeout(15_000);
    await context.addInitScript(SHIFT);
    const watch = await Watch.over(context, root);
    const seat = new Seat(context, await context.newPage(), watch);
    seat.origin = root;
    return seat;
  }

  constructor(context, page, watch) {
    this.context = context;
    this.page = page;
    this.watch = watch;
    // The address of the program, and the one that all pages of the seat begin with.
    this.origin = "";
    this.root = "";
  }

  // Presses the button of the door, and keeps what all addresses of the seat begin with.
  async sit() {
    await this.press(this.page.locator("main button"));
    this.root = this.page.url().match(/^.*\/at\/[^/]+/)[0];
  }

  // Goes to a place of the rail.
  async go(place) {
    return this.open(`${this.root}/${place}`);
  }

  // Opens an address; the answer must be a page.
  async open(address) {
    const answer = await this.page.goto(address);
    assert.equal(answer.status(), 200, `${address} answers ${answer.status()}`);
    return answer;
  }

  // Follows the first link whose words begin so.
  async follow(words) {
    const name = new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
    await this.press(this.page.locator("main a").filter({ hasText: name }).first());
  }

  // Presses something that leads to a page.
  async press(button) {
    const [answer] = await Promise.all([this.page.waitForNavigation(), button.click()]);
    assert.equal(answer.status(), 200, `${this.page.url()} answers ${answer.status()}`);
  }

  // Presses the button of a form, found by what it says.
  async send(words) {
    await this.press(this.page.getByRole("button", { name: words, exact: true }).first());
  }

  // Unfolds something, found by what it says; one that is open stays so.
  async unfold(words) {
    const details = this.page.locator("details").filter({
      has: this.page.locator("> summary").filter({ hasText: words }),
    }).first();
    const isOpen = await details.evaluate((one) => one.open);
    if (!isOpen) await details.locator("> summary").click();
    return details;
  }

  // The team lets what it sends wait one second instead of sixty.
  async hold() {
    await this.go("people");
    await this.unfold("Change it");
    await this.page.getByLabel("Seconds that it waits").fill("1");
    await this.send("Ask for this from now on");
  }

  // The team asks to put the draft in hand to North and South, and reads who will see it.
  async ballot() {
    await this.go("packages");
    await this.follow("Draft in hand");
    const ballot = await this.unfold("Put it to a blind vote");
    for (const box of await ballot.getByRole("checkbox").all()) await box.uncheck();
    for (const room of ["North", "South"]) await ballot.getByLabel(room, { exact: true }).check();
    await this.press(ballot.getByRole("button"));
  }

  // The page as it stands in the browser, with everything in it that nobody sees.
  async source() {
    return this.page.content();
  }

  // The words of the page, as they are shown or can be unfolded.
  async words() {
    return this.page.locator("body").evaluate((body) => body.textContent);
  }

  async reads(words) {
    const page = await this.words();
    assert.ok(page.includes(words), `${this.page.url()} does not say “${words}”: ${page}`);
  }

  async readsNot(words) {
    const page = await this.words();
    assert.ok(!page.includes(words), `${this.page.url()} says “${words}”`);
  }

  // Waits until the page says so by itself, and is not asked for again by hand.
  async hears(words) {
    await this.page.locator("main").filter({ hasText: words }).waitFor({ timeout: 15_000 });
  }

  // Asks for the page again until it says so.
  async finds(words) {
    await this.until(`it says “${words}”`, async () => (await this.words()).includes(words));
  }

  // Asks for the page again until something is so.
  async until(what, isSo) {
    const end = Date.now() + 15_000;
    while (!await isSo()) {
      assert.ok(Date.now() < end, `${this.page.url()}: it never came that ${what}`);
      await this.page.reload();
    }
  }

  // Nothing went wrong in this browser.
  async close() {
    assert.deepEqual(this.watch.faults, []);
    await this.context.close();
  }
}
