// The interface for programs, tried by schemathesis with what its own description allows and with
// what it does not.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Program } from "./program.mjs";

// The same seed gives the same requests.
const SEED = "20311";
// How many requests are made up for each operation, in each phase.
const EXAMPLES = "60";

const SETTINGS = fileURLToPath(new URL("schemathesis.toml", import.meta.url));

describe("the interface for programs", () => {
  let program = null;
  before(async () => { program = await Program.demo(); });
  after(async () => program?.close());

  for (const name of ["Mediation team", "North"]) {
    test(`every answer to ${name} is as the description says`, async () => {
      const token = await opened(program, name);
      await tried(program, token, ["--exclude-method", "DELETE"]);
    });
  }

  test("the end of a session is as the description says", async () => {
    const token = await opened(program, "South");
    await tried(program, token, ["--include-method", "DELETE"]);
  });
});

// Signs in to the invented case, as a program does.
async function opened(program, name) {
  const passphrase = (await readFile(join(program.folder, "demo-passphrase"), "utf8")).trim();
  const answer = await fetch(`${program.root}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ case: "fjord", name, passphrase }),
  });
  assert.equal(answer.status, 201, await answer.clone().text());
  return (await answer.json()).token;
}

// Runs every check of schemathesis; it must find nothing.
async function tried(program, token, words) {
  const described = `${program.root}/api/v1/openapi.json`;
  const all = ["--config-file", SETTINGS, "run", described, "--seed", SEED, "--max-examples",
    EXAMPLES, "--checks", "all", "--generation-database", "none", "--no-color",
    "--header", `Authorization: Bearer ${token}`, ...words];
  const child = spawn(process.env.ONETEXT_SCHEMATHESIS, all, {
    cwd: program.folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const hear = (bytes) => { said += bytes; };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const code = await new Promise((resolve) => { child.once("exit", resolve); });
  assert.equal(code, 0, said.replaceAll(token, "TOKEN"));
}
