// A passkey beside the passphrase, with an authenticator that the browser plays itself. It needs a
// program with the feature `passkeys`, so it is not among the tests of `main.mjs`.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { isClean, spoken } from "./axe.mjs";
import { closeChrome } from "./chrome.mjs";
import { Program } from "./program.mjs";
import { Seat } from "./seat.mjs";

const PASSPHRASE = "four kittiwakes over water";
const NAME = "North";

test("a seat with a passkey opens with it and the passphrase, and with neither alone", async () => {
  const program = await Program.local();
  const open = [];
  try {
    const north = await Seat.at(local(program.link("Delegation of North")));
    open.push(north);
    const device = await Device.of(north);
    await north.go("people");
    await north.reads("Your passphrase alone opens your seat");
    await added(north, "kelda key");
    await north.reads("Your seat opens with your passphrase and a passkey");
    await north.reads("kelda key");
    await refused(program, open);
    await elsewhere(program, open);
    await entered(north, program);
    await twice(north, program);
    await crossed(north, program);
    await device.is("absent");
    await missed(north, program);
    await device.is("unverified");
    await missed(north, program);
    await device.is("present");
    await removed(north, program);
    for (const seat of open) await seat.close();
  } finally {
    await program.close();
  }
});

function local(address) {
  return address.replace("127.0.0.1", "localhost");
}

// An authenticator that the browser plays.
class Device {
  static async of(seat) {
    const device = new Device();
    device.tools = await seat.context.newCDPSession(seat.page);
    await device.tools.send("WebAuthn.enable");
    const { authenticatorId } = await device.tools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true,
        isUserVerified: true, automaticPresenceSimulation: true,
      },
    });
    device.id = authenticatorId;
    return device;
  }

  async is(state) {
    await this.tools.send("WebAuthn.setUserVerified", {
      authenticatorId: this.id, isUserVerified: state === "present",
    });
    await this.tools.send("WebAuthn.setAutomaticPresenceSimulation", {
      authenticatorId: this.id, enabled: state !== "absent",
    });
  }
}

async function added(seat, name) {
  await seat.unfold("Add a passkey");
  await seat.page.locator("#called").fill(name);
  await seat.page.locator("#passphrase").fill(PASSPHRASE);
  await seat.send("Go on to the device");
  await isClean(seat, "passkey-make");
  await seat.send("Make the passkey");
}

// Goes through name and passphrase, to wherever that leads.
async function named(seat, program) {
  await seat.open(`${local(program.root)}/sign-in`);
  await seat.page.locator("#name").fill(NAME);
  await seat.page.locator("#passphrase").fill(PASSPHRASE);
  const button = seat.page.locator("main button");
  const [answer] = await Promise.all([seat.page.waitForNavigation(), button.click()]);
  return answer.status();
}

// Whoever has the passphrase and no passkey has no seat: not with what they send, not by a program.
async function refused(program, open) {
  const thief = await Seat.outside(local(program.root), { javaScriptEnabled: false });
  open.push(thief);
  assert.equal(await named(thief, program), 200);
  await thief.reads("Show your passkey");
  const waits = await thief.page.locator("[name=pass_waits]").inputValue();
  const said = [];
  for (const pass_shown of ["", "{}", "not at all"]) {
    const answer = await thief.context.request.post(`${local(program.root)}/sign-in/passkey`, {
      form: { pass_waits: waits, pass_shown }, maxRedirects: 0,
    });
    assert.equal(answer.status(), 422);
    said.push(await answer.text());
  }
  assert.deepEqual(new Set(said).size, 1);
  const cookies = await thief.context.cookies();
  assert.ok(!cookies.some((one) => one.name.includes("seat")), "no seat was given");
  const api = await thief.context.request.post(`${local(program.root)}/api/v1/session`, {
    data: { case: "fjord", name: NAME, passphrase: PASSPHRASE },
  });
  assert.equal(api.status(), 422);
  assert.match((await api.json()).happened, /passkey/);
}

// Under another address nothing is asked for, and it is said why.
async function elsewhere(program, open) {
  const seat = await Seat.outside(program.root);
  open.push(seat);
  seat.watch.await(422);
  await seat.open(`${program.root}/sign-in`);
  await seat.page.locator("#name").fill(NAME);
  await seat.page.locator("#passphrase").fill(PASSPHRASE);
  await Promise.all([seat.page.waitForNavigation(), seat.page.locator("main button").click()]);
  await seat.reads(`Passkeys are made for ${local(program.root)} and shown there alone.`);
}

async function entered(seat, program) {
  assert.equal(await named(seat, program), 200);
  await seat.send("Show the passkey");
  assert.match(seat.page.url(), /\/at\//);
}

// What was shown once is of no use a second time.
async function twice(seat, program) {
  await named(seat, program);
  const sent = seat.page.waitForRequest((request) => request.url().endsWith("/sign-in/passkey"));
  await seat.send("Show the passkey");
  const again = await seat.context.request.post(`${local(program.root)}/sign-in/passkey`, {
    headers: { "content-type": "application/x-www-form-urlencoded" },
    data: (await sent).postData(), maxRedirects: 0,
  });
  assert.equal(again.status(), 422);
}

// What the device signed for one question answers no other, and still answers its own.
async function crossed(seat, program) {
  const waits = seat.page.locator("[name=pass_waits]");
  await named(seat, program);
  const other = await waits.inputValue();
  await named(seat, program);
  const own = await waits.inputValue();
  await seat.page.evaluate(() => { HTMLFormElement.prototype.submit = () => {}; });
  await seat.page.locator("main button").click();
  const shown = seat.page.locator("[name=pass_shown][value^='{']");
  await shown.waitFor({ state: "attached" });
  const pass_shown = await shown.inputValue();
  const answers = [];
  for (const pass_waits of [other, own]) {
    const answer = await seat.context.request.post(`${local(program.root)}/sign-in/passkey`, {
      form: { pass_waits, pass_shown }, maxRedirects: 0,
    });
    answers.push(answer.status());
  }
  assert.deepEqual(answers, [422, 303]);
}

async function missed(seat, program) {
  await named(seat, program);
  await seat.page.evaluate(() => {
    const get = navigator.credentials.get.bind(navigator.credentials);
    const signal = AbortSignal.timeout(1_000);
    navigator.credentials.get = (asked) => get({ ...asked, signal });
  });
  await seat.page.locator("main button").click();
  await seat.page.locator("[data-missed]:visible").waitFor();
  assert.match(seat.page.url(), /\/sign-in$/);
}

async function removed(seat, program) {
  await entered(seat, program);
  seat.root = seat.page.url().match(/^.*\/at\/[^/]+/)[0];
  await seat.go("people");
  await seat.press(seat.page.getByRole("button", { name: "Remove the passkey kelda key" }));
  await seat.reads("the passphrase alone opens your seat");
  await seat.open(`${local(program.root)}/sign-in`);
  await seat.page.locator("#name").fill(NAME);
  await seat.page.locator("#passphrase").fill(PASSPHRASE);
  await seat.press(seat.page.locator("main button"));
  assert.match(seat.page.url(), /\/at\//);
}

after(closeChrome);
