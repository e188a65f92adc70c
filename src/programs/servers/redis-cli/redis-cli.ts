import { ownNote } from "../../../kernel/own-note.ts";
import type { Process } from "../../../kernel/process.ts";
import { readAll } from "../../../std/stream.ts";
import { decodeLossless } from "../../lib/bytes.ts";
import type { Tool } from "../../lib/flavour.ts";
import { createLineReader } from "../../lib/lines.ts";
import { splitWords } from "../redis/split-words.ts";
import { bigKeys } from "./big-keys.ts";
import { evalFile } from "./eval-file.ts";
import { helpText } from "./help.ts";
import { interactive } from "./interactive.ts";
import { BadCommandLine, type CliOptions, parseCli } from "./options.ts";
import { opened, print } from "./output.ts";
import { repeated } from "./repeat.ts";
import { transfer } from "./transfer.ts";

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
  if (o.mode === "version" || o.mode === "help") return await about(p, o);
  if (o.warn)
    await p.write(
      2,
      "Warning: Using a password with '-a' or '-u' option on the command line interface may not be safe.\n",
    );
  switch (o.mode) {
    case "scan":
      return await scan(p, o);
    case "pipe":
      return await transfer(p, o);
    case "eval":
      return await evalFile(p, o);
    case "bigkeys":
    case "memkeys":
      return await bigKeys(p, o);
    default:
      if (o.command.length) return await oneShot(p, o);
      return p.terminal(0) === undefined ? await piped(p, o) : await interactive(p, o);
  }
};

async function about(p: Process, o: CliOptions): Promise<number> {
  const version = ownNote(p).split("\n")[0] || "8.0.2";
  if (o.mode === "version") {
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
  --json             As JSON.
  --scan             List the keys. --pattern <pat> chooses some.
  --bigkeys          Look for keys with many elements; --memkeys for those that take much memory.
  --pipe             Send what standard input holds in Redis's own protocol.
  --eval <file>      Run the script in a file: keys, a comma, arguments.
  --help             Show this text.
  --version          Show the version.
`,
  );
  return 1;
}

async function oneShot(p: Process, o: CliOptions): Promise<number> {
  let words = o.command;
  if (o.lastFromStdin || o.tag !== undefined) {
    const text = decodeLossless(await readAll(p.reader(0)));
    words = o.lastFromStdin ? [...words, text] : words.map((w) => (w === o.tag ? text : w));
  }
  const redis = await opened(p, o);
  if (!redis) return 1;
  const status = await repeated(p, o, redis, words);
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
    if (/^(help|\?)$/i.test(words[0] ?? "")) {
      await p.write(1, helpText(words.slice(1)));
      continue;
    }
    const times = words.length > 1 && /^\d+$/.test(words[0] ?? "") ? Number(words[0]) : o.repeat;
    const command = times === o.repeat ? words : words.slice(1);
    const status = await repeated(p, { ...o, repeat: times }, redis, command);
    if (status !== 0) return status;
  }
  redis.close();
  return 0;
}

async function scan(p: Process, o: CliOptions): Promise<number> {
  const redis = await opened(p, o);
  if (!redis) return 1;
  let cursor = "0";
  do {
    const reply = await redis.ask([
      "SCAN",
      cursor,
      ...(o.pattern === undefined ? [] : ["MATCH", o.pattern]),
      ...(o.count === 10 ? [] : ["COUNT", String(o.count)]),
    ]);
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
