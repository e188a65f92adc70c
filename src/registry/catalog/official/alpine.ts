// Made by scripts/catalog.ts from recorded facts.
import type { StoredImage } from "../stored.ts";

export const images: readonly StoredImage[] = [
  {
    tags: ["latest", "3", "3.24", "3.24.2"],
    created: "2026-09-17T20:37:20.889221879Z",
    digest: "5b02b42e375f7426f8d65c3af331ca05d9878f9989230354504e0b9dfd431f60",
    manifest: "d56c381f961d307a21b3ca004cf1e3910f106644aefb1f43e654c8a56c4fd395",
    id: "320994c3b997e2ec6433f717f153e108023c5bec8fefa8d76b83451d16d05ea8",
    config: { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], Cmd: ["/bin/sh"] },
    rootfs: ["alpine:3.24.2"],
    layers: [["e2de96513ba9eb53b431787ec8a65cdde380ac4772a3e4c4b714dcfde2a102b5", 3849738, 8420000]],
    history: [
      ["2026-09-17T20:37:20Z", "ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit", 1, 1],
      ["", 'CMD ["/bin/sh"]', 0, 1],
    ],
  },
  {
    tags: ["3.21", "3.21.8"],
    created: "2026-09-17T20:38:22.498905602Z",
    digest: "81ec32e1e073303f1591af7725ca32446d44d12907c1f4e2851a95031faaec99",
    manifest: "3c81aa9a3d770b316568f4499e30461a5cd3fbd7180bd89e28e34894c7845832",
    id: "9cb701c20b595f4442ba074b2ec924f396f4c474084608116901ce3098ebfe3d",
    config: { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], Cmd: ["/bin/sh"] },
    rootfs: ["alpine:3.21.8"],
    layers: [["16333ee0c00fc65e025a2a4f839703ad37a74728832977fbdf080984de1b8e5a", 3626020, 7800000]],
    history: [
      ["2026-09-17T20:38:22Z", "ADD alpine-minirootfs-3.21.8-x86_64.tar.gz / # buildkit", 1, 1],
      ["", 'CMD ["/bin/sh"]', 0, 1],
    ],
  },
];
