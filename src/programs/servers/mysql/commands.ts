import { isErrno } from "../../../std/errno.ts";
import { runCommand } from "../../lib/run-command.ts";
import { openMysql } from "./connect.ts";
import { helpText } from "./help.ts";
import { Input } from "./input.ts";
import { type Client, run, say } from "./print.ts";
import { statusText } from "./status.ts";

/** How a command of the client's own ended: it failed, it is time to leave, or neither. */
export type Ended = "failed" | "quit" | "done";

/** What stands around a command: the prompt that may be changed, the line for errors of scripts. */
export interface Around {
  prompt: string | undefined;
  readonly line: number | undefined;
  readonly delimiter: string;
}

export async function command(s: Client, name: string, argument: string, around: Around): Promise<Ended> {
  const { p } = s;
  const fail = async (text: string): Promise<Ended> => {
    await p.write(2, around.line === undefined ? `ERROR: \n${text}\n` : `ERROR at line ${around.line}: ${text}\n`);
    return "failed";
  };
  switch (name) {
    case "quit":
      return "quit";
    case "help":
      if (argument !== "") return await help(s, argument);
      await say(s, helpText(s.maria));
      return "done";
    case "use":
      return argument === "" ? await fail("USE must be followed by a database name") : await use(s, argument, around);
    case "source":
      if (argument === "") return await fail("Usage: \\. <filename> | source <filename>");
      return await source(s, argument, around, fail);
    case "status":
      await say(s, await statusText(s, around.delimiter));
      return "done";
    case "print":
      await say(s, "--------------\n\n--------------\n\n");
      return "done";
    case "prompt":
      around.prompt = argument === "" ? undefined : `${argument} `;
      await say(
        s,
        argument === ""
          ? `Returning to default PROMPT of ${s.maria ? "MariaDB [\\d]> " : "mysql> "}\n`
          : `PROMPT set to '${argument} '\n`,
      );
      return "done";
    case "warnings":
    case "nowarning":
      s.showWarnings = name === "warnings";
      await say(s, `Show warnings ${s.showWarnings ? "enabled" : "disabled"}.\n`);
      return "done";
    case "tee":
      s.copy = argument === "" ? undefined : argument;
      await say(
        s,
        argument === ""
          ? "No previous outfile available, you must give a filename!\n"
          : `Logging to file '${argument}'\n`,
      );
      return "done";
    case "notee":
      s.copy = undefined;
      await say(s, "Outfile disabled.\n");
      return "done";
    case "nopager":
      await say(s, "PAGER set to stdout\n");
      return "done";
    case "system":
      await runCommand(p, ["/bin/sh", "-c", argument]);
      return "done";
    case "connect":
      return await connect(s, argument);
    case "resetconnection":
    case "rehash":
    case "":
      return "done";
    case "ego":
    case "go":
      return await fail("No query specified\n");
    default:
      return await fail(`drydock: the client's command ${name} is not simulated`);
  }
}

/** The server's own help is a book of its own. */
async function help(s: Client, what: string): Promise<Ended> {
  await s.p.write(2, `drydock: help ${what} is not simulated\n`);
  return "done";
}

async function use(s: Client, argument: string, around: Around): Promise<Ended> {
  const database = argument.replace(/^([`'"])(.*)\1$/s, "$2");
  const reply = await s.db.ask(`USE \`${database.replaceAll("`", "``")}\``);
  if (!reply || "failure" in reply) {
    const at = around.line === undefined ? "" : ` at line ${around.line}`;
    const failure = reply?.failure;
    await s.p.write(
      2,
      `ERROR ${failure?.number ?? 2013} (${failure?.state ?? "HY000"})${at}: ${failure?.message ?? "Lost connection to server during query"}\n`,
    );
    return "failed";
  }
  const moved = s.database !== reply.database;
  s.database = reply.database;
  if (!s.talkative) return "done";
  if (moved) await announceTables(s);
  await say(s, "Database changed\n");
  return "done";
}

/** The names for completion are read when there are any. */
export async function announceTables(s: Client): Promise<void> {
  if (s.o.noRehash || s.database === undefined) return;
  const reply = await s.db.ask("SHOW TABLES");
  if (reply && "result" in reply && reply.result.rows.length > 0)
    await say(
      s,
      "Reading table information for completion of table and column names\nYou can turn off this feature to get a quicker startup with -A\n\n",
    );
}

async function source(s: Client, path: string, around: Around, fail: (text: string) => Promise<Ended>): Promise<Ended> {
  let text: string;
  try {
    text = s.p.files.readText(path);
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await fail(
      `Failed to open file '${path}', error: ${{ ENOENT: 2, EACCES: 13, EISDIR: 21 }[e.code as string] ?? 2}`,
    );
  }
  return await script(s, text, around.line === undefined ? "terminal" : "file");
}

/**
 * A text's statements. On a terminal (`source`) an error ends nothing and has its line; elsewhere the first one does,
 * unless the client is told to go on.
 */
export async function script(s: Client, text: string, where: "terminal" | "file"): Promise<Ended> {
  const input = new Input(s.o.delimiter);
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const steps = function* () {
    for (const line of lines) yield* input.feed(line.replace(/\r$/, ""));
    yield* input.end();
  };
  for (const step of steps()) {
    let ended: Ended;
    if (step.kind === "statement") {
      if (step.sql === "") ended = "done";
      else ended = (await run(s, step.sql, step.upright, step.line)) ? "done" : "failed";
    } else
      ended = await command(s, step.name, step.argument, {
        prompt: undefined,
        line: input.line,
        delimiter: input.delimiter,
      });
    if (ended === "quit") return where === "terminal" ? "done" : "quit";
    if (ended === "failed" && where === "file" && !s.o.force) return "failed";
  }
  return "done";
}

async function connect(s: Client, argument: string): Promise<Ended> {
  const [database, host] = argument.split(/\s+/).filter((x) => x !== "");
  const o = { ...s.o, database: database ?? s.database, ...(host === undefined ? {} : { host }) };
  const opened = await openMysql(s.p, o, s.maria);
  if (typeof opened === "string") {
    await s.p.write(2, `${opened}\n`);
    return "failed";
  }
  s.db.close();
  s.db = opened;
  s.database = o.database;
  await say(s, `Connection id:    ${opened.id}\nCurrent database: ${s.database ?? "*** NONE ***"}\n\n`);
  return "done";
}
