import { InvalidParameter } from "../../api/errors.ts";
import { deleteIn, setIn } from "../buckets.ts";
import type { Daemon } from "../daemon.ts";
import { renamedEndpoints } from "../network/connect.ts";
import { dnsNamesOf } from "../network/endpoint.ts";
import { renameEndpoint } from "../network/live.ts";
import { refuseTaken } from "./create.ts";
import { emitContainer } from "./emit.ts";
import { wrapped } from "./kill.ts";
import { findContainer, liveOf } from "./lookup.ts";

/** `docker rename`: names and DNS change at once, running or not. */
export function renameContainer(d: Daemon, text: string, wanted: string): void {
  const record = findContainer(d, text);
  const old = record.name;
  if (text === "" || wanted === "") throw new InvalidParameter("Neither old nor new names may be empty");
  const name = wanted.replace(/^\//, "");
  if (name === old) throw new InvalidParameter("Renaming a container with the same name as its current name");
  try {
    if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) {
      throw new InvalidParameter(`Invalid container name (/${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
    }
    refuseTaken(d, name);
  } catch (e) {
    throw wrapped(e, "Error when allocating new name: ");
  }
  const renamed = { ...record, name };
  const endpoints = renamedEndpoints(d, renamed, old);
  d.store.update((s) => ({
    ...s,
    containers: setIn(s.containers, record.id, { ...renamed, endpoints }),
    containerNames: setIn(deleteIn(s.containerNames, old), name, record.id),
  }));
  const live = liveOf(d, record);
  for (const [networkID, endpoint] of live.endpoints) {
    const network = d.networks.get(networkID);
    const known = endpoints[network?.name ?? ""];
    if (!network) continue;
    endpoint.containerName = name;
    if (known?.dnsNames) renameEndpoint(network, endpoint, dnsNamesOf(renamed, known));
  }
  emitContainer(d, "rename", renamed, { oldName: `/${old}` });
}
