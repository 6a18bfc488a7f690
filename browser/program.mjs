// The program under test: the real `onetext`, over a store of its own that goes with it.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export class Program {
  // The demonstration: two cases, and a link for each seat.
  static async demo() {
    const folder = await mkdtemp(join(tmpdir(), "onetext-browser-"));
    const program = new Program(["demo", "--data", folder, "--port", "0"], folder);
    await program.until((line) => line.includes("/new/"));
    return program;
  }

  // The invented case in a folder, as a team would serve it.
  static async local() {
    const folder = await mkdtemp(join(tmpdir(), "onetext-browser-"));
    // What was signed last is kept beside the store, and goes with it.
    const store = `sqlite:${join(folder, "store")}`;
    const words = ["serve", "--store", store, "--bind", "127.0.0.1:0", "--open", "cases/fjord"];
    const program = new Program(words, folder);
    program.title = FJORD;
    await program.until((line) => line.includes("/new/"));
    return program;
  }

  // The invented case on a PostgreSQL server, with an invitation for each seat.
  static async onPostgres(store) {
    return Program.serving(store, { title: FJORD, file: "cases/fjord" });
  }

  // A process over a store that others may serve too; it brings a case in where it is given one.
  static async serving(store, { title = "", file = null } = {}) {
    const words = ["serve", "--store", store, "--bind", "127.0.0.1:0"];
    const program = new Program(file ? [...words, "--open", file] : words, null);
    program.title = title;
    await program.until((line) => line.includes("/new/"));
    return program;
  }

  constructor(words, folder) {
    this.folder = folder;
    this.seats = [];
    this.title = "";
    this.root = "";
    this.said = "";
    this.child = spawn(process.env.ONETEXT_PROGRAM, words, { stdio: ["ignore", "pipe", "pipe"] });
    this.ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.stderr.on("data", (bytes) => { this.said += bytes; });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  // Reads what it prints up to a line.
  async until(isLast) {
    for (;;) {
      const { value: line, done } = await this.lines.next();
      if (done) throw new Error(`the program ended: ${this.said}`);
      this.hear(line);
      if (isLast(line)) return;
    }
  }

  hear(line) {
    const address = line.match(/http:\/\/\S+/)?.[0];
    if (address) {
      this.root = new URL(address).origin;
      if (/\/(seat|invitation)\//.test(address)) this.seats.at(-1).link = address;
      if (address.includes("/new/")) this.newCase = address;
    } else if (line.startsWith("  ") || (line.endsWith(")") && this.title)) {
      const seat = line.trim().replace(/ \(.*\)$/, "");
      this.seats.push({ title: this.title, seat, link: "" });
    } else if (line) {
      this.title = line;
    }
  }

  // The seats of a case.
  of(title) {
    return this.seats.filter((seat) => seat.title === title);
  }

  // The link of a seat of the invented case, or of the founding one.
  link(seat, title = FJORD) {
    const found = this.of(title).find((one) => one.seat === seat);
    if (!found?.link) throw new Error(`no link for ${seat}`);
    return found.link;
  }

  // Ends it as a power cut would: it hears nothing of it and writes nothing more.
  async kill() {
    this.child.kill("SIGKILL");
    await this.ended;
  }

  async close() {
    this.child.kill("SIGINT");
    await this.ended;
    if (this.folder) await rm(this.folder, { recursive: true, force: true });
  }
}

// The titles of the two cases.
export const FJORD = "Talks on the Skelda fjord";
export const MIAMI =
  "US-mediated shuttle talks on ending Russia's war against Ukraine, Miami, 19-21 December 2025";
