/** Names under which several files are one program. */
const SAME: Readonly<Record<string, string>> = {
  killall5: "pidof",
  mawk: "awk",
  "npm-cli.js": "npm",
  "npx-cli.js": "npx",
  "which.debianutils": "which",
  "rename.ul": "rename",
  "nginx-debug": "nginx",
  "redis-check-aof": "redis-server",
  "redis-check-rdb": "redis-server",
  "redis-benchmark": "redis-benchmark",
  vi: "vim",
  "vim.basic": "vim",
  "vim.tiny": "vim",
};

/** The program that a binary of this file name stands for: `python3.13` is `python3`. */
export function programOfFile(name: string): string {
  const same = SAME[name];
  if (same !== undefined) return same;
  if (/^python3?(\.\d+)?$/.test(name)) return "python3";
  if (/^pip3?(\.\d+)?$/.test(name)) return "pip";
  if (/^perl5/.test(name)) return "perl";
  if (/^php\d/.test(name)) return "php";
  return name;
}
