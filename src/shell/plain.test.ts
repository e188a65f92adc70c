import { expect, test, vi } from "vitest";
import { BASHRC } from "../machine/host-tree.ts";
import { typeAtShell } from "./testing/type-shell.ts";

vi.mock("./whole.ts", () => {
  throw new Error("the interpreter was loaded");
});

test("the host's start files, the first prompt and plain commands need the shell's first piece alone", async () => {
  const profile = "export PATH=/usr/local/bin:/usr/bin:/bin\n[ -f ~/.bashrc ] && . ~/.bashrc\n";
  const session = await typeAtShell({
    argv: ["bash", "--login"],
    hostname: "host",
    files: { "/etc/profile": profile, "/root/.bashrc": BASHRC },
    keys: [
      "echo hi \"two  words\" 'a$b'\r",
      "cd /tmp && pwd; cd nosuch || echo failed # comment\r",
      "\x1b[A\x03",
      "exit 3\r",
    ],
  });
  const prompt = (folder: string) => `\x1b[32mroot@host\x1b[0m:\x1b[34m${folder}\x1b[0m# `;
  expect(session.tty.replace(/\x1b\[\?2004[hl]\r?/g, "").replace(/\r\n/g, "\n")).toBe(
    `${prompt("/")}echo hi "two  words" 'a$b'\nhi two  words a$b\n` +
      `${prompt("/")}cd /tmp && pwd; cd nosuch || echo failed # comment\n/tmp\nbash: cd: nosuch: No such file or directory\nfailed\n` +
      `${prompt("/tmp")}^C\n${prompt("/tmp")}exit 3\nlogout\n`,
  );
  expect(session.exit).toBe(3);
});
