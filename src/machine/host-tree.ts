import { binary } from "../filesystem/binary.ts";
import type { Files } from "../filesystem/files.ts";
import type { FsNode, Tree } from "../filesystem/node.ts";
import { directory, file } from "../filesystem/tree.ts";
import type { HostUser } from "./host-user.ts";

/** A file's text or bytes by path; a path that ends in `/` is a folder. Relative ones lie in the working folder. */
export type HostFiles = Readonly<Record<string, string | Uint8Array>>;

export interface HostTreeOptions {
  readonly hostname: string;
  readonly user: HostUser;
  readonly workingFolder: string;
  readonly files: HostFiles;
}

/** Names that are no commands of the host: the shells' inner names and what only images have. */
const SBIN = new Set(["init", "nologin", "ifconfig", "ip", "route", "useradd", "usermod", "groupadd"]);

/** Builds of the host that differ from what images have. */
const VERSIONS: Readonly<Record<string, string>> = { curl: "8.23.0" };

/** The programs of a host in their folders, made in one go: there are hundreds, and the first prompt waits for them. */
export function programTree(names: Iterable<string>, now: number): Tree {
  const meta = { mtime: now };
  const bin = new Map<string, FsNode>();
  const sbin = new Map<string, FsNode>();
  for (const name of names)
    (SBIN.has(name) ? sbin : bin).set(name, file(binary(name, VERSIONS[name]), { ...meta, mode: 0o755 }));
  return directory(meta, { usr: directory(meta, { bin: directory(meta, bin), sbin: directory(meta, sbin) }) });
}

/** Fills a tree that has the programs with a small Debian-like host: folders, accounts, the user's home and files. */
export function fillHost(files: Files, options: HostTreeOptions): void {
  const { hostname, user } = options;
  for (const dir of [
    "/usr/bin",
    "/usr/sbin",
    "/usr/local/bin",
    "/usr/share",
    "/etc",
    "/var/log",
    "/var/lib/docker",
    "/run",
    "/home",
    "/mnt",
    "/opt",
    "/srv",
  ])
    files.mkdirs(dir);
  for (const dir of ["/proc", "/sys", "/dev"]) files.mkdirs(dir, 0o555);
  files.mkdirs("/root", 0o700);
  files.mkdir("/tmp", 0o1777);
  files.chmod("/tmp", 0o1777);
  files.symlink("usr/bin", "/bin");
  files.symlink("usr/sbin", "/sbin");
  if (files.exists("/usr/bin/sudo")) files.chmod("/usr/bin/sudo", 0o4755);
  if (!files.exists("/usr/bin/sh")) files.symlink("dash", "/usr/bin/sh");
  accounts(files, user);
  texts(files, hostname);
  files.mkdirs(user.home, 0o755);
  files.chown(user.home, user.uid, user.gid);
  files.mkdirs(options.workingFolder);
  for (const [path, data] of Object.entries(options.files))
    put(files, user, path.startsWith("/") ? path : `${options.workingFolder}/${path}`, data);
}

/** Puts one file or folder (a path that ends in `/`), with the folders above it, as the user's own. */
export function put(files: Files, user: HostUser, path: string, data: string | Uint8Array): void {
  const folder = path.endsWith("/");
  const parts = path.split("/").filter((p) => p !== "");
  const dirs = folder ? parts.length : parts.length - 1;
  for (let i = 1; i <= dirs; i++) {
    const dir = `/${parts.slice(0, i).join("/")}`;
    if (files.exists(dir)) continue;
    files.mkdir(dir);
    files.chown(dir, user.uid, user.gid);
  }
  if (folder) return;
  const isNew = !files.exists(path);
  files.writeFile(path, data);
  if (isNew) files.chown(path, user.uid, user.gid);
}

function accounts(files: Files, user: HostUser): void {
  const own = user.uid === 0 ? [] : [user];
  const passwd = [
    "root:x:0:0:root:/root:/bin/bash",
    "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin",
    "bin:x:2:2:bin:/bin:/usr/sbin/nologin",
    "www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin",
    "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin",
    ...own.map((u) => `${u.name}:x:${u.uid}:${u.gid}:${u.name}:${u.home}:/bin/bash`),
  ];
  const group = [
    "root:x:0:",
    "daemon:x:1:",
    "bin:x:2:",
    `sudo:x:27:${own.map((u) => u.name).join(",")}`,
    "www-data:x:33:",
    `docker:x:999:${own.map((u) => u.name).join(",")}`,
    "nogroup:x:65534:",
    ...own.map((u) => `${u.name}:x:${u.gid}:`),
  ];
  files.writeFile("/etc/passwd", `${passwd.join("\n")}\n`);
  files.writeFile("/etc/group", `${group.join("\n")}\n`);
}

function texts(files: Files, hostname: string): void {
  files.writeFile("/etc/hostname", `${hostname}\n`);
  files.writeFile(
    "/etc/hosts",
    `127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n127.0.1.1\t${hostname}\n`,
  );
  files.writeFile("/etc/resolv.conf", "nameserver 192.168.65.7\n");
  files.writeFile(
    "/etc/os-release",
    'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nNAME="Debian GNU/Linux"\nVERSION_ID="13"\nVERSION="13 (trixie)"\nVERSION_CODENAME=trixie\nID=debian\n',
  );
  files.writeFile("/etc/debian_version", "13.1\n");
  files.writeFile(
    "/etc/profile",
    "export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n[ -f ~/.bashrc ] && . ~/.bashrc\n",
  );
}

/** What the user's ~/.bashrc holds on the page: colours, a short prompt, the everyday aliases. */
export const BASHRC = `PS1='\\[\\e[32m\\]\\u@\\h\\[\\e[0m\\]:\\[\\e[34m\\]\\w\\[\\e[0m\\]\\$ '
alias ls='ls --color=auto'
alias ll='ls -l'
alias grep='grep --color=auto'
`;
