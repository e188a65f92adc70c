import type { HostConfig } from "../../../../api/container.ts";
import { isErrno } from "../../../../std/errno.ts";
import { CliError, type Completer, type FlagValues } from "../../../command.ts";
import { completeBeginnings, completeModes, completeWords, DIRECTIVE } from "../../../complete/objects.ts";
import { fileError } from "../../../errors.ts";
import { goQuote } from "../../../grammar/parse.ts";
import { flagTable } from "../../../grammar/table.ts";
import type { Host } from "../../../host.ts";
import { keyValues } from "../../../key-values.ts";

/** `ALL` and what a capability may be called. */
const CAPABILITIES: readonly string[] = [
  "ALL",
  ..."CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE"
    .split(" ")
    .map((name) => `CAP_${name}`),
];

const SECURITY_OPTIONS = completeWords(
  "apparmor=",
  "label=",
  "no-new-privileges",
  "seccomp=",
  "systempaths=unconfined",
);
/** What may stand behind the options' names. */
const SECURITY: Readonly<Record<string, Completer>> = {
  label: async () => ({
    candidates: ["disable", "level:", "role:", "type:", "user:"].map((value) => ({ value: `label=${value}` })),
    directive: DIRECTIVE.noSpace | DIRECTIVE.noFiles,
  }),
  seccomp: completeWords("seccomp=unconfined"),
};

export const SECURITY_FLAGS = flagTable(
  `
    --cap-add list | Linux capabilities to add
    --cap-drop list | Linux capabilities to take away
    --cgroupns string | Cgroup namespace (host|private)\\n'host':    The host's\\n'private': One of its own\\n'':        As the daemon is set up (default)
    --ipc string | IPC namespace
    --isolation string | Kind of isolation
    --pid string | PID namespace
    --privileged | Give it all that the host may do
    --read-only | Mount its root file system read-only
    --runtime string | Runtime to run it with
    --security-opt list | Security options
    --storage-opt list | Options of the storage driver
    --sysctl map = map[] | Kernel parameters
    --userns string | User namespace
    --uts string | UTS namespace
  `,
  {
    "cap-add": { complete: completeWords(...CAPABILITIES) },
    "cap-drop": { complete: completeWords(...CAPABILITIES) },
    cgroupns: { complete: completeWords("host", "private") },
    ipc: { complete: completeModes("container:", "host", "none", "private", "shareable") },
    pid: { complete: completeModes("container:", "host") },
    "security-opt": {
      complete: async (context, toComplete) =>
        (SECURITY[toComplete.split("=")[0] ?? ""] ?? SECURITY_OPTIONS)(context, toComplete),
    },
    "storage-opt": { complete: completeBeginnings("size=") },
    sysctl: { validate: sysctlError },
    uts: { complete: completeWords("host") },
    userns: { complete: completeWords("host") },
  },
);

const SYSCTLS = new Set([
  "kernel.msgmax",
  "kernel.msgmnb",
  "kernel.msgmni",
  "kernel.sem",
  "kernel.shmall",
  "kernel.shmmax",
  "kernel.shmmni",
  "kernel.shm_rmid_forced",
]);

/** Parameters that belong to a namespace may be set, others are the host's. */
function sysctlError(value: string): string | undefined {
  const [name = "", ...rest] = value.split("=");
  const known = SYSCTLS.has(name) || name.startsWith("net.") || name.startsWith("fs.mqueue.");
  return known && rest.length > 0 ? undefined : `sysctl '${value}' is not allowed`;
}

type Namespaces = Pick<HostConfig, "PidMode" | "UTSMode" | "UsernsMode" | "CgroupnsMode">;

/** The namespaces whose names the client checks. */
export function readNamespaces(flags: FlagValues): Namespaces {
  const [pid, uts, userns, cgroupns] = ["pid", "uts", "userns", "cgroupns"].map((name) => flags.string(name));
  if (!/^(host|container:.+)?$/s.test(pid ?? "")) throw new CliError("--pid: invalid PID mode");
  if (!/^(host)?$/.test(uts ?? "")) throw new CliError("--uts: invalid UTS mode");
  if (!/^(host)?$/.test(userns ?? "")) throw new CliError("--userns: invalid USER mode");
  if (!/^(private|host)?$/.test(cgroupns ?? "")) throw new CliError("--cgroupns: invalid CGROUP mode");
  return { PidMode: pid ?? "", UTSMode: uts ?? "", UsernsMode: userns ?? "", CgroupnsMode: cgroupns ?? "" };
}

type SecurityOptions = Pick<HostConfig, "SecurityOpt" | "MaskedPaths" | "ReadonlyPaths">;

/**
 * Each is `name=value` or `name:value`, but `no-new-privileges`, which may stand alone. A seccomp profile is a file of JSON,
 * whose content is sent. `systempaths=unconfined` means that no path is hidden or read-only.
 */
export function readSecurity(flags: FlagValues, host: Host): SecurityOptions {
  const options: string[] = [];
  let unconfined = false;
  for (const option of flags.list("security-opt")) {
    const [, name = option, value = ""] = /^([^=]*)=(.*)$/s.exec(option) ?? /^([^:]*):(.*)$/s.exec(option) ?? [];
    if (value === "" && name !== "no-new-privileges") {
      throw new CliError(`Invalid --security-opt: ${goQuote(option)}`);
    }
    if (option === "systempaths=unconfined") unconfined = true;
    else if (name === "seccomp" && !["builtin", "unconfined"].includes(value)) {
      options.push(`seccomp=${seccompProfile(host, value)}`);
    } else options.push(option);
  }
  const paths = unconfined ? [] : null;
  return { SecurityOpt: options.length ? options : null, MaskedPaths: paths, ReadonlyPaths: paths };
}

function seccompProfile(host: Host, file: string): string {
  let text: string;
  try {
    text = host.files.readText(file);
  } catch (error) {
    if (!isErrno(error)) throw error;
    throw new CliError(`opening seccomp profile (${file}) failed: ${fileError("open", file, error)}`);
  }
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    throw new CliError(`compacting json for seccomp profile (${file}) failed: invalid JSON`);
  }
}

/** Options of the storage driver, each `name=value`. */
export function readStorage(flags: FlagValues): Record<string, string> | undefined {
  const options = flags.list("storage-opt");
  if (options.some((o) => !o.includes("="))) throw new CliError("invalid storage option");
  return options.length ? keyValues(options) : undefined;
}
