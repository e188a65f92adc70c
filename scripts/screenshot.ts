// Makes docs/screenshot.png of the built site: npm run build && npm run screenshot
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openSite } from "../test/e2e/page.ts";

const LINES = [
  "docker run -d --name web -p 8080:80 nginx",
  "docker exec web sh -c 'echo hello > /usr/share/nginx/html/index.html'",
  "curl localhost:8080",
  "docker run --name job alpine sh -c 'echo done > /result'",
  "docker tag nginx mine:1",
  "docker rm web",
  "docker ps -a --format 'table {{.Names}}\\t{{.Image}}\\t{{.Status}}'",
];

const docs = join(import.meta.dirname, "../docs");
mkdirSync(docs, { recursive: true });
const site = await openSite();
const { run, page } = await site.visit({ width: 1280, height: 720 });
for (const line of LINES) await run(line);
await page.click('[data-container="web"] .unfold');
await page.click("#terminal");
await page.waitForTimeout(300);
await page.screenshot({ path: join(docs, "screenshot.png") });
await site.close();
