import { binary } from "../../filesystem/binary.ts";
import type { Program } from "../../kernel/process.ts";
import { statusCode } from "../../kernel/signal.ts";
import { testMachine } from "../../kernel/testing/machine.ts";
import { decode, encode } from "../../std/text.ts";
import { bash, busyboxSh, dash } from "../main.ts";
import type { Dialect } from "../shell.ts";

export const BUSYBOX_NOTE = "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.";

export interface ShellRun {
  readonly shell: Dialect;
  readonly args: readonly string[];
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** More programs for /usr/bin. */
  readonly programs?: Readonly<Record<string, Program>>;
}

/** Runs a shell on a fresh machine, in the empty folder /tmp/pr, until it has ended. */
export async function runShell(run: ShellRun): Promise<{ stdout: string; stderr: string; exit: number }> {
  const shells = { bash, dash, ash: busyboxSh };
  const machine = testMachine({ ...run.programs, ...shells, parent });
  const { files, kernel } = machine;
  for (const folder of ["/root", "/tmp/pr", "/usr/bin", "/dev"]) files.mkdirs(folder);
  for (const m of kernel.systemMounts(kernel.createPidNamespace())) machine.mounts.mount(m);
  for (const folder of ["/usr/lib", "/var", "/home"]) files.mkdirs(folder);
  for (const name of ["hostname", "hosts", "host.conf"]) files.writeFile(`/etc/${name}`, "x\n");
  files.writeFile("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
  for (const name of Object.keys(run.programs ?? {}))
    if (!(name in shells)) files.writeFile(`/usr/bin/${name}`, binary(name), 0o755);
  files.writeFile("/bin/ash", binary("ash", BUSYBOX_NOTE), 0o755);
  files.symlink("/bin/bash", "/usr/bin/bash");
  files.symlink(run.shell === "ash" ? "/bin/ash" : "/bin/dash", "/bin/sh");
  for (const [path, text] of Object.entries(run.files ?? {})) {
    files.mkdirs(path.slice(0, path.lastIndexOf("/")) || "/");
    files.writeFile(path, text);
  }
  const outputs: Uint8Array[][] = [[], []];
  const [out, err] = outputs.map((chunks) =>
    kernel.createSink((chunk) => {
      if (chunk) chunks.push(chunk.slice());
      return undefined;
    }),
  );
  if (!out || !err) throw new Error("no sinks");
  const pipe = kernel.createPipe();
  const started = machine.start(["parent", run.shell === "ash" ? "sh" : run.shell, ...run.args], {
    cwd: "/tmp/pr",
    env: new Map(Object.entries({ PATH: "/usr/bin:/bin", HOME: "/root", LANG: "C.UTF-8", ...run.env })),
    fds: new Map([
      [0, run.stdin === undefined ? kernel.nullDescription() : pipe.readEnd],
      [1, out],
      [2, err],
    ]),
  });
  pipe.readEnd.release();
  pipe.writeEnd.release();
  kernel.thread("stdin", async () => {
    if (run.stdin) await pipe.writer.write(encode(run.stdin));
    pipe.writer.close();
  });
  await kernel.run(() => started.process.status !== undefined);
  const text = (chunks: Uint8Array[] | undefined) => (chunks ?? []).map((c) => decode(c)).join("");
  const { status } = started.process;
  return { stdout: text(outputs[0]), stderr: text(outputs[1]), exit: status ? statusCode(status) : -1 };
}

/** Process 1, which signals pass by: starts the shell and takes its status. */
const parent: Program = async (p) => {
  const pid = p.spawn(p.argv.slice(1));
  const news = await p.wait(pid);
  return news && (news.status.kind === "exited" || news.status.kind === "signaled") ? statusCode(news.status) : 1;
};
