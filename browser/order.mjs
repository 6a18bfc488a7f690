// The plan of the order page: a bar is dragged, or moved by keyboard, and what follows is shown.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Program } from "./program.mjs";
import { Seat } from "./seat.mjs";

describe("the bars of a plan", () => {
  let program = null;
  before(async () => { program = await Program.demo(); });
  after(async () => program?.close());

  test("a bar that is dragged to another day is tried there, as if it was typed", async () => {
    const { team, page, bar, name, start } = await opened(program);
    const { unit } = await measured(bar);
    const from = await middle(bar);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 42 * unit, from.y, { steps: 6 });
    const told = await page.locator("svg .held").textContent();
    assert.match(told, new RegExp(`^\\d{4}-\\d\\d-\\d\\d, day ${start + 42}$`));
    await page.mouse.up();
    assert.equal(await page.locator(`[name="${name}"]`).inputValue(), String(start + 42));
    await page.getByRole("heading", { name: "Tried like this" }).waitFor();
    const dragged = await page.locator("#result").innerHTML();
    const bars = page.locator(`[data-field="${name}"]`);
    assert.equal(Number(await bars.getAttribute("data-start")), start + 42);
    // The same by the form alone.
    await page.locator("#trial button").click();
    await page.waitForLoadState();
    assert.equal(await page.locator("#result").innerHTML(), dragged);
    await team.close();
  });

  test("by keyboard a bar goes by days and weeks and keeps the focus; Home is back", async () => {
    const { team, page, bar, name, start } = await opened(program);
    const field = page.locator(`[name="${name}"]`);
    await bar.focus();
    const keys = [["PageUp", 7], ["ArrowRight", 8], ["ArrowLeft", 7]];
    for (const [key, day] of keys) {
      await page.keyboard.press(key);
      assert.equal(await field.inputValue(), String(start + day));
      await tried(page, name, start + day);
    }
    await page.keyboard.press("Home");
    assert.equal(await field.inputValue(), "");
    await tried(page, name, start);
    assert.equal(await page.getByRole("heading", { name: "Tried like this" }).count(), 0);
    await team.close();
  });

  test("a bar that is let go with Escape stands where it stood", async () => {
    const { team, page, bar, name } = await opened(program);
    const from = await middle(bar);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 50, from.y, { steps: 3 });
    await page.keyboard.press("Escape");
    await page.mouse.up();
    assert.equal(await bar.getAttribute("transform"), null);
    assert.equal(await page.locator(`[name="${name}"]`).inputValue(), "");
    assert.equal(await page.locator("svg .held").count(), 0);
    await team.close();
  });
});

// The order page of the mediation team, and the bar of a step that other steps do not hold back.
async function opened(program) {
  const team = await Seat.at(program.link("Mediation team"));
  await team.go("order");
  const { page } = team;
  const bar = page.locator("[data-field][role=slider]").filter({ visible: true }).last();
  const name = await bar.getAttribute("data-field");
  const start = Number(await bar.getAttribute("data-start"));
  return { team, page, bar: page.locator(`[data-field="${name}"]`), name, start };
}

// How many pixels a day has.
async function measured(bar) {
  return bar.evaluate((one) => {
    const { length, days } = one.parentElement.dataset;
    return { unit: one.ownerSVGElement.getScreenCTM().a * Number(length) / Number(days) };
  });
}

async function middle(bar) {
  await bar.scrollIntoViewIfNeeded();
  const box = await bar.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

// Waits until the plan that was worked out anew has the bar on this day, and the focus on it.
async function tried(page, name, day) {
  await page.waitForFunction(([field, wanted]) => {
    const bar = document.querySelector(`[data-field="${field}"]`);
    return bar?.dataset.start === String(wanted) && document.activeElement === bar;
  }, [name, day]);
}
