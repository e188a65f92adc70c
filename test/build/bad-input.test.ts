import { expect, test } from "vitest";
import type { Machine } from "../../src/machine.ts";
import { lab, stepOf } from "./lab.ts";

/** What the engine holds: images, containers, volumes, processes of builds. */
async function state(machine: Machine): Promise<string> {
  const { stdout } = await machine.exec(
    "docker images -a --format '{{.ID}} {{.Repository}}:{{.Tag}}'; docker ps -aq; docker volume ls -q; ps | grep -c '[s]leep'",
  );
  return stdout;
}

const lastLine = (text: string) => text.trimEnd().split("\n").at(-1);

test("a malformed Dockerfile is refused with its line, and the engine is as before", async () => {
  const machine = lab({ Dockerfile: "FROM busybox\nRUN true\nRUM echo\n" });
  await machine.exec("docker pull -q busybox");
  const before = await state(machine);
  const { stderr, exitCode } = await machine.exec("docker build -t never .");
  expect([exitCode, lastLine(stderr)]).toEqual([
    1,
    "ERROR: failed to build: failed to solve: dockerfile parse error on line 3: unknown instruction: RUM (did you mean RUN?)",
  ]);
  expect(stderr).toContain(
    "Dockerfile:3\n--------------------\n   1 |     FROM busybox\n   2 |     RUN true\n   3 | >>> RUM echo\n",
  );
  expect(await state(machine)).toBe(before);
});

test("a context with cycles of symlinks is copied as it stands", async () => {
  const machine = lab({ Dockerfile: "FROM busybox\nCOPY . /c\nRUN ls /c; cat /c/loop\n" });
  await machine.exec("ln -s loop loop; ln -s .. up; ln -s b a; ln -s a b");
  const { stderr, exitCode } = await machine.exec("docker build .");
  const printed = stepOf(stderr, "RUN ls /c").map((l) => l.replace(/^\d+\.\d+ /, ""));
  expect(exitCode).toBe(1);
  expect(printed.slice(1, -1)).toEqual([
    "Dockerfile",
    "a",
    "b",
    "loop",
    "up",
    "cat: can't open '/c/loop': Too many levels of symbolic links",
  ]);
});

test("COPY does not leave the context", async () => {
  const machine = lab({ "app/Dockerfile": "FROM busybox\nCOPY ../x /x\n", x: "outside\n" });
  const { stderr, exitCode } = await machine.exec("docker build app");
  expect([exitCode, lastLine(stderr)?.replace(/of ref \S+:/, "of ref R:")]).toEqual([
    1,
    'ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref R: "/x": not found',
  ]);
});

test("names that mean something to JavaScript are only names", async () => {
  const names = ["__proto__", "constructor", "hasOwnProperty", "toString"];
  const machine = lab({
    Dockerfile:
      "FROM busybox AS constructor\nARG __proto__=p\nENV toString=t\nLABEL __proto__=l\nCOPY . /c/\nRUN ls /c && echo $__proto__ $toString\n",
    ...Object.fromEntries(names.map((n) => [`d/${n}`, n])),
  });
  await machine.exec("mv d/* .; rmdir d");
  const { stderr, exitCode } = await machine.exec("docker build -t odd .");
  const printed = stepOf(stderr, "RUN ls /c").map((l) => l.replace(/^\d+\.\d+ /, ""));
  expect([exitCode, printed.slice(1, -1)]).toEqual([0, ["Dockerfile", ...names, "p t"]]);
  const { stdout } = await machine.exec("docker inspect -f '{{json .Config.Labels}}' odd");
  expect(stdout).toBe('{"__proto__":"l"}\n');
});

test("Ctrl-C ends a RUN that never ends: cancelled, status 130, no image, nothing left running", async () => {
  const machine = lab({ Dockerfile: "FROM busybox\nRUN echo begun; while true; do sleep 1; done\n" });
  await machine.exec("docker pull -q busybox");
  const before = await state(machine);
  const { stdout, stderr } = await machine.exec(
    "timeout -s INT 3 docker build -t never . ; docker build -t never . & sleep 3; kill -INT $!; wait $!; echo $?",
  );
  expect(lastLine(stdout)).toBe("130");
  expect(lastLine(stderr)).toBe("ERROR: failed to build: failed to solve: Canceled: context canceled");
  expect(stepOf(stderr, "RUN echo begun").at(-1)).toBe("CANCELED");
  expect(await state(machine)).toBe(before);
});

test("a file of 100 MB is copied and is a layer of 100 MB; the next build finds it in the cache", async () => {
  const machine = lab({ Dockerfile: "FROM busybox\nCOPY big.bin /\n" });
  const { stdout } = await machine.exec(
    "head -c 100000000 /dev/zero > big.bin; docker build -q -t big . > /dev/null; docker history --format '{{.Size}}' big | head -1; docker build . 2>&1 | grep -c CACHED",
  );
  expect(stdout).toBe("100MB\n1\n");
});
