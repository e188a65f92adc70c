import { DnsError } from "../../../kernel/network.ts";
import { isErrno } from "../../../std/errno.ts";
import type { Tool } from "../../lib/flavour.ts";

/** `mysqladmin ping`, what health checks use. */
export const mysqladmin: Tool = async (p) => {
  const args = p.argv.slice(1);
  const name = p.argv[0]?.split("/").at(-1) ?? "mysqladmin";
  const host =
    args
      .map((a, i) => (a === "-h" ? args[i + 1] : (/^(?:-h|--host=)(.+)$/.exec(a)?.[1] ?? undefined)))
      .find((h) => h !== undefined) ?? "localhost";
  const command = args.filter((a, i) => !a.startsWith("-") && !["-h", "-u", "-P"].includes(args[i - 1] ?? ""))[0];
  if (command !== "ping") {
    await p.write(2, `drydock: ${name} ${command ?? ""} is not simulated\n`);
    return 1;
  }
  const maria = name.startsWith("mariadb") || p.files.exists("/usr/bin/mariadb");
  const socket = maria ? "/run/mysqld/mysqld.sock" : "/var/run/mysqld/mysqld.sock";
  try {
    const connection = host === "localhost" ? await p.connectUnix(socket) : await p.connect(host, 3306);
    connection.close();
    await p.write(1, "mysqld is alive\n");
    return 0;
  } catch (e) {
    if (!isErrno(e) && !(e instanceof DnsError)) throw e;
    const why =
      host === "localhost"
        ? `Can't connect to local ${maria ? "" : "MySQL "}server through socket '${socket}' (2)`
        : `Can't connect to MySQL server on '${host}:3306' (111)`;
    await p.write(
      2,
      `${name}: connect to server at '${host}' failed\nerror: '${why}'\nCheck that ${maria ? "mariadbd" : "mysqld"} is running and that the socket: '${socket}' exists!\n`,
    );
    return 1;
  }
};
