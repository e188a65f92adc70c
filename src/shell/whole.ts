import { usageLine } from "./builtins/usage-lines.ts";
import { exportVariables } from "./builtins/variables.ts";
import { busyboxKey } from "./editor/busybox-key.ts";
import { createBusyboxPainter } from "./editor/busybox-painter.ts";
import { completeAt } from "./editor/complete-key.ts";
import { search } from "./editor/search.ts";
import { expandHistory } from "./expand-history.ts";
import { invocationText } from "./invocation-texts.ts";
import { notifyJobs, updateJobs } from "./jobs.ts";
import { judge } from "./judge.ts";
import { expandPromptText } from "./prompt-now.ts";
import { runText } from "./run.ts";
import { runNamedScript } from "./script.ts";
import { runStream } from "./stream.ts";
import { tellTime } from "./zone.ts";

/** What the first piece of the shell asks of the second. */
export const interpreterProper = {
  busyboxKey,
  completeAt,
  createBusyboxPainter,
  expandHistory,
  expandPromptText,
  exportVariables,
  invocationText,
  judge,
  notifyJobs,
  runNamedScript,
  runStream,
  runText,
  search,
  tellTime,
  updateJobs,
  usageLine,
};

export type Interpreter = typeof interpreterProper;
