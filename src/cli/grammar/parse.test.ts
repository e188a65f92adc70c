import { describe, expect, test } from "vitest";
import { FlagError, parseFlags } from "./parse.ts";
import { flagTable } from "./table.ts";
import { flagValues } from "./values.ts";

const FLAGS = flagTable(
  `
  -d, --detach | In the background
  -e, --env list | Variables
  -i, --interactive | Keep stdin open
  -n, --last int = -1 | How many
  -p, --publish list | Ports
      --pull string = missing | When to pull
      --size bytes | A size
      --subnet strings | Subnets
  -t, --time int | Older name
      --wait duration | A span
      --weight uint16 | A weight
`,
  {
    time: { deprecated: "use --timeout instead" },
    publish: { validate: (v) => (v === "bad" ? "no port" : undefined) },
  },
);

function read(words: readonly string[], interspersed = true) {
  const { args, set, warnings, dashAt } = parseFlags(FLAGS, words, interspersed);
  const values = flagValues(FLAGS, set);
  return { args, given: set.map((s) => `${s.flag.name}=${s.value}`), warnings, dashAt, values };
}

describe("values", () => {
  test.each([
    [
      ["-d", "x", "--env", "A=1", "-eB=2", "-e=C=3", "--env=D"],
      ["x"],
      ["detach=true", "env=A=1", "env=B=2", "env=C=3", "env=D"],
    ],
    [
      ["-di", "-dip80:80", "img"],
      ["img"],
      ["detach=true", "interactive=true", "detach=true", "interactive=true", "publish=80:80"],
    ],
    [["-it5"], [], ["interactive=true", "time=5"]],
    [
      ["-di=false", "-n3", "--last=4", "--last", "5"],
      [],
      ["detach=true", "interactive=false", "last=3", "last=4", "last=5"],
    ],
    [["--detach", "false"], ["false"], ["detach=true"]],
    [["-", "", "-n", "0x10"], ["-", ""], ["last=0x10"]],
  ])("%j", (words, args, given) => {
    const got = read(words);
    expect([got.args, got.given]).toEqual([args, given]);
  });

  test("the last of a flag counts, a list keeps all, an unset one has its default", () => {
    const { values } = read(["-n3", "-n=7", "-eA", "-eB,C", "--subnet", 'a,"b,c"', "--subnet=d"]);
    expect([values.int("last"), values.list("env"), values.list("subnet"), values.string("pull")]).toEqual([
      7,
      ["A", "B,C"],
      ["a", "b,c", "d"],
      "missing",
    ]);
    expect([values.changed("last"), values.changed("pull"), values.bool("detach")]).toEqual([true, false, false]);
  });
});

test("flags end at --, or at the first argument where they may not mix", () => {
  expect(read(["a", "-d", "--", "-d", "b"])).toMatchObject({
    args: ["a", "-d", "b"],
    given: ["detach=true"],
    dashAt: 1,
  });
  expect(read(["-d", "img", "-d", "--", "x"], false)).toMatchObject({
    args: ["img", "-d", "--", "x"],
    given: ["detach=true"],
    dashAt: -1,
  });
});

test("a deprecated flag works and says so", () => {
  expect(read(["-t", "5"]).warnings).toEqual(["Flag --time has been deprecated, use --timeout instead"]);
});

test.each([
  [["--nosuch"], "unknown flag: --nosuch"],
  [["--nosuch=1"], "unknown flag: --nosuch"],
  [["-x"], "unknown shorthand flag: 'x' in -x"],
  [["-dxi"], "unknown shorthand flag: 'x' in -xi"],
  [["-d="], "unknown shorthand flag: '=' in -="],
  [["---"], "bad flag syntax: ---"],
  [["--=x"], "bad flag syntax: --=x"],
  [["--last"], "flag needs an argument: --last"],
  [["-dn"], "flag needs an argument: 'n' in -n"],
  [
    ["-d=maybe"],
    'invalid argument "maybe" for "-d, --detach" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
  ],
  [["-n", "many"], 'invalid argument "many" for "-n, --last" flag: strconv.ParseInt: parsing "many": invalid syntax'],
  [
    ["-n99999999999999999999"],
    'invalid argument "99999999999999999999" for "-n, --last" flag: strconv.ParseInt: parsing "99999999999999999999": value out of range',
  ],
  [["--weight", "-1"], 'invalid argument "-1" for "--weight" flag: strconv.ParseUint: parsing "-1": invalid syntax'],
  [
    ["--weight", "70000"],
    'invalid argument "70000" for "--weight" flag: strconv.ParseUint: parsing "70000": value out of range',
  ],
  [["--wait", "5"], 'invalid argument "5" for "--wait" flag: time: missing unit in duration "5"'],
  [["--wait", "5x"], 'invalid argument "5x" for "--wait" flag: time: unknown unit "x" in duration "5x"'],
  [["--size", "much"], 'invalid argument "much" for "--size" flag: invalid size: \'much\''],
  [["-p", "bad"], 'invalid argument "bad" for "-p, --publish" flag: no port'],
])("%j is refused as pflag does", (words, message) => {
  expect(() => parseFlags(FLAGS, words, true)).toThrow(new FlagError(message));
});
