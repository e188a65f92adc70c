import { expect, test } from "vitest";
import { createTestMachine } from "../testing/run-tool.ts";

async function run(...argv: string[]) {
  const { stdout, stderr, status } = await createTestMachine().run({ argv });
  return { stdout, stderr, status };
}

test("arch tells the machine's kind", async () => {
  expect(await run("arch")).toEqual({ stdout: "x86_64\n", stderr: "", status: 0 });
  expect(await run("arch", "x")).toEqual({
    stdout: "",
    stderr: "arch: extra operand 'x'\nTry 'arch --help' for more information.\n",
    status: 1,
  });
});

test("getconf knows limits by name", async () => {
  expect(await run("getconf", "LONG_BIT")).toEqual({ stdout: "64\n", stderr: "", status: 0 });
  expect(await run("getconf", "NAME_MAX", "/")).toEqual({ stdout: "255\n", stderr: "", status: 0 });
  expect(await run("getconf", "NOSUCH")).toEqual({
    stdout: "",
    stderr: "getconf: Unrecognized variable `NOSUCH'\n",
    status: 2,
  });
});

test("factor takes numbers apart", async () => {
  expect(await run("factor", "12", "13", "x", "1000000007", "1")).toEqual({
    stdout: "12: 2 2 3\n13: 13\n1000000007: 1000000007\n1:\n",
    stderr: "factor: 'x' is not a valid positive integer\n",
    status: 1,
  });
  expect(await run("factor", "-h", "360")).toEqual({ stdout: "360: 2^3 3^2 5\n", stderr: "", status: 0 });
});

test("cksum and sum are what Debian's print", async () => {
  const machine = createTestMachine();
  const files = { hi: "hi\n" };
  const out = async (...argv: string[]) => (await machine.run({ argv, files })).stdout;
  expect(await out("cksum", "hi")).toBe("1479881546 3 hi\n");
  expect(await out("sum", "hi")).toBe("32856     1 hi\n");
  expect((await machine.run({ argv: ["sum"], stdin: "hi\n" })).stdout).toBe("32856     1\n");
  expect(await machine.run({ argv: ["cksum", "none"] })).toMatchObject({
    stderr: "cksum: none: No such file or directory\n",
    status: 1,
  });
});

test("locale: what is set is bare, what follows from it in quotes", async () => {
  const machine = createTestMachine();
  const of = async (env: Record<string, string>) => {
    const { stdout, stderr, status } = await machine.run({ argv: ["locale"], env });
    return { lines: stdout.split("\n").filter((l) => /^(LANG|LC_CTYPE|LC_TIME|LC_ALL)=/.test(l)), stderr, status };
  };
  expect(await of({})).toEqual({
    lines: ["LANG=", 'LC_CTYPE="POSIX"', 'LC_TIME="POSIX"', "LC_ALL="],
    stderr: "",
    status: 0,
  });
  expect((await of({ LANG: "C.UTF-8", LC_TIME: "C" })).lines).toEqual([
    "LANG=C.UTF-8",
    'LC_CTYPE="C.UTF-8"',
    "LC_TIME=C",
    "LC_ALL=",
  ]);
  expect((await of({ LC_ALL: "C" })).lines).toEqual(["LANG=", 'LC_CTYPE="C"', 'LC_TIME="C"', "LC_ALL=C"]);
  expect((await of({ LANG: "de_DE.UTF-8" })).stderr).toBe(
    ["LC_CTYPE", "LC_MESSAGES", "LC_ALL"]
      .map((n) => `locale: Cannot set ${n} to default locale: No such file or directory\n`)
      .join(""),
  );
});
