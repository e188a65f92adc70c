import type { Flag } from "../../command.ts";
import { completePlatforms } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";

/** The flags of `docker buildx build`. The hidden ones are of the older builder: taken, and without effect. */
export const BUILD_FLAGS: readonly Flag[] = [
  ...flagTable(
    `
        --add-host strings | Add a line to the hosts file (form: "host:ip")
        --allow stringArray | Grant the build a privilege (such as "network.host", "security.insecure", "device")
        --annotation stringArray | Annotation for the image
        --attest stringArray | Attestation to attach (form: "type=sbom,generator=image")
        --build-arg stringArray | Value of a build argument
        --build-context stringArray | Further build contexts (such as name=path)
        --builder string | Builder to use instead of the chosen one
        --cache-from stringArray | Where to look for cache (such as "user/app:cache", "type=local,src=path/to/dir")
        --cache-to stringArray | Where to put the cache (such as "user/app:cache", "type=local,dest=path/to/dir")
        --call string = build | What to do instead of building ("check", "outline", "targets")
        --cgroup-parent string | Parent cgroup of RUN instructions
        --check | Short for "--call=check"
    -D, --debug | Log what happens inside
    -f, --file string | Which Dockerfile (default: "PATH/Dockerfile")
        --iidfile string | File for the image's id
        --label stringArray | Label for the image
        --load | Short for "--output=type=docker"
        --metadata-file string | File for the result of the build
        --network string = default | Network of RUN instructions
        --no-cache | Build every step anew
        --no-cache-filter stringArray | Stages that may not come from the cache
    -o, --output stringArray | Where the result goes (form: "type=local,dest=path")
        --platform stringArray | Platform to build for
        --progress string = auto | How to show progress ("auto", "none",  "plain", "quiet", "rawjson", "tty"); plain shows what the steps print
        --provenance string | Short for "--attest=type=provenance"
        --pull | Pull every referenced image anew
        --push | Short for "--output=type=registry"
    -q, --quiet | Print nothing but the image's id
        --sbom string | Short for "--attest=type=sbom"
        --secret stringArray | Secret that the build may read (form: "id=mysecret[,src=/local/secret]")
        --shm-size bytes | Shared memory of build containers
        --ssh stringArray | SSH agent or keys that the build may use (form: "default|<id>[=<socket>|<key>[,<key>]]")
    -t, --tag stringArray | Name of the image, with or without a tag (form: "name:tag")
        --target string | Stage to stop at
        --ulimit ulimit = [] | Ulimits
  `,
    { ulimit: { validate: ulimitError }, platform: { complete: completePlatforms } },
  ),
  ...flagTable(`
        --compress | Compress the context
        --cpu-period int | Limit of the CPU's period
        --cpu-quota int | Limit of the CPU's share of the period
    -c, --cpu-shares int | Relative weight of the CPU
        --cpuset-cpus string | CPUs to run on
        --cpuset-mems string | Memory nodes to use
        --disable-content-trust = true | Do not verify
        --force-rm | Always remove intermediate containers
        --isolation string | How containers are isolated
    -m, --memory string | Limit of memory
        --memory-swap string | Limit of memory and swap
        --no-console | Do without a console
        --print string | Older name of --call
        --rm = true | Remove intermediate containers
        --security-opt strings | Security options
        --squash | Squash the new layers into one
  `).map((flag) => ({ ...flag, hidden: true })),
];

/** `nofile=1024:2048`. */
function ulimitError(value: string): string | undefined {
  const m = /^([^=]+)=(-?\d+)(?::(-?\d+))?$/.exec(value);
  if (!m) return `invalid ulimit argument: ${value}`;
  const [, , soft = "0", hard] = m;
  if (hard !== undefined && hard !== "-1" && (soft === "-1" || Number(soft) > Number(hard))) {
    return `ulimit soft limit must be less than or equal to hard limit: ${soft} > ${hard}`;
  }
  return undefined;
}
