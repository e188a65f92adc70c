import { SIGNALS } from "../../kernel/signal.ts";
import { zoneOf } from "../../shell/zone.ts";
import { Cancelled, createCancel } from "../../std/cancel.ts";
import { strftime } from "../../std/strftime.ts";
import { createTextDecoder } from "../../std/text.ts";
import { SECOND } from "../../std/time.ts";
import { waitStatus } from "../lib/run-command.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { at, CLEAR_LINE, clip, PLAIN, REVERSE } from "./screen.ts";

const LONG = {
  "interval:": "n",
  "no-title": "t",
  exec: "x",
  errexit: "e",
  chgexit: "g",
  "differences::": "d",
  color: "c",
  beep: "b",
  precise: "p",
  "no-wrap": "w",
};

/** Runs a command again and again and shows what it prints, a screenful of it. Ends by ^C. */
export const watch = defineTool(
  {
    name: "watch",
    syntax: { short: "+bcCd::eghn:pqrtwx", long: LONG },
    busybox: { short: "+n:tx" },
    usage: "[options] command",
    version: "procps-ng) 4.0.7",
  },
  async (c) => {
    const o = c.options;
    if (!c.operands.length) {
      if (c.flavour.busybox) await c.badUsage(undefined);
      await c.p.write(2, `\nUsage:\n ${c.name} [options] command\n\nFor more details see watch(1).\n`);
      return 1;
    }
    const text = o.value("n") ?? "2";
    if (!/^\d+([.,]\d*)?$|^\.\d+$/.test(text))
      await c.fail(c.flavour.pick(`failed to parse argument: '${text}'`, `invalid number '${text}'`));
    const seconds = Math.max(0.1, Number(text.replace(",", ".")));
    return await loop(c, seconds);
  },
);

async function loop(c: Call, seconds: number): Promise<number> {
  const { p } = c;
  const full = !c.flavour.busybox;
  const stop = createCancel(p.cancel);
  let ended = false;
  const end = () => {
    ended = true;
    stop.cancel();
  };
  p.onSignal(SIGNALS.SIGINT, end, { restart: true });
  p.onSignal(SIGNALS.SIGTERM, end, { restart: true });
  if (full) await p.write(1, "\x1b[?1049h\x1b[?25l");
  let before: readonly string[] | undefined;
  let status = 0;
  try {
    while (!ended) {
      const started = p.now();
      const result = await capture(c);
      if (ended) break;
      const lines = result.text.replace(/\n$/, "").split("\n");
      await draw(c, seconds, lines, before);
      if (c.options.has("e") && result.status !== 0) {
        status = result.status;
        break;
      }
      if (c.options.has("g") && before && before.join("\n") !== lines.join("\n")) break;
      before = lines;
      const spent = c.options.has("p") ? p.now() - started : 0;
      await p.sleep(Math.max(0, Math.round(seconds * SECOND) - spent), stop.token);
    }
  } catch (e) {
    if (!(e instanceof Cancelled) || !ended) throw e;
  } finally {
    if (full) await p.write(1, "\x1b[?25h\x1b[?1049l");
  }
  return status;
}

async function capture(c: Call): Promise<{ text: string; status: number }> {
  const { p } = c;
  const [read, write] = p.pipe();
  const argv = c.options.has("x") ? c.operands : ["/bin/sh", "-c", c.operands.join(" ")];
  const pid = p.spawn(argv, { fds: { 0: 0, 1: write, 2: write } });
  p.close(write);
  const decoder = createTextDecoder();
  let text = "";
  for (let chunk = await p.read(read); chunk; chunk = await p.read(read)) text += decoder.push(chunk);
  p.close(read);
  return { text, status: await waitStatus(p, pid) };
}

async function draw(
  c: Call,
  seconds: number,
  lines: readonly string[],
  before: readonly string[] | undefined,
): Promise<void> {
  const { columns, rows } = c.p.terminal(1)?.size ?? { columns: 80, rows: 24 };
  const when = strftime("%a %b %e %H:%M:%S %Y", c.p.now(), zoneOf(c.p.env.get("TZ"), c.p.files));
  const every = `Every ${seconds.toFixed(1)}s: ${c.operands.join(" ")}`;
  const right = c.flavour.pick(`${c.p.hostname}: ${when}`, when);
  const titled = !c.options.has("t");
  const title = `${clip(every, 0, Math.max(0, columns - right.length - 1)).padEnd(columns - right.length)}${right}`;
  if (c.flavour.busybox) {
    await c.p.write(
      1,
      `\x1b[H\x1b[J${titled ? `${title}\n\n` : ""}${lines.slice(0, rows - (titled ? 3 : 1)).join("\n")}\n`,
    );
    return;
  }
  let out = "";
  const top = titled ? 2 : 0;
  if (titled) out += `${at(1, 1)}${title}${CLEAR_LINE}${at(2, 1)}${CLEAR_LINE}`;
  for (let row = 0; row < rows - top; row++) {
    const plain = clip((lines[row] ?? "").replace(/\x1b\[[\d;]*[A-Za-z]/g, ""), 0, columns);
    const changed = c.options.has("d") && before && before[row] !== lines[row];
    out += at(row + top + 1, 1) + (changed ? `${REVERSE}${plain}${PLAIN}` : plain) + CLEAR_LINE;
  }
  await c.p.write(1, out);
}
