import { expect, test } from "vitest";
import type { ContainerSummary } from "../../../api/container.ts";
import type { Engine } from "../../../api/engine.ts";
import type { ImageSummary } from "../../../api/image.ts";
import { docker } from "../../test/fake.ts";

const image = (digit: string, Size: number, ...RepoTags: string[]): ImageSummary => ({
  Id: `sha256:${digit.repeat(64)}`,
  ParentId: "",
  RepoTags,
  RepoDigests: [],
  Created: 0,
  Size,
  SharedSize: -1,
  Labels: null,
  Containers: -1,
});

const IMAGES = [
  image("a", 245_000_000, "web:1"),
  image("b", 2_070_000, "box:1", "registry.example.com:5000/a/very/long/name:1"),
  image("c", 762_000),
];

const engine: Partial<Engine> = {
  imageList: async () => IMAGES,
  containerList: async () => [{ ImageID: IMAGES[0]?.Id } as ContainerSummary],
};

const title = (text: string) => `\x1b[39m\x1b[1m${text}\x1b[0m`;
const warning = "WARNING: This is an experimental feature. The output may change and shouldn't be depended on.";
const heads = (column: number) =>
  `${title("IMAGE")}${" ".repeat(column - 5)}   ${title("ID")}${" ".repeat(13)}${title("DISK USAGE")}   ${title("CONTENT SIZE")}   ${title("EXTRA")}\n`;

test("an image once with all its names, the longest first; those in use marked; no tag: with --all only", async () => {
  const top = `${warning}\n${" ".repeat(62)}Info ->  U In Use \n\n${heads(29)}`;
  const rows = [
    "web:1                           aaaaaaaaaaaa        245MB             0B   U    \n",
    "registry.example.com:5000/a/very/long/name:1\n",
    "box:1                           bbbbbbbbbbbb       2.07MB             0B        \n",
  ].join("");
  expect(await docker(["images", "--tree"], { engine })).toEqual({ stdout: top + rows, stderr: "", exit: 0 });
  const untagged = "<untagged>                      cccccccccccc        762kB             0B        \n";
  expect((await docker(["images", "--tree", "-a"], { engine })).stdout).toBe(top + rows + untagged);
});

test("a name too long for the line is cut where cells follow it", async () => {
  const one: Partial<Engine> = {
    ...engine,
    imageList: async () => [image("d", 1000, `r.example.com/${"x".repeat(40)}:1`)],
  };
  expect((await docker(["images", "--tree"], { engine: one })).stdout.split("\n")[4]).toBe(
    `r.example.com/${"x".repeat(14)}…   dddddddddddd          1kB             0B        `,
  );
});

test("colours on a terminal", async () => {
  const chip = "\x1b[38;5;0m\x1b[48;5;14m U \x1b[0m";
  const { stdout } = await docker(["images", "--tree"], { engine, tty: true, columns: 100 });
  expect(stdout.split("\n").slice(0, 5)).toEqual([
    `\x1b[93m${warning}\x1b[0m`,
    `${" ".repeat(79)}\x1b[1m\x1b[106m\x1b[30mi\x1b[0m\x1b[0m \x1b[96mInfo → \x1b[0m\x1b[0m ${chip} In Use `,
    "",
    heads(44).trimEnd(),
    `\x1b[34m\x1b[1mweb:1\x1b[0m${" ".repeat(42)}\x1b[39maaaaaaaaaaaa\x1b[0m        \x1b[39m245MB\x1b[0m             \x1b[39m0B\x1b[0m   ${chip}  `,
  ]);
});

test.each([
  [["-q", "--no-trunc"], "quiet"],
  [["--no-trunc", "--digests"], "no-trunc"],
  [["--digests", "--format", "x"], "show-digest"],
  [["--format", "json"], "format"],
])("%j do not go with it", async (args, named) => {
  expect(await docker(["images", "--tree", ...args], { engine })).toEqual({
    stdout: "",
    stderr: `--${named} is not yet supported with --tree\n`,
    exit: 1,
  });
});
