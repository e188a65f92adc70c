import { evaluateTest, TestError } from "../lib/test-expression.ts";
import { defineTool } from "../lib/tool.ts";

/** `test EXPRESSION` and `[ EXPRESSION ]`. Status 0: true, 1: false, 2: no expression. */
export const test = defineTool({ name: "test", syntax: { short: "" }, usage: "EXPRESSION\n", raw: true }, async (c) => {
  const words = [...c.operands];
  const called = c.name.split("/").at(-1) ?? "";
  if (called === "[" || called === "[[") {
    const closing = called === "[" ? "]" : "]]";
    if (words.pop() !== closing) {
      await c.complain(c.flavour.pick(`missing '${closing}'`, `missing ${closing}`), 2);
      return 2;
    }
  }
  try {
    return evaluateTest(words, c.p) ? 0 : 1;
  } catch (e) {
    if (!(e instanceof TestError)) throw e;
    await c.complain(c.flavour.pick(e.message, e.busybox), 2);
    return 2;
  }
});
