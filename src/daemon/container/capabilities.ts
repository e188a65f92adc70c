import { InvalidParameter } from "../../api/errors.ts";

const CAPABILITIES = new Set(
  "AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM".split(
    " ",
  ),
);

/** The canonical name (`CAP_NET_ADMIN`, `ALL`) of a capability in any spelling. Throws InvalidParameter. */
export function capability(where: "CapAdd" | "CapDrop", text: string): string {
  const name = text.toUpperCase().replace(/^CAP_/, "");
  if (name === "ALL") return "ALL";
  if (!CAPABILITIES.has(name)) throw new InvalidParameter(`invalid ${where}: unknown capability: "CAP_${name}"`);
  return `CAP_${name}`;
}
