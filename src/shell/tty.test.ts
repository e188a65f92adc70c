import { describe, expect, test } from "vitest";
import type { Program } from "../kernel/process.ts";
import { BUSYBOX, type Flavour, GNU } from "../programs/lib/flavour.ts";
import { programTable } from "../programs/table.ts";
import sessions from "./golden/tty.json";
import { typeAtShell } from "./testing/type-shell.ts";

/** As Debian has it in /etc/bash.bashrc. */
const BASHRC = `[ -z "\${PS1-}" ] && return
shopt -s checkwinsize
if [ -z "\${debian_chroot:-}" ] && [ -r /etc/debian_chroot ]; then
    debian_chroot=$(< /etc/debian_chroot)
fi
if ! [ -n "\${SUDO_USER-}" -a -n "\${SUDO_PS1-}" ]; then
  PS1='\${debian_chroot:+($debian_chroot)}\\u@\\h:\\w\\$ '
fi
`;
const files = { "/etc/bash.bashrc": BASHRC, "/etc/host.conf": "", "/etc/hostname": "", "/etc/hosts": "" };

function programsOf(flavour: Flavour): Record<string, Program> {
  return Object.fromEntries(
    [...programTable].map(([name, load]) => [name, async (p) => (await p.load(load))(p, flavour)]),
  );
}

/** The marks that differ from terminal to terminal, and the pids of background jobs. */
const standard = (tty: string) =>
  tty
    .replace(/\r\n/g, "\n")
    .replace(/\x1b\[\?2004[hl]|\x1b\[6n|\x1b\[J/g, "")
    .replace(/\[(\d)\] \d+\n/g, "[$1] PID\n");

describe("a session at the keyboard prints what the real shell printed", () => {
  for (const { shell, keys, hostname, ...want } of sessions) {
    test(`${shell}: ${keys.join(" ")}`, async () => {
      const programs = programsOf(shell === "ash" ? BUSYBOX : GNU);
      const argv = [shell === "dash" ? "sh" : shell];
      const got = await typeAtShell({ argv, keys, hostname, programs, files });
      expect({ tty: standard(got.tty), exit: got.exit }).toEqual({ tty: standard(want.tty), exit: want.exit });
    });
  }
});
