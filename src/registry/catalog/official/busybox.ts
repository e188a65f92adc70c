// Made by scripts/catalog.ts from recorded facts.
import type { StoredImage } from "../stored.ts";

export const images: readonly StoredImage[] = [
  {
    tags: ["latest", "1", "1.38", "1.38.0"],
    created: "2026-05-13T02:21:49Z",
    digest: "dc2d74b28e4cf8984fa52af1f39bc7c3d9c73760b41a74d629f5d11b1ab28616",
    manifest: "1cfa4e2b09e127b9c4ed43578d3f3c18e7d44ea47b9ea98475c0cbe9086525f8",
    id: "c6348fa86ba0fb2108c9334f5fe913ddc6d853313e655891f133a0127c30099f",
    config: { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], Cmd: ["sh"] },
    rootfs: ["busybox:1.38.0"],
    layers: [["b05093807bb0294152bb9cf86d64da722732dddaf7f8882fa1f120477dbc4db3", 2226327, 4450000]],
    history: [["2026-05-13T02:21:49Z", "BusyBox 1.38.0 (glibc), Debian 13", 1, 0]],
  },
  {
    tags: ["1.36", "1.36.0"],
    created: "2023-01-04T01:19:41.713369468Z",
    digest: "7b3ccabffc97de872a30dfd234fd972a66d247c8cfc69b0550f276481852627c",
    manifest: "907ca53d7e2947e849b839b1cd258c98fd3916c60f2e6e70c30edbf741ab6754",
    id: "66ba00ad3de8677a3fa4bc4ea0fc46ebca0f14db46ca365e7f60833068dd0148",
    config: { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], Cmd: ["sh"] },
    rootfs: ["busybox:1.36.0"],
    layers: [["205dae5015e78dd8c4d302e3db4eb31576fac715b46d099fe09680ba28093a7a", 2592863, 4870000]],
    history: [
      [
        "2023-01-04T01:19:41Z",
        "/bin/sh -c #(nop) ADD file:4bd5aa84616ee938414b5300d3ab0ef716638c37d76109bd2ed …",
        1,
        0,
      ],
      ["", '/bin/sh -c #(nop)  CMD ["sh"]', 0, 0],
    ],
  },
];
