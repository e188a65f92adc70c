import { expect, test } from "vitest";
import { createScreen } from "../testing/screen.ts";
import { typeAtShell } from "../testing/type-shell.ts";

test("when the window gets another width the line is drawn anew for it, and COLUMNS follows", async () => {
  const { tty } = await typeAtShell({
    argv: ["bash", "--norc"],
    hostname: "h",
    columns: 40,
    keys: ["echo one two three four five", 20, "\x01\x0b", "echo $COLUMNS\r", "exit\r"],
  });
  // What was printed before the resize stood on one row of 40 columns.
  const screen = createScreen(20);
  screen.write(tty.slice(tty.lastIndexOf("\r\x1b[K\r")));
  expect(screen.rows()).toEqual(["bash-5.2# echo $COLU", "MNS", "20", "bash-5.2# exit", "exit"]);
});
