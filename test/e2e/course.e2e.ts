import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./page.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

const DOCKERFILE =
  'FROM node\\nWORKDIR /app\\nCOPY package.json /app\\nRUN npm install\\nCOPY . /app\\nEXPOSE 80\\nCMD ["node", "server.js"]\\n';

test("one's own Node.js app: built, run, its form filled in the page's browser, edited, rebuilt from the cache", async () => {
  const { run, page, errors } = await site.visit();
  await run(`cd goals && printf '${DOCKERFILE}' > Dockerfile`);
  expect(await run("docker build -t goals .")).toContain("naming to docker.io/library/goals");
  await page.waitForSelector('.build [data-state="done"]');
  await run("docker run -d --rm -p 3000:80 --name app goals");
  await page.click('[data-container="app"] button.ports');
  const frame = page.frameLocator("#browser iframe");
  expect(await frame.locator("#goal").textContent()).toBe("Learn Docker");
  await frame.locator("input").fill("Ship <it>");
  await frame.locator("button").click();
  await frame.locator("#goal", { hasText: "Ship" }).waitFor();
  expect(await frame.locator("#goal").textContent()).toBe("Ship <it>");
  await page.click("#terminal");
  expect(await run("docker logs app")).toContain("New goal: Ship <it>");
  await run("sed -i 's/My goal/Our goal/' server.js && curl -s localhost:3000 | grep h1");
  expect(await run("docker build -t goals .")).toMatch(/CACHED \[4\/5\] RUN npm install/);
  await run("docker stop -t 1 app");
  await page.click('#browser button[name="reload"]');
  await page.waitForFunction(() => document.querySelector(".answer")?.textContent === "ERR_CONNECTION_REFUSED");
  expect(errors).toEqual([]);
});
