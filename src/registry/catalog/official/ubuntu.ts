// Made by scripts/catalog.ts from recorded facts.
import type { StoredImage } from "../stored.ts";

export const images: readonly StoredImage[] = [
  {
    tags: ["latest", "26.04", "resolute"],
    created: "2026-07-24T12:46:59.694883766Z",
    digest: "678c6550cc43645e08669028bc177f50be4e7c5b8cca677067b1914d4afc7a03",
    manifest: "7b202b0e2e0028c6250f5fcf41d04df492d145a1654c6995a6553f0c1f6f1960",
    id: "86a1a31fdd84f2dc79bd6d92272100d4369b085790753bc521069eab663074e9",
    config: {
      Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
      Cmd: ["/bin/bash"],
      Labels: {
        "org.opencontainers.image.created": "2026-07-24T12:48:28.650696+00:00",
        "org.opencontainers.image.description": "The Ubuntu container image maintained by Canonical …",
        "org.opencontainers.image.title": "ubuntu",
        "org.opencontainers.image.version": "26.04",
      },
    },
    rootfs: ["ubuntu:26.04"],
    layers: [
      ["617772c7d19b9f9c4141bc73b37e6f4c5e4e69729f6881a73d0dc23676dbbd60", 41568275, 100159144],
      ["a7fb98a8eddd1a70f99f205cb4b66e830a3e8ef4798f5636ece054a567b650de", 389, 856],
    ],
    history: [
      ["2026-07-24T12:48:27Z", "umoci raw add-layer --image /home/buildd/rockcraft-ubunt …", 1, 0],
      ["2026-07-24T12:48:28Z", "umoci config --image /home/buildd/rockcraft-ubuntu-cb40f …", 0, 0],
      ["", "umoci config --image /home/buildd/rockcraft-ubuntu-cb40f …", 0, 0],
      ["", "umoci config --image /home/buildd/rockcraft-ubuntu-cb40f …", 0, 0],
      ["", "umoci config --image /home/buildd/rockcraft-ubuntu-cb40f …", 0, 0],
      ["", "umoci config --image /home/buildd/rockcraft-ubuntu-cb40f …", 0, 0],
      ["", "umoci raw add-layer --image /home/buildd/rockcraft-ubunt …", 1, 0],
    ],
  },
  {
    tags: ["24.04", "noble"],
    created: "2026-09-11T11:44:06Z",
    digest: "69cecf4bbf72d2d44a9eef1b71fb98c7fb973d78af11399deccef19beb008ad9",
    manifest: "496754492fb28b4d3049432f2ca787449331e23fb14f0dd3fffea86bf5a93eb4",
    id: "6232b38791000e3818b58d8847b5a8f5612d606929e01156dd8febc423e0f2ef",
    config: {
      Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
      Cmd: ["/bin/bash"],
      Labels: { "org.opencontainers.image.version": "24.04" },
    },
    rootfs: ["ubuntu:24.04"],
    layers: [["edd1ed89f0d443580bd42e5a10cd8736aba5a3438b2a0645c2ebb50119bb0eba", 29764116, 78180000]],
    history: [
      ["2026-09-11T11:44:03Z", "/bin/sh -c #(nop)  ARG RELEASE", 0, 0],
      ["", "/bin/sh -c #(nop)  ARG LAUNCHPAD_BUILD_ARCH", 0, 0],
      ["", "/bin/sh -c #(nop)  LABEL org.opencontainers.image.version=24.04", 0, 0],
      [
        "2026-09-11T11:44:06Z",
        "/bin/sh -c #(nop) ADD file:43d479b270bbaf47965cfc86b37f4c517bda83ddefda6f708f9 …",
        1,
        0,
      ],
      ["", '/bin/sh -c #(nop)  CMD ["/bin/bash"]', 0, 0],
    ],
  },
  {
    tags: ["22.04", "jammy"],
    created: "2026-07-31T21:53:12.336585804Z",
    digest: "3b06811b2afd352be909dd088a004166d665dc76d38b13eada33522a9d915c6f",
    manifest: "0199853f6d6b20b0424f3c5694a72a62764f01e6a771b1eb48a4197848986c7e",
    id: "92947e844d1b996f5e199c8a36460610142e46a427f2767e0bfb0f0f85e35946",
    config: {
      Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
      Cmd: ["/bin/bash"],
      Labels: { "org.opencontainers.image.version": "22.04" },
    },
    rootfs: ["ubuntu:22.04"],
    layers: [["39a945af8df2ad9343f141c82355d3f2c4b576d432eda34c460d630607462b60", 29736517, 78080000]],
    history: [
      ["2026-07-31T21:53:09Z", "/bin/sh -c #(nop)  ARG RELEASE", 0, 0],
      ["", "/bin/sh -c #(nop)  ARG LAUNCHPAD_BUILD_ARCH", 0, 0],
      ["", "/bin/sh -c #(nop)  LABEL org.opencontainers.image.version=22.04", 0, 0],
      [
        "2026-07-31T21:53:11Z",
        "/bin/sh -c #(nop) ADD file:4501ff54ffd37d854b1cfbcd2e37da58bf8a49da3a6a82232d0 …",
        1,
        0,
      ],
      ["2026-07-31T21:53:12Z", '/bin/sh -c #(nop)  CMD ["/bin/bash"]', 0, 0],
    ],
  },
];
