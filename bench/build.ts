// The builder's figures: printed, not asserted. node --expose-gc --import tsx bench/build.ts
import { Bench } from "tinybench";
import { createMachine, type Machine } from "../src/machine.ts";
import { oracleCatalog } from "../test/catalog/oracle.ts";

async function machineWith(files: Readonly<Record<string, string>>, line: string): Promise<Machine> {
  const machine = createMachine({ catalog: oracleCatalog, catalogName: "oracle", files });
  const { exitCode, stderr } = await machine.exec(`docker pull -q busybox >/dev/null && ${line}`);
  if (exitCode !== 0) throw new Error(stderr);
  return machine;
}

async function measure(name: string, target: number, machine: Machine, line: string): Promise<void> {
  const bench = new Bench({ name, iterations: 20, time: 0, warmupIterations: 5, warmupTime: 0 });
  bench.add(line, async () => {
    const { exitCode, stderr } = await machine.exec(line);
    if (exitCode !== 0) throw new Error(stderr);
  });
  await bench.run();
  const r = bench.tasks[0]?.result;
  if (r && "latency" in r)
    console.log(
      `${name}: mean ${r.latency.mean.toFixed(2)} ms, p99 ${r.latency.p99.toFixed(2)} ms (target ${target} ms)`,
    );
}

/** Every step is found in the cache. */
async function cached(): Promise<void> {
  const lines = Array.from({ length: 19 }, (_, i) => (i % 3 ? `RUN echo ${i} > /f${i}` : `COPY a.txt /a${i}`));
  const files = { "app/Dockerfile": `FROM busybox\n${lines.join("\n")}\n`, "app/a.txt": "a\n" };
  const machine = await machineWith(files, "docker build -q app");
  await measure("20 steps, all cached", 10, machine, "docker build -q app");
}

/** 5,000 files, one of them changed before each build. */
async function bigContext(): Promise<void> {
  const files: Record<string, string> = { "app/Dockerfile": "FROM busybox\nCOPY . /app/\n" };
  for (let i = 0; i < 5000; i++) files[`app/src/d${i % 50}/f${i}.js`] = `export const n = ${i};\n`;
  const machine = await machineWith(files, "true");
  await measure(
    "a context of 5,000 files, one changed",
    300,
    machine,
    "echo $RANDOM$RANDOM > app/src/d0/f0.js; docker build -q app > /dev/null",
  );
  const fresh = Array.from({ length: 3 }, () => machineWith(files, "true"));
  for (const next of fresh) {
    const one = await next;
    const began = performance.now();
    await one.exec("docker build -q app > /dev/null");
    console.log(`a context of 5,000 files, seen for the first time: ${(performance.now() - began).toFixed(0)} ms`);
  }
}

await cached();
await bigContext();
