// What the engine's benchmarks share: a machine as the page has it, and a way to time what runs on it.
import { Bench } from "tinybench";
import { createMachine, type Machine } from "../src/machine.ts";
import { officialCatalog } from "../src/registry/catalog/official.ts";
import { type Times, timesOf } from "./print.ts";

/** A machine with these files on its host, after `line` has been run on it. */
export async function machineAfter(line: string, files: Readonly<Record<string, string>> = {}): Promise<Machine> {
  const machine = createMachine({ catalog: officialCatalog, catalogName: "official", files });
  await run(machine, line);
  return machine;
}

/** Runs a line that must succeed; gives what it printed. */
export async function run(machine: Machine, line: string): Promise<string> {
  const { exitCode, stdout, stderr } = await machine.exec(line, { span: 1e15 });
  if (exitCode !== 0) throw new Error(`${line}\n${stdout}${stderr}`);
  return stdout;
}

/** One run of `fn`, which does something `count` times: what each took, in milliseconds and in CPU time. */
export async function timed(
  fn: () => Promise<unknown>,
  count: number,
): Promise<{ readonly ms: number; readonly cpu: number }> {
  const before = process.cpuUsage();
  const began = performance.now();
  await fn();
  const ms = (performance.now() - began) / count;
  const { user, system } = process.cpuUsage(before);
  return { ms, cpu: (user + system) / 1000 / count };
}

/** Times `fn`, in milliseconds, after it has been run a few times. */
export async function times(count: number, fn: () => Promise<unknown>): Promise<Times> {
  const warmupIterations = Math.ceil(count / 5);
  const bench = new Bench({ iterations: count, time: 0, warmupIterations, warmupTime: 0, throws: true });
  const cpu: number[] = [];
  bench.add("it", async () => {
    const before = process.cpuUsage();
    await fn();
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
  });
  const [task] = await bench.run();
  if (!task || !("latency" in task.result)) throw new Error("not measured");
  const { latency } = task.result;
  return { best: latency.min, median: latency.p50, cpu: timesOf(cpu.slice(-count)).median };
}
