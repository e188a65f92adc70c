import { binary } from "../../filesystem/binary.ts";
import type { Program } from "../../kernel/process.ts";
import { statusCode } from "../../kernel/signal.ts";
import { testMachine } from "../../kernel/testing/machine.ts";
import { createTextDecoder, encode } from "../../std/text.ts";
import { SECOND } from "../../std/time.ts";
import { bash, busyboxSh, dash } from "../main.ts";
import { BUSYBOX_NOTE } from "./run-shell.ts";

export interface Typed {
  readonly argv: readonly string[];
  /** Texts typed; a number makes the window so many columns wide. */
  readonly keys: readonly (string | number)[];
  readonly hostname: string;
  readonly columns?: number;
  readonly files?: Readonly<Record<string, string>>;
  readonly programs?: Readonly<Record<string, Program>>;
}

/**
 * Types at a shell as the recorder does: each text when the terminal has been quiet for a second, the first when
 * something was printed. The shell is process 1 and leads the terminal's session. Gives all that was printed.
 */
export async function typeAtShell(session: Typed): Promise<{ tty: string; exit: number }> {
  const shells = { bash, dash, ash: busyboxSh };
  const machine = testMachine({ ...session.programs, ...shells });
  const { files, kernel } = machine;
  for (const folder of ["/root", "/usr/bin"]) files.mkdirs(folder);
  const pids = kernel.createPidNamespace();
  for (const m of kernel.systemMounts(pids)) machine.mounts.mount(m);
  files.writeFile("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
  for (const name of Object.keys(session.programs ?? {}))
    if (!(name in shells)) files.writeFile(`/usr/bin/${name}`, binary(name), 0o755);
  files.writeFile("/bin/ash", binary("ash", BUSYBOX_NOTE), 0o755);
  files.symlink(session.argv[0] === "ash" ? "/bin/ash" : "/bin/dash", "/bin/sh");
  for (const [path, text] of Object.entries(session.files ?? {})) {
    files.mkdirs(path.slice(0, path.lastIndexOf("/")) || "/");
    files.writeFile(path, text);
  }
  const pty = kernel.createPty({ columns: session.columns ?? 200, rows: 50 });
  const decoder = createTextDecoder();
  let tty = "";
  let quietSince = kernel.now();
  pty.onOutput((chunk) => {
    tty += decoder.push(chunk);
    quietSince = kernel.now();
  });
  const slave = kernel.terminalDescription(pty);
  const argv = session.argv[0] === "ash" ? ["sh", ...session.argv.slice(1)] : session.argv;
  const started = machine.start(argv, {
    pids,
    uts: { hostname: session.hostname, domainname: "" },
    env: new Map(Object.entries({ PATH: "/usr/bin:/bin", HOME: "/root", TERM: "xterm", HOSTNAME: session.hostname })),
    fds: new Map([0, 1, 2].map((fd) => [fd, slave])),
    terminal: pty,
  });
  kernel.thread("keys", async () => {
    for (const keys of session.keys) {
      while (kernel.now() - quietSince <= SECOND || tty === "") await kernel.sleep(SECOND / 10);
      if (typeof keys === "number") pty.resize({ columns: keys, rows: 50 });
      else pty.push(encode(keys));
      quietSince = kernel.now();
    }
  });
  await kernel.run(() => started.process.status !== undefined);
  const { status } = started.process;
  return { tty, exit: status ? statusCode(status) : -1 };
}
