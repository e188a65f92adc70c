// The figures of Node programs in containers.
import { machineAfter, run, times } from "./figures.ts";
import { figure, timeFigure } from "./print.ts";

const REQUESTS = 2000;
const SERVER = `require("http").createServer((req, res) => res.end("hello " + req.url)).listen(3000);`;

const LOOP = "console.log('up'); while (true) {}";

const machine = await machineAfter(
  "docker pull -q node:20-alpine >/dev/null && docker run -d --name box node:20-alpine sleep 1d >/dev/null",
  { "server.js": SERVER, "loop.js": LOOP },
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

/** From the command that sends a signal to a loop that never waits, until it has ended. */
async function interrupt(): Promise<void> {
  await run(machine, "docker run -d --init --name loop -v $PWD:/app node:20-alpine node /app/loop.js && sleep 1");
  const began = performance.now();
  const status = await run(machine, "docker kill -s INT loop >/dev/null && docker wait loop");
  if (status !== "130\n") throw new Error(status);
  figure({ name: "a signal ends a busy loop", value: performance.now() - began, unit: "ms", goal: 100 });
}

await start();
await interrupt();
await server();
