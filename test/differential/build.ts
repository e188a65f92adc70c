// Builds generated Dockerfiles with the real builder and with ours, and compares what comes of it.
//   npm run differential:build -- [--runs N] [--seed S] [--keep DIR] [--show N] [--work DIR] [--no-ledger]
// --keep writes each case that differs as a session of its own; --work keeps the recordings, so that the same seeds can be
// held against a mended builder without the real one; --no-ledger leaves ledger.json as it is.
// Needs the real Docker of ../shared/oracle (or ORACLE=path). Without --seed it goes on behind the seeds of ledger.json.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { compare } from "../compare.mjs";
import { play } from "../play/player.ts";
import { parseScenario } from "../play/scenario.ts";
import { type Case, generateCase } from "./case.ts";
import { freshSeed, readLedger, writeLedger } from "./ledger.ts";

/** Cases in one session with the real engine, which is emptied before each. */
const BATCH = 6;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "12" },
    seed: { type: "string" },
    keep: { type: "string" },
    work: { type: "string" },
    show: { type: "string", default: "10" },
    "no-ledger": { type: "boolean", default: false },
  },
});
const oracle = resolve(process.env["ORACLE"] ?? join(import.meta.dirname, "../../../shared/oracle"));
const recorder = join(oracle, "../conformance/record.py");
if (!existsSync(recorder)) {
  console.error(
    `differential:build needs the real Docker: there is no ${recorder} (set ORACLE to the oracle's folder)`,
  );
  process.exit(2);
}

const PREPARE = ["docker pull -q busybox", "docker pull -q alpine"];

type Transcript = Parameters<typeof compare>[0];

const ledger = readLedger();
const from = values.seed === undefined ? freshSeed(ledger) : Number(values.seed);
const count = Number(values.runs);
const work = values.work ?? mkdtempSync(join(tmpdir(), "differential-"));
mkdirSync(work, { recursive: true });
const differed: number[] = [];
let shown = 0;
for (let at = from; at < from + count; at += BATCH) {
  const cases = Array.from({ length: Math.min(BATCH, from + count - at) }, (_, i) => generateCase(at + i));
  for (const seed of await runBatch(`batch-${at}`, cases)) differed.push(seed);
  console.log(`seeds ${at} to ${at + cases.length - 1}: ${differed.length} different so far`);
}
if (!values["no-ledger"]) {
  ledger.runs.push({ from, count, differed });
  writeLedger(ledger);
}
console.log(
  `${count} cases from seed ${from}, ${differed.length} different${differed.length ? `: ${differed.join(" ")}` : ""}`,
);
process.exit(differed.length ? 1 : 0);

/** Plays some cases on both; the seeds of those that differ. */
async function runBatch(name: string, cases: readonly Case[]): Promise<number[]> {
  const text = scenarioText(name, cases);
  const real = record(name, text);
  const ours = { ...real, steps: await play(parseScenario(text)) } as Transcript;
  const found: number[] = [];
  let step = PREPARE.length;
  for (const c of cases) {
    const range = [step, step + c.commands.length] as const;
    step = range[1];
    const [want, got] = [real, ours].map((t) => ({ ...t, steps: withoutRaces(t.steps.slice(...range)).map(settled) }));
    const bad = compare(want ?? real, got ?? ours).filter((r) => !r.same);
    if (bad.length === 0) continue;
    found.push(c.seed);
    if (shown++ < Number(values.show)) {
      console.log(`\n===== seed ${c.seed}\n${c.files[`c${c.seed}/Dockerfile`]}`);
      for (const { want, got } of bad) console.log(`--- ${want.cmd}\n${difference(textOf(want), textOf(got))}`);
    }
    if (values.keep !== undefined) keep(values.keep, c, real, range);
  }
  return found;
}

/** What the real engine prints, from the folder of recordings when it is there. */
function record(name: string, text: string): Transcript {
  const file = join(work, `${name}.scn`);
  const transcript = join(work, `${name}.json`);
  if (!existsSync(transcript) || !existsSync(file) || readFileSync(file, "utf8") !== text) {
    writeFileSync(file, text);
    const recorded = spawnSync("python3", [recorder, "--out", work, file], { encoding: "utf8" });
    if (recorded.status !== 0) throw new Error(`${name} could not be recorded: ${recorded.stderr}`);
  }
  return JSON.parse(readFileSync(transcript, "utf8")) as Transcript;
}

/**
 * A missing source ends a build while the steps before it may or may not have begun: what they printed is left out, and
 * which of them are cached afterwards.
 */
function withoutRaces<S extends Transcript["steps"][number]>(steps: readonly S[]): S[] {
  let raced = false;
  return steps.map((step) => {
    raced ||= / failed to compute cache key: /.test(step.stderr ?? "");
    if (!raced || step.stderr === undefined) return step;
    const kept = step.stderr
      .split("\n")
      .filter((l) => !/^#|^ > |^ *\d+\.\d+ |^-+$|^$|^\S+:\d+$|^ +\d+ \| /.test(l))
      .map((l) => l.replace(/"[^"]*": not found$/, "SOURCE: not found"));
    return { ...step, stderr: kept.join("\n") };
  });
}

/**
 * The real builder gives its warnings in no fixed order, the names of its snapshots are chance, and so is whether the context
 * has come before a step beside it fails.
 */
function settled<S extends Transcript["steps"][number]>(step: S): S {
  if (step.stderr === undefined) return step;
  const context = /^#(\d+) \[internal\] load build context$/m.exec(step.stderr)?.[1];
  const lines = step.stderr
    .replace(new RegExp(`^#${context} CANCELED$`, "m"), `#${context} DONE 0.0s`)
    .replace(/of ref \S+::\S+:/g, "of ref REF:")
    .replace(/overlay2\/\w+/g, "overlay2/ID")
    .split("\n");
  const isWarning = (l: string) => / - [A-Z][A-Za-z]+: .* \(line \d+\)$/.test(l);
  const plain = (l: string) => l.replace("\x1b[0m", "");
  const warnings = lines.filter(isWarning).map(plain).sort();
  return { ...step, stderr: lines.map((l) => (isWarning(l) ? (warnings.shift() ?? "") : l)).join("\n") };
}

function textOf(step: ReturnType<typeof compare>[number]["want"] | undefined): string {
  return step === undefined ? "" : `exit ${step.exit}\n${"tty" in step ? step.tty : `${step.stdout}${step.stderr}`}`;
}

/** Lines that only one of them has. */
function difference(want: string, got: string): string {
  const [w, g] = [want.split("\n"), got.split("\n")];
  const lines = [
    ...w.filter((l) => !g.includes(l)).map((l) => `  real: ${l}`),
    ...g.filter((l) => !w.includes(l)).map((l) => `  ours: ${l}`),
  ];
  return lines.length ? lines.join("\n") : `  another order:\n${want}\n  ours:\n${got}`;
}

function scenarioText(title: string, cases: readonly Case[]): string {
  const files = cases.flatMap((c) => Object.entries(c.files));
  const lines = [`# ${title}`];
  for (const [path, body] of files)
    lines.push(
      `@file ${path}`,
      ...body
        .replace(/\n$/, "")
        .split("\n")
        .map((l) => `| ${l}`),
    );
  lines.push(...[...PREPARE, ...cases.flatMap((c) => c.commands)].map((l) => `$ ${l}`));
  return `${lines.join("\n")}\n`;
}

/** A case as a recorded session of its own. */
function keep(folder: string, c: Case, real: Transcript, [begin, end]: readonly [number, number]): void {
  mkdirSync(folder, { recursive: true });
  const name = `build-differential-${c.seed}`;
  const title = `Two builds with an edit between them, seed ${c.seed}`;
  writeFileSync(join(folder, `${name}.scn`), scenarioText(title, [c]));
  const steps = [...real.steps.slice(0, PREPARE.length), ...real.steps.slice(begin, end)];
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ ...real, title, steps }, null, 1)}\n`);
}
