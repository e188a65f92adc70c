// The page's figures over the network, in headless Chromium, on the built site: printed, not asserted.
import { openSite } from "../test/e2e/page.ts";

const KB = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
const PROMPT = /student@drydock:[^\n]*\$ ?$/;

async function fetched(): Promise<void> {
  const site = await openSite();
  try {
    const visit = await site.visit();
    await visit.waitFor(PROMPT);
    await visit.run("echo hi");
    const first = site.server.taken();
    await visit.run("docker ps");
    const second = site.server.taken();
    await visit.run("docker run hello-world");
    const third = site.server.taken();
    const sum = [first.bytes, first.bytes + second.bytes, first.bytes + second.bytes + third.bytes];
    console.log(`fetched by the answer of echo hi: ${KB(sum[0] ?? 0)} gzipped`);
    console.log(`fetched by the answer of docker ps: ${KB(sum[1] ?? 0)}`);
    console.log(`fetched by the answer of docker run hello-world: ${KB(sum[2] ?? 0)}`);
  } finally {
    await site.close();
  }
}

/** Time to a prompt that takes keys, beside a page that only opens an xterm.js terminal. */
async function prompt(throttled: boolean): Promise<void> {
  const site = await openSite();
  try {
    const times: number[] = [];
    for (let i = 0; i < 7; i++) {
      const context = await site.browser.newContext();
      const page = await context.newPage();
      if (throttled) {
        const cdp = await context.newCDPSession(page);
        await cdp.send("Network.enable");
        await cdp.send("Network.emulateNetworkConditions", {
          offline: false,
          latency: 40,
          downloadThroughput: 1.25e6,
          uploadThroughput: 1.25e6,
        });
      }
      const began = performance.now();
      await page.goto(site.server.url, { waitUntil: "commit" });
      await page.waitForFunction(
        () =>
          /\$ ?$/.test(
            (window as unknown as { drydock?: { terminal: { text(): string } } }).drydock?.terminal.text() ?? "",
          ),
        undefined,
        {
          polling: 10,
        },
      );
      times.push(performance.now() - began);
      await context.close();
    }
    times.sort((a, b) => a - b);
    console.log(`time to prompt${throttled ? ", 10 Mbit/s and 40 ms" : ""}: median ${times[3]?.toFixed(0)} ms`);
  } finally {
    await site.close();
  }
}

await fetched();
await prompt(false);
await prompt(true);
