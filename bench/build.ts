// The builder's figures.
import { machineAfter, run, times } from "./figures.ts";
import { timeFigure, timesOf } from "./print.ts";

const PULLED = "docker pull -q busybox > /dev/null";

/** Every step is found in the cache. */
async function cached(): Promise<void> {
  const lines = Array.from({ length: 19 }, (_, i) => (i % 3 ? `RUN echo ${i} > /f${i}` : `COPY a.txt /a${i}`));
  const files = { "app/Dockerfile": `FROM busybox\n${lines.join("\n")}\n`, "app/a.txt": "a\n" };
  const machine = await machineAfter(`${PULLED} && docker build -q app`, files);
  timeFigure("20 steps, all cached", await times(100, () => run(machine, "docker build -q app")), 10);
}

/** 5,000 files, one of them changed before each build; and seen for the first time. */
async function bigContext(): Promise<void> {
  const files: Record<string, string> = { "app/Dockerfile": "FROM busybox\nCOPY . /app/\n" };
  for (let i = 0; i < 5000; i++) files[`app/src/d${i % 50}/f${i}.js`] = `export const n = ${i};\n`;
  const machine = await machineAfter(PULLED, files);
  const line = "echo $RANDOM$RANDOM > app/src/d0/f0.js; docker build -q app > /dev/null";
  timeFigure("a context of 5,000 files, one changed", await times(10, () => run(machine, line)), 300);
  const first: number[] = [];
  for (let i = 0; i < 3; i++) {
    const fresh = await machineAfter(PULLED, files);
    const began = performance.now();
    await run(fresh, "docker build -q app > /dev/null");
    first.push(performance.now() - began);
  }
  timeFigure("a context of 5,000 files, seen for the first time", timesOf(first), 300);
}

await cached();
await bigContext();
