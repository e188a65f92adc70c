import { expect, test } from "vitest";
import { SIGNALS, statusCode } from "../../kernel/signal.ts";
import { type NodeMachine, nodeMachine, type Run, type Running } from "./testing/machine.ts";

// `node --watch`, as Node 20.20.2 runs a program again when what it has loaded changes.

const files = {
  "app.js": 'const m = require("./m"); console.log("v", m, process.argv.slice(2));\n',
  "m.js": "module.exports = 1;\n",
};

/** Runs until the output has a text, or a minute of the machine's own time has passed. */
async function until(machine: NodeMachine, it: Running, text: string): Promise<void> {
  const { kernel } = machine;
  let late = false;
  kernel.thread("late", async () => {
    await kernel.sleep(60_000_000);
    late = true;
  });
  await kernel.run(() => late || it.stdout().includes(text) || it.process.status !== undefined);
}
/** Lets a second of the machine's own time pass: what was printed before is then watched. */
async function second({ kernel }: NodeMachine): Promise<void> {
  let over = false;
  kernel.thread("second", async () => {
    await kernel.sleep(1_000_000);
    over = true;
  });
  await kernel.run(() => over);
}
async function end(machine: NodeMachine, it: Running): Promise<number | undefined> {
  it.process.signal(SIGNALS.SIGTERM);
  await machine.kernel.run(() => it.process.status !== undefined);
  return it.process.status && statusCode(it.process.status);
}
const start = (run: Run): [NodeMachine, Running] => {
  const machine = nodeMachine();
  return [machine, machine.start(run)];
};

test("a program that ends is run again at each change", async () => {
  const [machine, it] = start({ argv: ["node", "--watch", "app.js", "a"], files });
  await until(machine, it, "Completed running");
  machine.files.writeFile("/app/m.js", "module.exports = 2;\n");
  await until(machine, it, "v 2 [ 'a' ]\nCompleted running");
  machine.files.writeFile("/app/m.js", 'throw "broken";\n');
  await until(machine, it, "Failed running");
  expect(await end(machine, it)).toBe(0);
  expect(it.stdout()).toBe(
    "v 1 [ 'a' ]\nCompleted running 'app.js a'\nRestarting 'app.js a'\nv 2 [ 'a' ]\nCompleted running 'app.js a'\n" +
      "Restarting 'app.js a'\nFailed running 'app.js a'\n",
  );
});

test("a server is asked to end, and started again; with the watcher it ends", async () => {
  const server =
    'process.on("SIGTERM", () => { console.log("bye"); process.exit(0); }); setInterval(() => {}, 1000); console.log("up");\n';
  const [machine, it] = start({ argv: ["node", "--watch", "srv.js"], files: { "srv.js": server } });
  await until(machine, it, "up");
  await second(machine);
  machine.files.writeFile("/app/srv.js", `${server}// changed\n`);
  await until(machine, it, "bye\nup");
  expect(await end(machine, it)).toBe(0);
  expect(it.stdout()).toBe("up\nRestarting 'srv.js'\nbye\nup\nbye\n");
});

test("a folder is watched instead of what is loaded", async () => {
  const [machine, it] = start({
    argv: ["node", "--watch-path=data", "a.js"],
    files: { "a.js": "console.log(1);\n", "data/x": "" },
  });
  await until(machine, it, "Completed running");
  machine.files.writeFile("/app/data/new.txt", "x");
  await until(machine, it, "1\nCompleted running 'a.js'\nRestarting 'a.js'\n1\nCompleted");
  await end(machine, it);
  expect(it.stdout()).toBe("1\nCompleted running 'a.js'\nRestarting 'a.js'\n1\nCompleted running 'a.js'\n");
});

test("without a file there is nothing to run", async () => {
  expect(await nodeMachine().run({ argv: ["node", "--watch"] })).toEqual({
    stdout: "",
    stderr: "node: --watch requires specifying a file\n",
    status: 9,
  });
});
