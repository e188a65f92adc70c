import fc from "fast-check";
import { expect, test } from "vitest";
import { createMachine, type Machine, replay } from "../../src/machine.ts";
import { commandLine, type Model, modelCommand, next, START, violations } from "../../src/testing.ts";
import { oracleCatalog } from "../catalog/oracle.ts";

const options = { catalog: oracleCatalog, catalogName: "oracle" };
const RUNS = Number(process.env["MODEL_RUNS"] ?? 60);

async function machineWithImage(): Promise<Machine> {
  const machine = createMachine(options);
  await machine.exec("docker pull -q busybox");
  return machine;
}

/** What `docker ps -a` lists, as the model says it. */
function listed(model: Model): string[] {
  return [...model.containers].map(([name, c]) => `${name} ${c.state}`).sort();
}

test("every command is accepted exactly when the reference model accepts it, and leaves what the model leaves", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(modelCommand, { maxLength: 25 }), async (commands) => {
      const machine = await machineWithImage();
      const base = JSON.stringify(machine.view().images[0]?.layers);
      let model = START;
      for (const command of commands) {
        const line = commandLine(command);
        const { exitCode, stderr } = await machine.exec(line);
        const after = next(model, command);
        // A start that meets a taken port is refused and yet leaves a created container.
        const refusedStart = command.verb === "run" && after?.containers.get(command.name)?.state === "created";
        expect(`${line}: ${exitCode === 0 ? "accepted" : "refused"}`, stderr).toBe(
          `${line}: ${after && !refusedStart ? "accepted" : "refused"}`,
        );
        model = after ?? model;
        expect(violations(machine.view())).toEqual([]);
        const ps = await machine.exec("docker ps -a --format '{{.Names}} {{.State}}'");
        expect(ps.stdout.split("\n").filter(Boolean).sort(), line).toEqual(listed(model));
        const tags = machine
          .view()
          .images.flatMap((i) => i.tags)
          .sort();
        expect(tags, line).toEqual([...model.tags.keys()].map((t) => (t.includes(":") ? t : `${t}:latest`)).sort());
      }
      // An image layer never changes, whatever the containers on it do.
      const image = machine.view().images[0];
      if (image) expect(JSON.stringify(image.layers)).toBe(base);
    }),
    { numRuns: RUNS },
  );
});

test("a replay of the input log from the same seed gives the same state and the same bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(modelCommand, { maxLength: 12 }), fc.string({ maxLength: 8 }), async (commands, seed) => {
      const machine = createMachine({ ...options, seed });
      const printed: Uint8Array[] = [];
      const terminal = machine.openTerminal(80, 24);
      terminal.onOutput((chunk) => printed.push(chunk));
      await machine.exec("docker pull -q busybox");
      for (const command of commands) {
        terminal.input(`${commandLine(command)}\r`);
        await machine.exec(commandLine(command));
      }
      const again = await replay(machine.log(), options);
      const seen: Uint8Array[] = [];
      for (const t of again.terminals()) t.onOutput((chunk) => seen.push(chunk));
      expect(again.view()).toEqual(machine.view());
      expect(again.kernel.now()).toBe(machine.kernel.now());
      expect(again.kernel.steps).toBe(machine.kernel.steps);
      expect(Buffer.concat(seen).toString()).toBe(Buffer.concat(printed).toString());
    }),
    { numRuns: Math.ceil(RUNS / 4) },
  );
});
