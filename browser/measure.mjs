// What a page measures in the browser: whether it fits, whether it jumped, what it weighed.

import assert from "node:assert/strict";

export const WIDTHS = [360, 1280, 1920];

// Goes into every page before its first byte: sums up how far things jumped while it was laid out.
export const SHIFT = `window.shifted = 0;
window.shifters = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    window.shifted += entry.value;
    for (const { node, previousRect: was, currentRect: is } of entry.sources) {
      const name = (node?.outerHTML ?? node?.textContent ?? "").slice(0, 80);
      window.shifters.push([was.x, was.y, "to", is.x, is.y, name].join(" "));
    }
  }
}).observe({ type: "layout-shift", buffered: true });`;

// The page fits at every width: nothing stands beyond its edge but in a frame that scrolls.
export async function fits(page) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.waitForFunction((wanted) => innerWidth === wanted, width);
    await fitsHere(page);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

// The page fits at the width that the browser has.
export async function fitsHere(page) {
  const over = await page.evaluate(overflow);
  assert.equal(over, "", `${page.url()} at ${page.viewportSize().width} px: ${over}`);
}

// Runs in the page: what reaches beyond its edge, in words; nothing if nothing does.
function overflow() {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth + 1) return "";
  const wide = [...document.body.querySelectorAll("*")].filter((one) => {
    const { left, right } = one.getBoundingClientRect();
    return right > root.clientWidth + 1 || left < -1;
  });
  const first = wide.find((one) => !one.closest(".scroll, figure, .unseen")) ?? wide[0];
  const by = root.scrollWidth - root.clientWidth;
  return `${by} px too wide, by <${first?.tagName.toLowerCase()} class="${first?.className}">`;
}

// Nothing jumped while the page was laid out.
export async function stands(page) {
  const shifted = await page.evaluate(() => new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(window.shifted)));
  }));
  if (shifted < 0.01) return;
  const shifters = await page.evaluate(() => window.shifters.join("; "));
  assert.fail(`${page.url()} jumps by ${shifted}: ${shifters}`);
}

// The bytes that the page and all that it loaded took on the way.
export async function weight(page) {
  return page.evaluate(() => {
    const all = [...performance.getEntriesByType("navigation"),
      ...performance.getEntriesByType("resource")];
    return all.reduce((sum, entry) => sum + entry.transferSize, 0);
  });
}
