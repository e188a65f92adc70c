import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withServer } from "../testing/with-server.ts";

// What each program printed with the real mysql2 3.24.6 on Node 20.20 against MySQL 9.7.4 (DB_PORT says where that was).

const folder = new URL("./golden/", import.meta.url);

for (const file of readdirSync(folder).filter((f) => f.endsWith(".cjs")))
  test(file.slice(0, -4), async () => {
    const read = (name: string) => readFileSync(new URL(name, folder), "utf8");
    const got = await withServer(["mysqld"], [["mysql2", "3.14.1"]], read(file));
    expect(got).toEqual({ stdout: read(file.replace(".cjs", ".txt")), stderr: "", status: 0 });
  }, 60_000);
