import { createReadline } from "../database/readline.ts";
import { type Around, announceTables, command } from "./commands.ts";
import { Input } from "./input.ts";
import { type Client, run, say } from "./print.ts";

/** The client on a terminal: a prompt, a line, what comes of it. */
export async function monitor(s: Client): Promise<number> {
  const { p, maria } = s;
  await announceTables(s);
  await say(s, welcome(s));
  const readline = createReadline(p);
  const input = new Input(s.o.delimiter);
  let own: string | undefined;
  for (;;) {
    const prompt = own === undefined ? (maria ? `MariaDB [${s.database ?? "(none)"}]> ` : "mysql> ") : own;
    const { mark } = input;
    const line = await readline.read(mark === undefined ? prompt : `${`${mark} `.padStart(prompt.length)}`);
    if (line === undefined) {
      await say(s, "Bye\n");
      return 0;
    }
    if (line === null) {
      input.clear();
      continue;
    }
    for (const step of input.feed(line)) {
      if (step.kind === "statement") {
        if (step.sql === "") await p.write(2, "ERROR: \nNo query specified\n\n");
        else await run(s, step.sql, step.upright, undefined);
        continue;
      }
      const around: Around = { prompt: own, line: undefined, delimiter: input.delimiter };
      const ended = await command(s, step.name, step.argument, around);
      own = around.prompt;
      if (ended === "quit") {
        await say(s, "Bye\n");
        return 0;
      }
    }
  }
}

function welcome(s: Client): string {
  const name = s.maria ? "MariaDB" : "MySQL";
  const owner = s.maria
    ? "Copyright (c) 2000, 2018, Oracle, MariaDB Corporation Ab and others.\n"
    : `Copyright (c) 2000, 2026, Oracle and/or its affiliates.

Oracle is a registered trademark of Oracle Corporation and/or its
affiliates. Other names may be trademarks of their respective
owners.
`;
  return `Welcome to the ${name} monitor.  Commands end with ; or \\g.
Your ${name} connection id is ${s.db.id}
Server version: ${s.db.version} ${s.maria ? "mariadb.org binary distribution" : "MySQL Community Server - GPL"}

${owner}
Type 'help;' or '\\h' for help. Type '\\c' to clear the current input statement.

`;
}
