import { InvalidParameter } from "../../api/errors.ts";
import { SIGNALS } from "../../kernel/signal.ts";

const RTMIN = 34;
const RTMAX = 64;

/** The number of a signal's name (`HUP`, `SIGHUP`, any case) or number. Throws InvalidParameter. */
export function parseSignal(text: string): number {
  if (/^-?\d+$/.test(text)) {
    const n = Number(text);
    if (n === 0) throw new InvalidParameter(`invalid signal: ${text}`);
    return n;
  }
  const name = text.toUpperCase().replace(/^SIG/, "");
  const realtime = /^RTM(IN|AX)(?:([+-])(\d+))?$/.exec(name);
  if (realtime) {
    const base = realtime[1] === "IN" ? RTMIN : RTMAX;
    return base + (realtime[2] === "-" ? -1 : 1) * Number(realtime[3] ?? 0);
  }
  const aliases: Record<string, number> = {
    CLD: SIGNALS.SIGCHLD,
    IOT: SIGNALS.SIGABRT,
    POLL: SIGNALS.SIGIO,
    UNUSED: SIGNALS.SIGSYS,
  };
  const number = (SIGNALS as Record<string, number>)[`SIG${name}`] ?? aliases[name];
  if (number === undefined) throw new InvalidParameter(`invalid signal: ${text}`);
  return number;
}

/** Of `docker kill`: the number must be one that Linux has. */
export function parseKillSignal(text: string): number {
  if (text === "") return SIGNALS.SIGKILL;
  const n = parseSignal(text);
  if (n < 1 || n > RTMAX || n === 32 || n === 33)
    throw new InvalidParameter(`the linux daemon does not support signal ${n}`);
  return n;
}
