// The engine's figures: printed, not asserted. node --expose-gc --import tsx bench/engine.ts
import { Bench } from "tinybench";
import { createMachine, type Machine } from "../src/machine.ts";
import { oracleCatalog } from "../test/catalog/oracle.ts";

/** What the real engine takes for run, stop and rm of `sleep 1d` (Docker 28.5.2 on this kind of machine). */
const REAL_CYCLE_MS = 350;

async function machineWith(line: string): Promise<Machine> {
  const machine = createMachine({ catalog: oracleCatalog, catalogName: "oracle" });
  const { exitCode, stderr } = await machine.exec(`docker pull -q busybox >/dev/null && ${line}`);
  if (exitCode !== 0) throw new Error(stderr);
  return machine;
}

async function manyContainers(): Promise<void> {
  const machine = await machineWith("for i in $(seq 1000); do docker create busybox true; done > /dev/null");
  const bench = new Bench({
    name: "docker ps -a over 1,000 containers",
    iterations: 20,
    time: 0,
    warmupIterations: 5,
    warmupTime: 0,
  });
  bench.add("docker ps -a", async () => void (await machine.exec("docker ps -a > /dev/null")));
  await bench.run();
  report(bench);
}

async function cycle(): Promise<void> {
  const machine = await machineWith("true");
  const bench = new Bench({
    name: "a container's life",
    iterations: 200,
    time: 0,
    warmupIterations: 20,
    warmupTime: 0,
  });
  bench.add(
    "run -d, kill, rm",
    async () => void (await machine.exec("docker run -d --name c busybox sleep 1d; docker kill c; docker rm c")),
  );
  await bench.run();
  report(bench);
  const ms = bench.tasks[0]?.result;
  if (ms && "latency" in ms)
    console.log(
      `  ${Math.round(REAL_CYCLE_MS / ms.latency.mean)} times as fast as the real engine (${REAL_CYCLE_MS} ms)`,
    );
}

async function running(): Promise<void> {
  const machine = await machineWith("true");
  const collect = () => (globalThis as { gc?: () => void }).gc?.();
  collect();
  const before = process.memoryUsage().heapUsed;
  const began = performance.now();
  await machine.exec("for i in $(seq 10000); do docker run -d busybox sleep 1d; done > /dev/null", { span: 1e12 });
  const took = performance.now() - began;
  collect();
  const held = (process.memoryUsage().heapUsed - before) / 1e6;
  console.log(`10,000 running containers: started in ${(took / 1000).toFixed(2)} s, held in ${held.toFixed(0)} MB`);
}

function report(bench: Bench): void {
  for (const task of bench.tasks) {
    const r = task.result;
    if (r && "latency" in r)
      console.log(
        `${bench.name}: ${task.name}: mean ${r.latency.mean.toFixed(2)} ms, p99 ${r.latency.p99.toFixed(2)} ms`,
      );
  }
}

await manyContainers();
await cycle();
await running();
