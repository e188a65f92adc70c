import { expect, test } from "vitest";
import type { Program } from "../../kernel/process.ts";
import { typeAtShell } from "../testing/type-shell.ts";

/** Completes its words as cobra's programs do, and prints what it is called with. */
const docker: Program = async (p) => {
  if (p.argv[1] !== "__complete") {
    await p.write(1, `${p.argv.slice(1).join("|")}\n`);
    return 0;
  }
  const words = p.argv.slice(2);
  const last = words.at(-1) ?? "";
  const all =
    words.length === 1
      ? ["image\tManage images", "images\tList images", "import\tMake an image", "ps\tList containers", "rm\tRemove"]
      : last.startsWith("--")
        ? ["--all\tShow all", "--filter\tFilter"]
        : ["box\tnginx", "web one"];
  await p.write(
    1,
    `${all
      .filter((c) => c.startsWith(last))
      .map((c) => `${c}\n`)
      .join("")}:4\n`,
  );
  await p.write(2, "Completion ended with directive: ShellCompDirectiveNoFileComp\n");
  return 0;
};

/** What bash prints for these keys, and then the line's own output. */
async function typed(keys: string, shell = "bash"): Promise<string> {
  const files = { "/etc/hostname": "", "/etc/hosts": "", "/root/My File.txt": "", "/root/dir/x": "" };
  const argv = shell === "bash" ? ["bash", "--norc"] : [shell];
  const { tty } = await typeAtShell({
    argv,
    hostname: "h",
    columns: 60,
    programs: { docker },
    files,
    keys: [keys, "\x15\x03", "exit\r"],
  });
  return tty
    .replace(/\x1b\[\?2004[hl]\r?/g, "")
    .replace(/\r\n/g, "\n")
    .replace(/bash-5\.2# \^C\nbash-5\.2# exit\nexit\n$/, "");
}

test("Tab inserts what the candidates share, a second Tab lists them in columns, as readline does", async () => {
  expect(await typed("echo /etc/ho\t\t\r")).toBe(
    "bash-5.2# echo /etc/host\x07\nhostname  hosts     \nbash-5.2# echo /etc/host\n/etc/host\n",
  );
});

test("commands, variables, folders and files are completed; blanks in names are quoted", async () => {
  expect(await typed("ech\thi\r")).toBe("bash-5.2# echo hi\nhi\n");
  expect(await typed("echo $HOM\t\r")).toBe("bash-5.2# echo $HOME \n/root\n");
  expect(await typed("cd /ro\t\r")).toBe("bash-5.2# cd /root/\n");
  expect(await typed("echo /root/My\t\r")).toBe("bash-5.2# echo /root/My\\ File.txt \n/root/My File.txt\n");
  expect(await typed('echo "/root/My\t\r')).toBe('bash-5.2# echo "/root/My File.txt" \n/root/My File.txt\n');
  expect(await typed("docker ps >/root/My\t\r")).toBe("bash-5.2# docker ps >/root/My\\ File.txt \n");
});

test("docker completes its own words: the shell runs `docker __complete` and shows candidates with descriptions", async () => {
  expect(await typed("docker p\t\r")).toBe("bash-5.2# docker ps \nps\n");
  expect(await typed("docker rm --a\tb\t\r")).toBe("bash-5.2# docker rm --all box \nrm|--all|box\n");
  expect(await typed("docker rm we\t\r")).toBe("bash-5.2# docker rm web\\ one \nrm|web one\n");
  expect(await typed("docker ima\t\t\r")).toBe(
    "bash-5.2# docker image\x07\nimage   (Manage images)  images  (List images)\nbash-5.2# docker image\nimage\n",
  );
});

test("BusyBox draws the completed line anew", async () => {
  expect(await typed("ec\thi\r", "ash")).toContain("/ # ec\r/ # echo \x1b[Jhi\nhi\n");
});
