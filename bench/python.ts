// The figures of Python programs in containers.
import { machineAfter, run, times } from "./figures.ts";
import { figure, timeFigure } from "./print.ts";

const LOOP =
  "import signal\nsignal.signal(signal.SIGTERM, signal.default_int_handler)\nprint('on', flush=True)\nwhile True: pass\n";

const machine = await machineAfter(
  "docker pull -q python:3.13-alpine >/dev/null && docker run -d --name box python:3.13-alpine sleep 1d >/dev/null",
  { "loop.py": LOOP },
);

async function start(): Promise<void> {
  const began = performance.now();
  await run(machine, "docker exec box python -c 'print(1)'");
  figure({ name: "python prints, the first time", value: performance.now() - began, unit: "ms", goal: 3000 });
  const each = await times(20, () => run(machine, "docker exec box python -c 'print(1)'"));
  timeFigure("python prints, from then on", each, 300);
  timeFigure(
    "  with json, re and datetime",
    await times(10, () => run(machine, "docker exec box python -c 'import json, re, datetime'")),
  );
}

/** From the command that sends a signal to a loop that never waits, to its return. */
async function interrupt(): Promise<void> {
  await run(machine, "docker run -d --name loop -v $PWD:/app python:3.13-alpine python /app/loop.py && sleep 1");
  const began = performance.now();
  await run(machine, "docker kill -s TERM loop");
  figure({ name: "a signal reaches a busy loop", value: performance.now() - began, unit: "ms", goal: 100 });
}

async function compute(): Promise<void> {
  const began = performance.now();
  await run(machine, "docker exec box python -c 'for i in range(5000000): pass'");
  figure({ name: "turns of an empty loop", value: 5_000 / (performance.now() - began), unit: "million/s" });
}

await start();
await interrupt();
await compute();
