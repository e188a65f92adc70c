import { expect, test } from "vitest";
import { SIGNALS } from "../../../kernel/signal.ts";
import { createNet } from "../testing.ts";

// What PostgreSQL 18.6 logs as it ends in each of its ways, and as it comes up again (times, processes and figures aside).

const lines = (log: string): string[] =>
  log
    .split("\n")
    .filter((l) => / (LOG|FATAL|ERROR|STATEMENT|DETAIL|HINT|CONTEXT): /.test(l))
    .map((l) =>
      l
        .replace(/^.*? UTC \[\d+\] /, "")
        .replace(/ at \d{4}-.* UTC$/, " at TIME")
        .replace(/complete: .*/, "complete"),
    )
    .filter((l) => !/^LOG: {2}(starting|listening)/.test(l));

test("fast, smart and immediate; recovery after the last", async () => {
  const net = createNet();
  const db = net.box("db", { "/var/lib/postgresql/x": "" }, { postgres: "18.6", psql: "18.6" });
  const first = db.start("postgres", { POSTGRES_PASSWORD: "pw" });
  await net.pass(5);
  await first.stop(SIGNALS.SIGINT);
  const smart = db.start("postgres");
  await net.pass(1);
  await db.run("psql -U postgres -c 'select nope'");
  await db.run("psql -U postgres -d nope");
  const down = (how: string) => [`LOG:  received ${how} shutdown request`];
  const launcher = 'LOG:  background worker "logical replication launcher" (PID 32) exited with exit code 1';
  const end = ["LOG:  shutting down", "LOG:  checkpoint starting: shutdown immediate", "LOG:  checkpoint complete"];
  const up = ["LOG:  database system was shut down at TIME", "LOG:  database system is ready to accept connections"];
  const over = "LOG:  database system is shut down";
  expect(lines(await smart.stop(SIGNALS.SIGTERM))).toEqual([
    ...up,
    'ERROR:  column "nope" does not exist at character 8',
    "STATEMENT:  select nope",
    'FATAL:  database "nope" does not exist',
    ...down("smart"),
    launcher,
    ...end,
    over,
  ]);
  const immediate = db.start("postgres");
  await net.pass(1);
  expect(lines(await immediate.stop(SIGNALS.SIGQUIT))).toEqual([...up, ...down("immediate"), over]);
  const fast = db.start("postgres");
  await net.pass(1);
  expect(lines(await fast.stop(SIGNALS.SIGINT))).toEqual([
    "LOG:  database system was interrupted; last known up at TIME",
    "LOG:  database system was not properly shut down; automatic recovery in progress",
    "LOG:  redo starts at 0/175AC50",
    "LOG:  invalid record length at 0/175AD38: expected at least 24, got 0",
    "LOG:  redo done at 0/175AD00 system usage: CPU: user: 0.00 s, system: 0.00 s, elapsed: 0.00 s",
    "LOG:  checkpoint starting: end-of-recovery immediate wait",
    "LOG:  checkpoint complete",
    "LOG:  database system is ready to accept connections",
    ...down("fast"),
    "LOG:  aborting any active transactions",
    launcher,
    ...end,
    over,
  ]);
});
