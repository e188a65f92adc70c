import "../text-imports.mjs";
import { statusCode } from "../../src/kernel/signal.ts";
import { ROOT } from "../../src/machine/host-user.ts";
import { createMachine, ExecTimeout, type Machine } from "../../src/machine.ts";
import { createTextDecoder, encode } from "../../src/std/text.ts";
import { MILLISECOND, SECOND } from "../../src/std/time.ts";
import { oracleCatalog } from "../catalog/oracle.ts";
import type { Scenario, Step } from "./scenario.ts";

/** What a step printed, in the transcript format of record.py. `failed` says why a step was ended. */
export type StepRecord =
  | {
      readonly cmd: string;
      readonly stdout: string;
      readonly stderr: string;
      readonly exit: number;
      readonly failed?: string;
    }
  | {
      readonly cmd: string;
      readonly keys: readonly string[];
      readonly tty: string;
      readonly exit: number;
      readonly failed?: string;
    };

const FOLDER = "/root/lab";
const ENV = {
  PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/root",
  TERM: "xterm",
  LANG: "C.UTF-8",
  PS1: "$ ",
  COLUMNS: "200",
  LINES: "50",
};
/** Simulated time that a step may take, and real time for both kinds: enough for a machine that does much else. */
const LIMIT = 120 * SECOND;
const TTY_LIMIT = 60 * SECOND;
const REAL_LIMIT_MS = 60_000;

/** Plays a scenario on a fresh machine, under the conditions of the recorder. */
export async function play(scenario: Scenario): Promise<StepRecord[]> {
  const machine = createMachine({
    catalog: oracleCatalog,
    catalogName: "oracle",
    accounts: { verify: (_user, password) => password === "secret" },
    registries: ["localhost:5000"],
    seed: `play ${scenario.title ?? ""}`,
    user: ROOT,
    hostname: "oracle",
    workingFolder: FOLDER,
    files: scenario.files,
    env: ENV,
    execFiles: { command: "/root/.cmd", stdout: "/root/.out", stderr: "/root/.err" },
  });
  const records: StepRecord[] = [];
  for (const step of scenario.steps)
    records.push(step.keys.length ? await onTerminal(machine, step) : await plain(machine, step));
  return records;
}

async function plain(machine: Machine, { cmd }: Step): Promise<StepRecord> {
  const until = Date.now() + REAL_LIMIT_MS;
  try {
    const { stdout, stderr, exitCode } = await machine.exec(cmd, { span: LIMIT, giveUp: () => Date.now() > until });
    return { cmd, stdout, stderr, exit: exitCode };
  } catch (e) {
    if (!(e instanceof ExecTimeout))
      return { cmd, stdout: "", stderr: String(e instanceof Error ? e.stack : e), exit: -1, failed: "it threw" };
    const read = (path: string) => (machine.files.exists(path) ? machine.files.readText(path) : "");
    return { cmd, stdout: read("/root/.out"), stderr: read("/root/.err"), exit: -1, failed: e.message };
  }
}

/**
 * A new bash on a new terminal. Keys are sent when the terminal has been quiet for a second and none was sent within it;
 * the first not before something was printed, or five seconds.
 */
async function onTerminal(machine: Machine, { cmd, keys }: Step): Promise<StepRecord> {
  const cwd = (await machine.exec("pwd")).stdout.trim();
  const { kernel } = machine;
  const pty = kernel.createPty({ columns: 200, rows: 50 });
  const decoder = createTextDecoder();
  const start = kernel.now();
  const until = Date.now() + REAL_LIMIT_MS;
  let out = "";
  let quiet = start;
  let ended = false;
  let exit = -1;
  pty.onOutput((chunk) => {
    out += decoder.push(chunk);
    quiet = kernel.now();
  });
  const shell = machine.spawn({ argv: ["bash", "--norc", "-c", `cd ${cwd}; ${cmd}`], env: ENV, cwd, terminal: pty });
  shell.onExit((status) => {
    exit = status.kind === "signaled" ? -status.signal : statusCode(status);
    ended = true;
  });
  const pending = [...keys];
  const typist = kernel.thread("typist", async () => {
    while (!ended && kernel.now() - start < TTY_LIMIT) {
      await kernel.sleep(100 * MILLISECOND);
      if (pending.length && kernel.now() - quiet > (out ? SECOND : 5 * SECOND)) {
        pty.push(encode(pending.shift() ?? ""));
        quiet = kernel.now();
      }
    }
  });
  await machine.run(() => ended || kernel.now() - start >= TTY_LIMIT || Date.now() > until);
  typist.cancel();
  const failed = ended ? {} : { failed: Date.now() > until ? "it took too long" : "it did not end" };
  if (!ended) shell.signal(9);
  pty.close();
  await machine.run(() => true);
  return { cmd, keys, tty: out + decoder.push(null), exit, ...failed };
}
