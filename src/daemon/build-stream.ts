import type { Builder, BuildOptions, BuildProgress } from "../api/build.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Cancel } from "../std/cancel.ts";

/** A build's news as a stream: the build goes on in a thread of its own, and is cancelled when the reader goes away. */
export async function* buildStream(
  kernel: Kernel,
  builder: Builder,
  options: BuildOptions,
  cancel: Cancel,
): AsyncGenerator<BuildProgress> {
  const news: BuildProgress[] = [];
  const arrived = kernel.createWaitQueue();
  let ended = false;
  const thread = kernel.thread("build", async () => {
    try {
      await builder.build(
        options,
        (n) => {
          news.push(n);
          arrived.wakeAll();
        },
        cancel,
      );
    } finally {
      ended = true;
      arrived.wakeAll();
    }
  });
  try {
    for (;;) {
      for (let n = news.shift(); n; n = news.shift()) yield n;
      if (ended) break;
      // A cancelled build still tells what it left undone.
      await arrived.wait();
    }
    await thread.join();
  } finally {
    if (!ended) thread.cancel();
  }
}
