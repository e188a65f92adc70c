// The engine's figures.
import { machineAfter, run, timed, times } from "./figures.ts";
import { figure, timeFigure, timesOf } from "./print.ts";

/** What the real engine takes for run, stop and rm of `sleep 1d` (Docker 28.5.2 on this kind of machine). */
const REAL_CYCLE_MS = 350;
/** Cycles in one loop, loops (the engine's JavaScript is compiled in the course of some thousand cycles), and those that count. */
const LOOP = 300;
const LOOPS = 45;
const WARM = 15;
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
  const loop = `for i in $(seq ${LOOP}); do ${life}; done > /dev/null`;
  const loops: { readonly ms: number; readonly cpu: number }[] = [];
  for (let i = 0; i < LOOPS; i++) loops.push(await timed(() => run(machine, loop), LOOP));
  const [cold] = loops;
  if (cold) figure({ name: "run -d, stop, rm: in a loop, the first 300", value: cold.ms, unit: "ms" });
  const warm = loops.slice(-WARM);
  const each = { ...timesOf(warm.map((l) => l.ms)), cpu: timesOf(warm.map((l) => l.cpu)).median };
  timeFigure("run -d, stop, rm: in a loop, code compiled", each, REAL_CYCLE_MS / 1000);
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
