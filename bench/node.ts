// The figures of Node programs in containers.
import { machineAfter, run, times } from "./figures.ts";
import { figure, timeFigure } from "./print.ts";

const REQUESTS = 2000;
const SERVER = `require("http").createServer((req, res) => res.end("hello " + req.url)).listen(3000);`;

const machine = await machineAfter(
  "docker pull -q node:20-alpine >/dev/null && docker run -d --name box node:20-alpine sleep 1d >/dev/null",
  { "server.js": SERVER },
);

async function start(): Promise<void> {
  const began = performance.now();
  await run(machine, "docker exec box node -e 0");
  figure({ name: "node starts, the first time", value: performance.now() - began, unit: "ms" });
  const bare = await times(20, () => run(machine, "docker exec box true"));
  const each = await times(20, () => run(machine, "docker exec box node -e 0"));
  timeFigure("node starts, from then on", each, 80);
  timeFigure("  of which docker exec", bare);
}

async function server(): Promise<void> {
  await run(
    machine,
    "docker run -d -p 3000:3000 -v $PWD:/app -w /app --name web node:20-alpine node server.js && sleep 1",
  );
  const ask = async (path: string) => {
    const answer = await machine.fetch({ method: "GET", url: `http://localhost:3000/${path}`, headers: [] });
    if (!answer.ok || answer.status !== 200) throw new Error(JSON.stringify(answer));
  };
  for (let i = 0; i < REQUESTS / 10; i++) await ask(`warm/${i}`);
  const before = process.cpuUsage();
  const began = performance.now();
  for (let i = 0; i < REQUESTS; i++) await ask(String(i));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  figure({
    name: "requests answered by a node server",
    value: REQUESTS / seconds,
    unit: "/s",
    goal: 1000,
    atLeast: true,
    note: `CPU ${((user + system) / 1000 / REQUESTS).toFixed(2)} ms each`,
  });
}

await start();
await server();
