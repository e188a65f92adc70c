import { SIGNALS } from "../../kernel/signal.ts";
import { isErrno } from "../../std/errno.ts";
import { parseSignal, SIGNAL_NAMES } from "../lib/signal-names.ts";
import { type Call, defineTool } from "../lib/tool.ts";

/** Sends a signal to processes by number, or lists the signals. */
export const kill = defineTool(
  { name: "kill", syntax: { short: "" }, usage: "[options] <pid> [...]", raw: true, version: "procps-ng) 4.0.7" },
  async (c) => {
    const words = [...c.operands];
    const first = words[0] ?? "";
    let signal: number = SIGNALS.SIGTERM;
    if (/^(-l|-L|--list(=.*)?|--table)$/.test(first)) return await list(c, words);
    if (first === "-s" || first === "--signal") {
      words.shift();
      signal = await signalOf(c, words.shift() ?? "");
    } else if (/^-./.test(first) && first !== "--") {
      words.shift();
      signal = await signalOf(c, first.replace(/^--signal=|^-s?/, ""));
    }
    if (words[0] === "--") words.shift();
    if (!words.length) await nobody(c);
    for (const word of words) await send(c, word, signal);
    return c.status;
  },
);

async function nobody(c: Call): Promise<never> {
  if (c.flavour.busybox) return await c.fail("you need to specify whom to kill");
  await c.p.write(2, `\nUsage:\n ${c.name.split("/").at(-1)} [options] <pid> [...]\n\nFor more details see kill(1).\n`);
  return c.leave(1);
}

async function signalOf(c: Call, text: string): Promise<number> {
  const signal = parseSignal(text);
  if (signal !== undefined) return signal;
  if (c.flavour.busybox) return await c.fail(`bad signal name '${text}'`);
  await c.p.write(2, `kill: invalid argument ${text.slice(0, 1)}\n`);
  return await nobody(c);
}

async function send(c: Call, word: string, signal: number): Promise<void> {
  if (!/^-?\d+$/.test(word)) {
    return await c.complain(c.flavour.pick(`failed to parse argument: '${word}'`, `invalid number '${word}'`));
  }
  try {
    c.p.kill(Number(word), signal);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await c.complain(c.flavour.pick(`(${word}): ${e.strerror}`, `can't kill pid ${word}: ${e.strerror}`));
  }
}

async function list(c: Call, words: readonly string[]): Promise<number> {
  const asked = words[0]?.startsWith("--list=") ? [words[0].slice(7)] : words.slice(1);
  for (const word of asked) {
    const signal = parseSignal(/^\d+$/.test(word) && Number(word) > 128 ? String(Number(word) - 128) : word);
    if (signal === undefined)
      return await c.fail(c.flavour.pick(`unknown signal name ${word}`, `unknown signal '${word}'`));
    await c.out.write(`${/^\d+$/.test(word) ? (SIGNAL_NAMES.get(signal) ?? signal) : signal}\n`);
  }
  if (asked.length) return 0;
  const all = [...SIGNAL_NAMES].sort(([a], [b]) => a - b);
  const pair = (n: number, name: string) => `${String(n).padStart(2)} ${name}`;
  if (c.flavour.busybox)
    for (const [n, name] of all) await c.out.write(`${String(n).padStart(2)}) ${name === "POLL" ? "IO" : name}\n`);
  else if (words[0] === "-L" || words[0] === "--table") {
    for (let i = 0; i < all.length; i += 7)
      await c.out.write(
        `${all
          .slice(i, i + 7)
          .map(([n, name]) => pair(n, name).padEnd(11))
          .join("")
          .trimEnd()}\n`,
      );
  } else {
    await c.out.write(
      `${all
        .slice(0, 16)
        .map(([, name]) => name)
        .join(" ")}\n`,
    );
    await c.out.write(
      `${all
        .slice(16)
        .map(([, name]) => name)
        .join(" ")}\n`,
    );
  }
  return 0;
}
