import type { DeviceName } from "../../filesystem/node.ts";

const NUMBERS: Readonly<Record<DeviceName, readonly [number, number]>> = {
  null: [1, 3],
  zero: [1, 5],
  full: [1, 7],
  random: [1, 8],
  urandom: [1, 9],
  tty: [5, 0],
  console: [5, 1],
  ptmx: [5, 2],
  stdin: [136, 0],
  stdout: [136, 0],
  stderr: [136, 0],
};

/** Major and minor number of a device node. */
export function deviceNumbers(device: DeviceName): readonly [number, number] {
  return NUMBERS[device];
}
