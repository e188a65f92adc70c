import { DockerfileError, type LineRange } from "./dockerfile/error.ts";

/**
 * The ports that a word of EXPOSE names, each for itself: `80`, `80/udp`, `8000-8002` as `80/tcp` …; of `[ip:][host:]port`
 * the container's alone.
 */
export function exposedPorts(text: string, range: LineRange): string[] {
  const [ports = "", protocol = "tcp"] = text.split("/");
  const written = ports.slice(ports.lastIndexOf(":") + 1);
  const [from = "", to = from] = written.split("-");
  const invalid = () => new DockerfileError(`invalid containerPort: ${written}`, range);
  for (const p of [from, to]) if (!/^\d+$/.test(p) || Number(p) > 65535) throw invalid();
  const proto = protocol.toLowerCase();
  if (!["tcp", "udp", "sctp"].includes(proto)) {
    throw new DockerfileError(`invalid port: ${JSON.stringify(text)}: invalid proto: ${protocol}`, range);
  }
  if (Number(to) < Number(from)) throw invalid();
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => `${Number(from) + i}/${proto}`);
}
