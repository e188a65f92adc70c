import fc from "fast-check";
import { expect, test } from "vitest";
import { createMachine, restore } from "../../src/machine.ts";
import { commandLine, type Model, modelCommand, next, START, violations } from "../../src/testing.ts";
import { oracleCatalog } from "../catalog/oracle.ts";

const options = { catalog: oracleCatalog, catalogName: "oracle" };
const RUNS = Number(process.env["MODEL_RUNS"] ?? 60);

/** The model after its engine was switched off. */
function switchedOff(model: Model): Model {
  const containers = [...model.containers].flatMap(([name, c]) => {
    const ran = c.state === "running" || c.state === "paused";
    if (ran && c.autoRemove) return [];
    return [[name, ran ? { ...c, state: "exited" as const } : c] as const];
  });
  return { ...model, containers: new Map(containers) };
}

test("a machine restored from its snapshot is the one before with nothing running, and goes on as the model does", async () => {
  const commands = fc.array(modelCommand, { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(commands, commands, async (before, after) => {
      const machine = createMachine(options);
      await machine.exec("docker pull -q busybox");
      let model = START;
      for (const command of before) {
        await machine.exec(commandLine(command));
        model = next(model, command) ?? model;
      }
      const again = await restore(await machine.snapshot(), options);
      model = switchedOff(model);
      const listed = async () => {
        const { stdout } = await again.exec("docker ps -a --format '{{.Names}} {{.State}}'");
        return stdout.split("\n").filter(Boolean).sort();
      };
      const wanted = () => [...model.containers].map(([name, c]) => `${name} ${c.state}`).sort();
      expect(await listed()).toEqual(wanted());
      for (const command of after) {
        await again.exec(commandLine(command));
        model = next(model, command) ?? model;
        expect(await listed(), commandLine(command)).toEqual(wanted());
        expect(violations(again.view())).toEqual([]);
      }
    }),
    { numRuns: Math.ceil(RUNS / 2) },
  );
});
