import type { Recipe } from "./recipe.ts";

/** The Go tool chain in /usr/local/go, upon buildpack-deps or Alpine. */
export const golang: Recipe = [
  {
    on: /COPY \/target|go\.tgz|tar -C \/usr\/local/,
    apply: (k) => {
      const version = k.env("GOLANG_VERSION");
      k.program("/usr/local/go/bin/go", version);
      k.program("/usr/local/go/bin/gofmt", version);
      k.text("/usr/local/go/VERSION", `go${version}\n`);
      for (const name of [
        "api",
        "doc",
        "lib",
        "misc",
        "pkg/include",
        "pkg/tool/linux_amd64",
        "src/fmt",
        "src/net/http",
        "test",
      ])
        k.folder(`/usr/local/go/${name}`);
    },
  },
  {
    on: /GOPATH/,
    apply: (k) => {
      for (const name of ["/go", "/go/src", "/go/bin"]) k.folder(name, { mode: 0o1777 });
    },
  },
];
