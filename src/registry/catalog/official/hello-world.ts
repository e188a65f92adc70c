// Made by scripts/catalog.ts from recorded facts.
import type { StoredImage } from "../stored.ts";

export const images: readonly StoredImage[] = [
  {
    tags: ["latest", "linux"],
    created: "2026-03-23T21:33:59Z",
    digest: "5e23090353324d887c48ad5e5c56d294eab81588df9605b07d1afe895f9cc8f8",
    manifest: "d1a8d0a4eeb63aff09f5f34d4d80505e0ba81905f36158cc3970d8e07179e59e",
    id: "e2ac70e7319a02c5a477f5825259bd118b94e8b02c279c67afa63adab6d8685b",
    config: { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], Cmd: ["/hello"] },
    rootfs: ["hello-world"],
    layers: [["4f55086f7dd096d48b0e49be066971a8ed996521c2e190aa21b2435a847198b4", 2415, 10100]],
    history: [
      ["2026-03-23T21:33:59Z", "COPY hello / # buildkit", 1, 1],
      ["", 'CMD ["/hello"]', 0, 1],
    ],
  },
];
