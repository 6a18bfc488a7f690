// What no page may do, watched from its first byte: complain, break its policy, or ask for
// anything outside the program.

const POLICY = `addEventListener("securitypolicyviolation", (event) => {
  console.error("policy broken: " + event.violatedDirective + " " + event.blockedURI);
});`;

export class Watch {
  // Watches everything that a context opens.
  static async over(context, root) {
    const watch = new Watch();
    await context.addInitScript(POLICY);
    context.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== root && !["data:", "blob:", "about:"].includes(protocol)) {
        watch.faults.push(`asked for ${request.url()}`);
      }
    });
    context.on("console", (message) => {
      const isOurs = message.type() === "error" && !watch.awaited.some((fits) => fits(message));
      if (isOurs) watch.faults.push(`console: ${message.text()}`);
    });
    context.on("weberror", (error) => watch.faults.push(`script: ${error.error().message}`));
    return watch;
  }

  constructor() {
    this.faults = [];
    // What the browser says of an answer that a test asks for on purpose.
    this.awaited = [];
  }

  // Lets the browser speak of answers with this status.
  await(status) {
    this.awaited.push((message) => message.text().includes(`status of ${status}`));
  }
}
