import { defineTool } from "../lib/tool.ts";

/** Does nothing, and exits with 1. */
export const falseTool = defineTool(
  { name: "false", syntax: { short: "" }, usage: "[ignored command line arguments]", raw: true },
  async () => 1,
);
