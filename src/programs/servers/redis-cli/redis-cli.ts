import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import { readAll } from "../../../std/stream.ts";
import { decodeLossless, encodeLossless } from "../../lib/bytes.ts";
import type { Tool } from "../../lib/flavour.ts";
import { createLineReader } from "../../lib/lines.ts";
import { type Reply, splitWords } from "../redis/resp.ts";
import { connect, type Redis } from "./connection.ts";
import { csv, jsonText, pretty, raw } from "./format.ts";
import { interactive } from "./interactive.ts";
import { BadCommandLine, type CliOptions, parseCli } from "./options.ts";

/** The client of the Redis server. */
export const redisCli: Tool = async (p) => {
  let o: CliOptions;
  try {
    o = parseCli(p.argv.slice(1), p.env);
  } catch (e) {
    if (!(e instanceof BadCommandLine)) throw e;
    await p.write(2, `${e.message}\n`);
    return 1;
  }
  if (o.version || o.help) return await about(p, o);
  if (o.warn)
    await p.write(
      2,
      "Warning: Using a password with '-a' or '-u' option on the command line interface may not be safe.\n",
    );
  if (o.scan) return await scan(p, o);
  if (o.command.length) return await oneShot(p, o);
  if (p.terminal(0) !== undefined) return await interactive(p, o);
  return await piped(p, o);
};

async function about(p: Process, o: CliOptions): Promise<number> {
  const version = ownNote(p).split("\n")[0] || "8.0.2";
  if (o.version) {
    await p.write(1, `redis-cli ${version}\n`);
    return 0;
  }
  await p.write(
    2,
    `redis-cli ${version}

Usage: redis-cli [OPTIONS] [cmd [arg [arg ...]]]
  -h <hostname>      The server's name (default: 127.0.0.1).
  -p <port>          The server's port (default: 6379).
  -a <password>      Password; better in the variable REDISCLI_AUTH.
  --user <username>  User to log in as. Needs -a.
  -u <uri>           All of this as redis://user:password@host:port/dbnum
  -r <repeat>        Do the command so many times.
  -i <interval>      Seconds between two of them.
  -n <db>            Number of the database.
  -x                 The last argument comes from standard input.
  --raw              Texts as they are (the default without a terminal).
  --no-raw           Texts as on a terminal.
  --csv              Comma-separated.
  --scan             List the keys. --pattern <pat> chooses some.
  --help             Show this text.
  --version          Show the version.
`,
  );
  return 1;
}

/** Commands whose text is shown as it is, without a line feed behind it. */
const VERBATIM = /^(info|lolwut|client (list|info)|cluster (nodes|info)|memory (doctor|malloc-stats))( |$)/i;

/** The reply in the form that was asked for, or that fits the output. */
export function shown(p: Process, o: CliOptions, words: readonly string[], reply: Reply): string {
  if (VERBATIM.test(words.join(" ")) && reply.kind === "bulk") return reply.text;
  const format = o.format ?? (p.terminal(1) !== undefined ? "pretty" : "raw");
  if (format === "json") return `${jsonText(reply, words)}\n`;
  if (format === "csv") return `${csv(reply)}\n`;
  return format === "pretty" ? pretty(reply) : `${raw(reply)}\n`;
}

export async function print(p: Process, text: string): Promise<void> {
  await p.write(1, encodeLossless(text));
}

async function opened(p: Process, o: CliOptions): Promise<Redis | undefined> {
  const redis = await connect(p, o);
  if (typeof redis !== "string") return redis;
  await p.write(2, `${redis}\n`);
  return undefined;
}

async function oneShot(p: Process, o: CliOptions): Promise<number> {
  const redis = await opened(p, o);
  if (!redis) return 1;
  const words = o.lastFromStdin ? [...o.command, decodeLossless(await readAll(p.reader(0)))] : o.command;
  let status = 0;
  for (let n = 0; n < o.repeat || o.repeat < 0; n++) {
    if (n > 0 && o.interval > 0) await p.sleep(o.interval * 1_000_000);
    const reply = await redis.ask(words);
    if (!reply) {
      if (words[0]?.toLowerCase() === "shutdown") return 0;
      await p.write(2, "Error: Server closed the connection\n");
      return 1;
    }
    await print(p, shown(p, o, words, reply));
    if (reply.kind === "error" && o.exitOnError) status = 1;
    if (/^p?subscribe$/i.test(words[0] ?? ""))
      for (let message = await redis.next(); message; message = await redis.next())
        await print(p, shown(p, o, [], message));
    if (/^monitor$/i.test(words[0] ?? "") && reply.kind === "status") {
      for (let told = await redis.next(); told; told = await redis.next()) await print(p, shown(p, o, [], told));
      break;
    }
  }
  redis.close();
  return status;
}

/** Lines of standard input, a command each. */
async function piped(p: Process, o: CliOptions): Promise<number> {
  const redis = await opened(p, o);
  if (!redis) return 1;
  const input = createLineReader(p.reader(0));
  for (let line = await input.next(); line !== null; line = await input.next()) {
    if (line.trim() === "") continue;
    const words = splitWords(line);
    if (!words) {
      await p.write(1, "Invalid argument(s)\n");
      continue;
    }
    if (/^(quit|exit)$/i.test(words[0] ?? "")) break;
    const reply = await redis.ask(words);
    if (!reply) {
      await p.write(2, "Error: Server closed the connection\n");
      return 1;
    }
    await print(p, shown(p, o, words, reply));
  }
  redis.close();
  return 0;
}

async function scan(p: Process, o: CliOptions): Promise<number> {
  const redis = await opened(p, o);
  if (!redis) return 1;
  let cursor = "0";
  do {
    const reply = await redis.ask(["SCAN", cursor, ...(o.pattern === undefined ? [] : ["MATCH", o.pattern])]);
    if (reply?.kind !== "array") {
      await p.write(2, `ERROR: ${reply?.kind === "error" ? reply.text : "Server closed the connection"}\n`);
      return 1;
    }
    const [next, keys] = reply.items;
    cursor = next?.kind === "bulk" ? next.text : "0";
    if (keys?.kind === "array") for (const key of keys.items) if (key.kind === "bulk") await print(p, `${key.text}\n`);
  } while (cursor !== "0");
  redis.close();
  return 0;
}
