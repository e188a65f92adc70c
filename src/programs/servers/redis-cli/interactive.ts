import type { Process } from "../../../kernel/process.ts";
import { RAW } from "../../../kernel/terminal.ts";
import { splitWords } from "../redis/split-words.ts";
import { connect, type Redis } from "./connection.ts";
import { pretty } from "./format.ts";
import { helpText } from "./help.ts";
import { createLineEditor } from "./line-editor.ts";
import type { CliOptions } from "./options.ts";
import { print, shown } from "./output.ts";

/** What the prompt shows. */
interface Session {
  redis: Redis | undefined;
  host: string;
  port: number;
  db: number;
  transaction: boolean;
}

/** The dialogue on a terminal. */
export async function interactive(p: Process, o: CliOptions): Promise<number> {
  const session: Session = { redis: undefined, host: o.host, port: o.port, db: o.db, transaction: false };
  const editor = createLineEditor(p);
  await join(p, o, session);
  for (;;) {
    const line = await editor.read(promptOf(session));
    if (line === null) return 0;
    if (line.trim() === "") continue;
    const words = splitWords(line);
    if (!words) {
      await p.write(1, "Invalid argument(s)\n");
      continue;
    }
    const [name = ""] = words;
    switch (name.toLowerCase()) {
      case "exit":
      case "quit":
        return 0;
      case "clear":
        await p.write(1, "\x1b[H\x1b[2J");
        break;
      case "help":
      case "?":
        await p.write(1, helpText(words.slice(1)));
        break;
      case "connect":
        session.host = words[1] ?? session.host;
        session.port = Number(words[2] ?? session.port);
        session.redis?.close();
        session.redis = undefined;
        await join(p, o, session);
        break;
      default:
        await carryOut(p, o, session, words);
    }
  }
}

function promptOf(s: Session): string {
  if (!s.redis) return "not connected> ";
  const host = s.host.includes(":") ? `[${s.host}]` : s.host;
  return `${host}:${s.port}${s.db ? `[${s.db}]` : ""}${s.transaction ? "(TX)" : ""}> `;
}

async function join(p: Process, o: CliOptions, s: Session): Promise<boolean> {
  const redis = await connect(p, { ...o, host: s.host, port: s.port, db: s.db });
  s.transaction = false;
  if (typeof redis === "string") {
    await p.write(2, `${redis}\n`);
    return false;
  }
  s.redis = redis;
  return true;
}

/** `3 get x`: a number in front repeats. */
async function carryOut(p: Process, o: CliOptions, s: Session, words: readonly string[]): Promise<void> {
  const times = words.length > 1 && /^\d+$/.test(words[0] ?? "") ? Number(words[0]) : 1;
  const command = times === 1 ? words : words.slice(1);
  for (let n = 0; n < times; n++) {
    if (!s.redis && !(await join(p, o, s))) return;
    let reply = await s.redis?.ask(command);
    if (!reply) {
      s.redis?.close();
      s.redis = undefined;
      if (command[0]?.toLowerCase() === "shutdown") return;
      // The server was restarted in the meantime: once more.
      if (!(await join(p, o, s))) return;
      reply = await joined(s)?.ask(command);
      if (!reply) return;
    }
    await print(p, shown(p, o, command, reply));
    const name = command[0]?.toLowerCase();
    if (name === "select" && reply.kind === "status") s.db = Number(command[1]);
    if (name === "multi" && reply.kind === "status") s.transaction = true;
    if (name === "exec" || name === "discard") s.transaction = false;
    if ((name === "subscribe" || name === "psubscribe") && s.redis) {
      for (let more = command.length - 2; more > 0; more--) {
        const next = await s.redis.next();
        if (next) await print(p, pretty(next));
      }
      await listen(p, o, s, s.redis);
    }
  }
}

/** The connection as it stands after a join. */
function joined(s: Session): Redis | undefined {
  return s.redis;
}

/** Shows messages until a key is pressed; Ctrl-C gives the subscription up. */
async function listen(p: Process, o: CliOptions, s: Session, redis: Redis): Promise<void> {
  const terminal = p.terminal(0);
  const before = terminal?.mode;
  terminal?.setMode({ ...RAW, opost: true });
  try {
    for (;;) {
      await p.write(1, "\x1b[1;90mReading messages... (press Ctrl-C to quit or any key to type command)\r\x1b[0m");
      const ready = redis.buffered ? redis.fd : await p.poll([0, redis.fd]);
      await p.write(1, "\x1b[K");
      if (ready === 0) {
        await p.read(0);
        redis.close();
        s.redis = undefined;
        await join(p, o, s);
        return;
      }
      const message = await redis.next();
      if (!message) return;
      await print(p, pretty(message));
    }
  } finally {
    if (before) terminal?.setMode(before);
  }
}
