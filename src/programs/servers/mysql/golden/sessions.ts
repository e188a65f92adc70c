import { createNet } from "../../testing.ts";

/*
 * Sessions of the `mysql` client as the real one showed them (record.py; MySQL 9.7.4 and, where the
 * prompt says so, MariaDB 11.8.9 of Debian, client and server). What
 * was typed stands behind the prompts, so a session is its own script.
 */

const PROMPT = /(?:mysql>|MariaDB \[[^\]\n]*\]>|^ +(?:->|'>|">|`>|\/\*>)) $/m;
const TYPED = /^(?:mysql>|MariaDB \[[^\]\n]*\]>| +(?:->|'>|">|`>|\/\*>)) (.*)$/gm;

/** The image has its server here: the programs know by it which kind they are. */
const MARIA = { "/usr/sbin/mariadbd": "" };

/** Plays what was typed in a session on a fresh server of ours: what stands on the terminal. */
export async function played(session: string): Promise<string> {
  const net = createNet();
  const maria = session.startsWith("MariaDB");
  const [server, client, version] = maria ? ["mariadbd", "mariadb", "11.8.9"] : ["mysqld", "mysql", "9.7.4"];
  const db = net.box("db", { "/var/lib/mysql/x": "", ...(maria ? MARIA : {}) }, { [server]: version, [client]: version });
  db.start(server, { MYSQL_ROOT_PASSWORD: "pw" });
  await net.pass(10);
  const lines = [...session.matchAll(TYPED)].map((m) => m[1] ?? "");
  const screen = await db.typed(`${client} -uroot -ppw`, lines, PROMPT);
  return standard(screen.slice(screen.search(/^(?:mysql>|MariaDB \[)/m)));
}

/** What differs between any two runs. */
export function standard(text: string): string {
  return text.replace(/\(\d+ min /g, "(").replace(/\(\d+\.\d+ sec\)/g, "(0.00 sec)");
}
