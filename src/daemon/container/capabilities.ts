import type { HostConfig } from "../../api/container.ts";
import { InvalidParameter } from "../../api/errors.ts";
import type { Credentials } from "../../filesystem/files.ts";

/** By their numbers. */
const CAPABILITIES =
  "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE".split(
    " ",
  );

/** What a container's root may do unless told otherwise. */
const DEFAULT =
  "CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE".split(
    " ",
  );

/** The canonical name (`CAP_NET_ADMIN`, `ALL`) of a capability in any spelling. Throws InvalidParameter. */
export function capability(where: "CapAdd" | "CapDrop", text: string): string {
  const name = text.toUpperCase().replace(/^CAP_/, "");
  if (name === "ALL") return "ALL";
  if (!CAPABILITIES.includes(name)) throw new InvalidParameter(`invalid ${where}: unknown capability: "CAP_${name}"`);
  return `CAP_${name}`;
}

/** Numbers as a mask. */
const maskOf = (names: Iterable<string>) => [...names].reduce((mask, n) => mask + 2 ** CAPABILITIES.indexOf(n), 0);

/** What every build step's root may do. */
export const DEFAULT_CAPABILITIES = maskOf(DEFAULT);

/**
 * The capabilities of a container: all for a privileged one, else the default ones with `--cap-add`, without `--cap-drop`;
 * with ALL among the first all but those dropped, with ALL among the second none but those added.
 */
export function capabilitiesOf({
  Privileged,
  CapAdd,
  CapDrop,
}: Pick<HostConfig, "CapAdd" | "CapDrop" | "Privileged">): number {
  if (Privileged) return maskOf(CAPABILITIES);
  if (!CapAdd?.length && !CapDrop?.length) return DEFAULT_CAPABILITIES;
  const short = (names: readonly string[] | null) => (names ?? []).map((n) => n.replace(/^CAP_/, ""));
  const added = short(CapAdd);
  const dropped = short(CapDrop);
  const base = added.includes("ALL") ? CAPABILITIES : dropped.includes("ALL") ? [] : DEFAULT;
  const kept = base.filter((name) => !dropped.includes(name));
  return maskOf(new Set([...kept, ...added.filter((name) => name !== "ALL")]));
}

/** `--security-opt no-new-privileges`, alone or with a truth value; the last one counts. */
function forbidsNewPrivileges(host: HostConfig): boolean {
  const option = host.SecurityOpt?.findLast((o) => /^no-new-privileges(?:[=:]|$)/.test(o));
  return option !== undefined && !/[=:](?:0|f|false)$/i.test(option);
}

function isUnfiltered(host: HostConfig): boolean {
  return host.Privileged || (host.SecurityOpt?.some((o) => /^seccomp[=:]unconfined$/.test(o)) ?? false);
}

/** A user who is bound to the container's capabilities; in a privileged exec to none. */
export function withCapabilities(who: Credentials, host: HostConfig, privileged = false): Credentials {
  const capabilities = privileged ? maskOf(CAPABILITIES) : capabilitiesOf(host);
  const { uid, gid, groups } = who;
  return {
    uid,
    gid,
    groups,
    capabilities,
    ...(forbidsNewPrivileges(host) && { noNewPrivileges: true }),
    ...(isUnfiltered(host) && { unfiltered: true }),
  };
}
