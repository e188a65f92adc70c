import type { Random } from "./random.ts";

/** A generated build context: what stands in the folder, and how it is made there. */
export interface GeneratedContext {
  readonly files: Readonly<Record<string, string>>;
  /** Shell commands, run in the folder, for what plain files cannot say: modes, links, empty folders. */
  readonly setup: readonly string[];
}

const FILES = [
  "a.txt",
  "b.txt",
  "c.md",
  "run.sh",
  "package.json",
  "src/index.js",
  "src/lib/util.js",
  "src/lib/util.test.js",
  "src/data/one.csv",
  "docs/readme.md",
  "docs/img/logo.svg",
  "node_modules/dep/index.js",
  ".env",
  ".github/ci.yml",
] as const;

const RARE: readonly string[] = ["c.md", "src/data/one.csv", "docs/img/logo.svg", ".env", ".github/ci.yml"];

/** Every file's text names the case, so that no two cases share a cached COPY. */
export function generateContext(random: Random, seed: number): GeneratedContext {
  const files: Record<string, string> = {};
  for (const path of FILES) {
    if (!RARE.includes(path) || random.chance(0.5)) files[path] = `${path} of ${seed}\n`;
  }
  if (random.chance(0.35)) files[".dockerignore"] = ignoreFile(random);
  files["run.sh"] = `#!/bin/sh\necho run ${seed}\n`;
  const setup = [
    "mkdir -p empty/inner",
    "ln -s a.txt link",
    "ln -s src linkdir",
    `echo spaced ${seed} > 'two words.txt'`,
  ];
  setup.push("tar -cf arch.tar --owner=7 --group=8 --mtime=2020-01-01 src/index.js docs/readme.md");
  setup.push("tar -czf arch.tgz --owner=7 --group=8 --mtime=2020-01-01 src/index.js");
  if (random.chance(0.1)) setup.push("chmod 1777 src; chmod 4755 run.sh");
  if (random.chance(0.6)) setup.push("chmod +x run.sh");
  if (random.chance(0.3)) setup.push("ln -s ../a.txt src/up");
  if (random.chance(0.1)) setup.push("ln -s nowhere broken");
  if (random.chance(0.2)) setup.push("chmod 600 b.txt; chmod 700 src/lib");
  return { files, setup };
}

const PATTERNS = [
  "node_modules",
  "*.md",
  "**/*.md",
  "docs",
  "docs/",
  "/docs",
  "src/*",
  "src/**",
  "!src/index.js",
  "!docs/readme.md",
  "**/*.test.js",
  "*/lib",
  "**/lib/*.js",
  ".github",
  ".env*",
  "# a comment",
  "",
  "  b.txt  ",
  "?.txt",
  "!a.txt",
  "[ab].txt",
  "./c.md",
  "Dockerfile",
  "**",
  "*",
  "src/../b.txt",
  "link*",
  "!**/*.js",
  "**/index.js",
  "src/lib/**",
  "docs/**/*.svg",
  "*.t?t",
  "arch.*",
  "!docs",
] as const;

export function ignoreFile(random: Random): string {
  const lines: string[] = random.some(PATTERNS.slice(0, -5), 0.2);
  if (random.chance(0.3)) lines.push(random.pick(PATTERNS));
  if (random.chance(0.15)) lines.unshift(random.pick(["*", "**"]), "!a.txt", "!src");
  return `${lines.join("\n")}\n`;
}
