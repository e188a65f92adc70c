import { expect, test } from "vitest";
import { lab, stepOf } from "./lab.ts";

const TWO = `FROM busybox AS one
RUN sleep 4; echo one > /one
FROM busybox AS two
RUN sleep 4; echo two > /two
FROM busybox
COPY --from=one /one /
COPY --from=two /two /
RUN cat /one /two
`;

test("stages that do not need each other are built at the same time", async () => {
  const machine = lab({ Dockerfile: TWO });
  await machine.exec("docker pull -q busybox");
  const began = await machine.exec("date +%s");
  const { stderr, exitCode } = await machine.exec("docker build .");
  const ended = await machine.exec("date +%s");
  expect(exitCode).toBe(0);
  expect(stepOf(stderr, "RUN cat /one /two").slice(1, 3).join(" ")).toMatch(/^\d\.\d+ one \d\.\d+ two$/);
  const seconds = Number(ended.stdout) - Number(began.stdout);
  expect([seconds >= 4, seconds < 7]).toEqual([true, true]);
});

test("a stage that fails cancels those beside it; neither image nor container is left", async () => {
  const machine = lab({
    Dockerfile: `FROM busybox AS slow
RUN sleep 60; echo slow
FROM busybox AS quick
RUN sleep 1; echo bad; exit 4
FROM busybox
COPY --from=slow /etc/passwd /a
COPY --from=quick /etc/passwd /b
`,
  });
  await machine.exec("docker pull -q busybox");
  const { stderr, exitCode } = await machine.exec("docker build -t never .");
  expect(exitCode).toBe(1);
  expect(stepOf(stderr, "RUN sleep 60").slice(1)).toEqual(["CANCELED"]);
  const failed = stepOf(stderr, "RUN sleep 1").map((l) => l.replace(/^\d+\.\d+ /, ""));
  const why = 'process "/bin/sh -c sleep 1; echo bad; exit 4" did not complete successfully: exit code: 4';
  expect(failed.slice(-2)).toEqual(["bad", `ERROR: ${why}`]);
  expect(stderr.trimEnd().split("\n").at(-1)).toBe(`ERROR: failed to build: failed to solve: ${why}`);
  const { stdout } = await machine.exec("docker images -q | wc -l; docker ps -aq | wc -l; ps | grep -c 'sleep 6[0]'");
  expect(stdout).toBe("1\n0\n0\n");
});

test("an equal step of two stages is run once, also while it runs", async () => {
  const machine = lab({
    Dockerfile: `FROM busybox AS one
RUN sleep 2; date +%N > /stamp
FROM busybox AS two
RUN sleep 2; date +%N > /stamp
FROM busybox
COPY --from=one /stamp /a
COPY --from=two /stamp /b
RUN cmp /a /b && echo the same
`,
  });
  const { stderr } = await machine.exec("docker build .");
  expect(stderr.match(/RUN sleep 2/g)).toHaveLength(1);
  expect(stepOf(stderr, "RUN cmp")[1]).toMatch(/ the same$/);
});

const CACHES = (sharing: string) => `FROM busybox AS one
RUN --mount=type=cache,target=/c,sharing=${sharing} echo 1 > /c/one; sleep 3; ls /c; rm /c/one
FROM busybox AS two
RUN --mount=type=cache,target=/c,sharing=${sharing} sleep 1; ls /c; echo 2 > /c/two; sleep 3; rm /c/two
FROM busybox
COPY --from=one /etc/passwd /a
COPY --from=two /etc/passwd /b
`;

test.each([
  ["shared", ["one", "two"], ["one"]],
  ["private", ["one"], []],
  ["locked", ["one"], []],
])("a cache mount that two steps have at once: %s", async (sharing, first, second) => {
  const machine = lab({ Dockerfile: CACHES(sharing) });
  const { stderr } = await machine.exec("docker build .");
  const printed = (title: string) =>
    stepOf(stderr, title)
      .slice(1, -1)
      .map((l) => l.replace(/^\d+\.\d+ /, ""))
      .filter((l) => l !== "...");
  const names = (title: string) => printed(title).filter((l) => /^(one|two)$/.test(l));
  expect([names(`${sharing} echo 1`), names(`${sharing} sleep 1`)]).toEqual([first, second]);
});
