// The engine's figures.
import { machineAfter, run, times } from "./figures.ts";
import { figure, timeFigure } from "./print.ts";

/** What the real engine takes for run, stop and rm of `sleep 1d` (Docker 28.5.2 on this kind of machine). */
const REAL_CYCLE_MS = 350;
const PULLED = "docker pull -q busybox > /dev/null";

async function manyContainers(): Promise<void> {
  const machine = await machineAfter(
    `${PULLED}; for i in $(seq 1000); do docker create busybox true; done > /dev/null`,
  );
  const each = await times(40, () => run(machine, "docker ps -a > /dev/null"));
  timeFigure("docker ps -a over 1,000 containers", each, 16);
}

/** A container's life from the shell: as one line, and as a loop of a script. */
async function cycle(): Promise<void> {
  const life = "docker run -d --name web busybox sleep 1d; docker stop -t 0 web; docker rm web";
  const machine = await machineAfter(PULLED);
  const line = await times(300, () => run(machine, life));
  timeFigure("run -d, stop, rm: a line typed", line);
  const count = 300;
  const loop = await times(
    5,
    async () => void (await run(machine, `for i in $(seq ${count}); do ${life}; done > /dev/null`)),
  );
  const each = { best: loop.best / count, median: loop.median / count, cpu: (loop.cpu ?? 0) / count };
  timeFigure("run -d, stop, rm: in a loop", each, REAL_CYCLE_MS / 1000);
  figure({
    name: "  times as fast as the real engine",
    value: REAL_CYCLE_MS / each.median,
    unit: "x",
    goal: 1000,
    atLeast: true,
  });
}

async function running(): Promise<void> {
  const machine = await machineAfter(PULLED);
  const heap = () => {
    (globalThis as { gc?: () => void }).gc?.();
    return process.memoryUsage().heapUsed;
  };
  const before = heap();
  const cpu = process.cpuUsage();
  const began = performance.now();
  await run(machine, "for i in $(seq 10000); do docker run -d busybox sleep 1d; done > /dev/null");
  const took = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const note = `CPU ${((user + system) / 1e6).toFixed(2)} s`;
  figure({ name: "10,000 running containers: started", value: took, unit: "s", goal: 5, note });
  figure({ name: "10,000 running containers: held", value: (heap() - before) / 1e6, unit: "MB", goal: 200 });
  const listed = (await run(machine, "docker ps -q | wc -l")).trim();
  if (listed !== "10000") throw new Error(`${listed} run`);
}

await manyContainers();
await cycle();
await running();
