import { expect, test } from "vitest";
import { lab } from "./lab.ts";

/** What the real bake says of files with one mistake each: read off buildx 0.29.1. */
const MISTAKES: readonly (readonly [string, string])[] = [
  [
    'target "x" { tags = [NOPE] }\n',
    'm.hcl:1,22-26: Unknown variable; There is no variable named "NOPE"., and 1 other diagnostic(s)',
  ],
  ['target "x" {\n  inherits = ["y"]\n}\n', "failed to find target y"],
  [
    'target "x" { args = { A = nofn("x") } }\n',
    'm.hcl:1,27-31: Call to unknown function; There is no function named "nofn". Did you mean "join"?, and 1 other diagnostic(s)',
  ],
  [
    'target "x" {\n  context = "."\n  context = "b"\n}\n',
    'm.hcl:3,3-10: Attribute redefined; The argument "context" was already set at m.hcl:2,3-10. Each argument may be set only once.',
  ],
  ["target {}\n", "m.hcl:1,8-9: Missing name for target; All target blocks must have 1 labels (name)."],
  [
    'target "x" {\n matrix = { a = ["1","1"] }\n name = "n-${a}"\n}\n',
    'm.hcl:1,8-11: Invalid name; duplicate name "n-1"',
  ],
  [
    'target "x" {\n  args = {\n    A = 1 +\n  }\n}\n',
    "m.hcl:3,12-4,1: Invalid expression; Expected the start of an expression, but found an invalid expression token.",
  ],
  [
    'target "x" {\n  tags = "notlist"\n}\n',
    "m.hcl:2,11-18: Unsuitable value type; Unsuitable value: list of string required",
  ],
  [
    'variable "V" {\n  default = "x"\n  validation {\n    condition = V == "y"\n    error_message = "must be y"\n  }\n}\ntarget "x" { args = { V = V } }\n',
    "m.hcl:4,17-25: Validation failed; must be y",
  ],
  [
    'target "x" {\n',
    "m.hcl:1,12-13: Unclosed configuration block; There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.",
  ],
  [
    'variable "A" { default = B }\nvariable "B" { default = A }\ntarget "x" { tags = [A] }\n',
    "m.hcl:2,26-27: Invalid expression; variable cycle not allowed for A",
  ],
  ['target "a.b" { }\n', 'm.hcl:1,8-13: Invalid name; only "[a-zA-Z0-9_-]+" are allowed'],
  [
    'target "d" { inherits = ["a"]\n  tags = []\n}\n',
    "m.hcl:1,30-2,1: Invalid single-argument block definition; An argument definition on the same line as its containing block creates a single-line block definition, which must also be closed on the same line. Place the block's closing brace immediately after the argument definition.",
  ],
];

test("mistakes of a bake file are told with their place", async () => {
  const files = Object.fromEntries(MISTAKES.map(([text], i) => [`${i}/m.hcl`, text]));
  const machine = lab(files);
  const told: string[] = [];
  for (const i of MISTAKES.keys()) {
    const { stderr, exitCode } = await machine.exec(`(cd ${i}; docker buildx bake -f m.hcl --print x)`);
    told.push(`${exitCode} ${stderr.trimEnd().split("\n").at(-1)}`);
  }
  expect(told).toEqual(MISTAKES.map(([, message]) => `1 ERROR: ${message}`));
});

test("expressions: conditions, operators, templates, lists, objects, comprehensions, functions", async () => {
  const expressions: readonly (readonly [string, string])[] = [
    ["1 + 2 * 3", "7"],
    ["(1 + 2) * 3 % 4", "1"],
    ["!(1 < 2) || 2 >= 2 && true", "true"],
    ['"a" == "a" ? "yes" : "no"', "yes"],
    ['"${1}-${upper("x")}$${y}"', "1-X${y}"],
    ['join(",", [for v in ["a", "b", "c"] : upper(v) if v != "b"])', "A,C"],
    ['join(",", [for i, v in ["a", "b"] : "${i}${v}"])', "0a,1b"],
    ['{ for k, v in { x = 1 } : "${k}y" => v + 1 }["xy"]', "2"],
    ["{ a = { b = [7, 8] } }.a.b[1]", "8"],
    ['format("%s-%03d-%5.1f-%q", "x", 7, 1.25, "z")', 'x-007-  1.3-"z"'],
    ['replace("a.b.c", ".", "-")', "a-b-c"],
    ['element(split(",", "a,b,c"), 4)', "b"],
    ['coalesce(null, "z")', "z"],
    ['lookup({ a = "1" }, "b", "none")', "none"],
    ['concat(["a"], ["b"])[1]', "b"],
    ['trimspace("  x ")', "x"],
    ['substr("hello", 1, 3)', "ell"],
    ["max(1, 5, 3) - min(2, 4)", "3"],
    ["length(distinct([1, 1, 2]))", "2"],
    ['jsonencode({ a = [true, null, "x"] })', '{"a":[true,null,"x"]}'],
    ["<<EOT\n  one ${2}\nEOT\n", "  one 2\n"],
    ["<<-EOT\n      deep\n    less\n    EOT\n", "  deep\nless\n"],
  ];
  const text = expressions.map(([e], i) => `    A${String(i).padStart(2, "0")} = ${e}\n`).join("");
  const machine = lab({ "docker-bake.hcl": `target "default" {\n  args = {\n${text}  }\n}\n` });
  const { stdout } = await machine.exec("docker buildx bake --print 2>/dev/null");
  const { args } = (JSON.parse(stdout) as { target: { default: { args: Record<string, string> } } }).target.default;
  expect(Object.values(args)).toEqual(expressions.map(([, value]) => value.replace(/\$\{/g, () => "$${")));
});

test("what is left out says so", async () => {
  const machine = lab({
    "docker-bake.hcl": 'target "a" {\n  contexts = { base = "target:b" }\n}\ntarget "b" {}\n',
    "time.hcl": 'target "c" {\n  args = { T = timestamp() }\n}\n',
    Dockerfile: "FROM busybox\n",
  });
  const last = async (command: string) => (await machine.exec(command)).stderr.trimEnd().split("\n").at(-1);
  expect(await last("docker buildx bake a")).toBe("drydock: the context base=target:b of a bake file is not simulated");
  expect(await last("docker buildx bake -f time.hcl --print c")).toBe(
    "drydock: the function timestamp of a bake file is not simulated",
  );
});
