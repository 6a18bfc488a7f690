// Every page that a seat can reach by links, and which of them are of one kind.

// Opens each page under the seat's own address, once, and does something there; of each kind only
// as many as are asked for.
export async function walk(seat, look, most = () => Infinity) {
  const waiting = [seat.root];
  const seen = new Set(waiting);
  const counts = new Map();
  for (const address of waiting) {
    await seat.open(address);
    await look(address);
    for (const link of await links(seat.page)) {
      if (!link.startsWith(`${seat.root}/`) || seen.has(link)) continue;
      seen.add(link);
      const of = kind(seat, link);
      counts.set(of, (counts.get(of) ?? 0) + 1);
      if (counts.get(of) <= most(of)) waiting.push(link);
    }
  }
  return waiting;
}

// The addresses of the pages that a page links to, without their anchors: a file to keep is none.
async function links(page) {
  const all = await page.$$eval("a:not([download])", (all) => {
    const links = all.map((one) => one.getAttribute("href")).filter(Boolean);
    return links.map((link) => new URL(link, location.href).href);
  });
  return all.map((link) => link.split("#")[0]);
}

// The kind of a page: its address without what tells one point, room or package from another.
export function kind(seat, address) {
  const [path] = address.slice(seat.root.length + 1).split("?");
  return path.split("/").map((part) => (isKey(part) ? "one" : part)).join("-") || "home";
}

// A point's key is in hexadecimal digits, and a package's is sealed: long, in letters of all sorts.
function isKey(part) {
  return /^[0-9a-f]{8,}(\.|$)/.test(part) || part.length > 20;
}
