import { expect, test } from "vitest";
import { oracleCatalog } from "../../../test/catalog/oracle.ts";
import { createMachine } from "../../machine.ts";

const options = { catalog: oracleCatalog, catalogName: "oracle", disk: 4 * 1024 * 1024 };

test("a full disk is said as each program says it, and what is removed makes room again", async () => {
  const machine = createMachine(options);
  const say = async (line: string) => {
    const { stdout, stderr, exitCode } = await machine.exec(line);
    return `${stdout}${stderr}${exitCode}`.replace(/copied, .*/, "copied");
  };
  expect(await say("dd if=/dev/zero of=/tmp/z bs=1M")).toBe(
    "dd: error writing '/tmp/z': No space left on device\n4+0 records in\n3+0 records out\n3145728 bytes (3.1 MB, 3.0 MiB) copied\n1",
  );
  expect(await say("yes > /dev/full")).toBe("yes: standard output: No space left on device\n1");
  expect(await say("head -c 2M /dev/zero > /tmp/more")).toMatch(/No space left on device\n1$/);
  expect(await say("rm /tmp/*; echo more > /tmp/more; cat /tmp/more")).toBe("more\n0");
});

test("containers lie on the same disk, and give back their room when they are removed", async () => {
  const machine = createMachine(options);
  const fill = "docker run --name fat busybox dd if=/dev/zero of=/z bs=1M";
  expect((await machine.exec(fill)).stderr).toMatch(
    /dd: error writing '\/z': No space left on device\n4\+0 records in\n/,
  );
  expect((await machine.exec("head -c 2M /dev/zero > /tmp/z")).exitCode).toBe(1);
  expect((await machine.exec("docker rm fat; head -c 2M /dev/zero > /tmp/z")).exitCode).toBe(0);
  await machine.exec("rm /tmp/z; docker volume create data");
  expect((await machine.exec("docker run --rm -v data:/d busybox dd if=/dev/zero of=/d/z bs=1M")).exitCode).toBe(1);
  expect((await machine.exec("docker volume rm data; head -c 2M /dev/zero > /tmp/z")).exitCode).toBe(0);
});

test("an open file without a name takes room until it is closed", async () => {
  const machine = createMachine(options);
  const line =
    "exec 3> /tmp/z; rm /tmp/z; head -c 9M /dev/zero >&3; echo $?; exec 3>&-; head -c 3M /dev/zero > /tmp/y; echo $?";
  expect((await machine.exec(line)).stdout).toBe("1\n0\n");
});
