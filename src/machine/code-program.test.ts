import { expect, test } from "vitest";
import { oracleCatalog } from "../../test/catalog/oracle.ts";
import { createMachine } from "../machine.ts";
import type { MachineNotice } from "./types.ts";

const options = { catalog: oracleCatalog, catalogName: "oracle" };

test("code opens files and folders where there is an editor", async () => {
  const machine = createMachine({ ...options, editor: true });
  const notices: MachineNotice[] = [];
  machine.onNotice((n) => notices.push(n));
  expect(await machine.exec("mkdir -p a/b && cd a && code b ./new.txt ../hello -r && code && code --wait x")).toEqual({
    stdout: "",
    stderr: "drydock: code --wait is not simulated\n",
    exitCode: 1,
  });
  expect(notices).toEqual([
    { kind: "edit", path: "/home/student/a/b", folder: true },
    { kind: "edit", path: "/home/student/a/new.txt", folder: false },
    { kind: "edit", path: "/home/student/hello", folder: false },
    { kind: "edit", path: "/home/student/a", folder: true },
  ]);
});

test("without one it names the editors of the terminal; images have no such command", async () => {
  const machine = createMachine(options);
  expect(await machine.exec("code notes.txt")).toEqual({
    stdout: "",
    stderr: "drydock: code opens nothing here; edit a file with nano notes.txt or vi notes.txt\n",
    exitCode: 1,
  });
  const { stderr, exitCode } = await machine.exec("docker run -q --rm busybox code x");
  expect([stderr.includes('exec: "code": executable file not found in $PATH'), exitCode]).toEqual([true, 127]);
});

test("what an editor saves keeps its owner and mode", async () => {
  const machine = createMachine({ ...options, editor: true });
  await machine.exec("printf '#!/bin/sh\\n' > run.sh; chmod 755 run.sh; sudo cp run.sh roots.sh");
  for (const name of ["run.sh", "roots.sh", "new.sh"])
    await machine.writeFile(`/home/student/${name}`, new TextEncoder().encode("#!/bin/sh\necho hi\n"));
  expect((await machine.exec("stat -c '%n %U %a %s' *.sh; ./run.sh")).stdout).toBe(
    "new.sh student 644 18\nroots.sh root 755 18\nrun.sh student 755 18\nhi\n",
  );
});
