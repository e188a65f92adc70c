import type { Micros } from "../std/time.ts";
import type { Description } from "./descriptor.ts";
import { connect } from "./net/connect.ts";
import { resolveName, reverseName } from "./net/resolve.ts";
import { connectUnix, listenUnix } from "./net/unix.ts";
import type { Connection, Datagrams, Listener, NetworkView } from "./network.ts";
import { ProcessDescriptors } from "./process-descriptors.ts";
import { socketDescription } from "./socket-description.ts";

/** What a look-up in the embedded DNS takes. */
const LOOKUP: Micros = 180;

/** The calls on the network. */
export class ProcessNetwork extends ProcessDescriptors {
  get network(): NetworkView {
    const { network, pids } = this.task;
    return {
      interfaces: () => network.interfaces(),
      routes: () => network.routes(),
      neighbours: () => network.neighbours(),
      sockets: () => network.socketsSeenBy(pids),
    };
  }

  listen(
    address: string,
    port: number,
    options: { readonly backlog?: number; readonly v6only?: boolean } = {},
  ): Listener {
    this.enter();
    const { core, network } = this.task;
    return core.networks.listen(network, address, port, this.task, options.backlog, options.v6only);
  }

  async connect(host: string, port: number, options: { readonly timeout?: Micros } = {}): Promise<Connection> {
    this.enter();
    const { core, network } = this.task;
    return connect(core.networks, network, host, port, { owner: this.task, files: this.view, ...options });
  }

  datagrams(address = "0.0.0.0", port = 0): Datagrams {
    this.enter();
    const { core, network } = this.task;
    return core.networks.bindDatagrams(network, address, port, this.task);
  }

  async resolve(name: string): Promise<string[]> {
    this.enter();
    const { core, network } = this.task;
    await core.scheduler.wait([], LOOKUP, undefined, true);
    return resolveName(network, this.view, name);
  }

  reverse(address: string): string | undefined {
    this.enter();
    return reverseName(this.task.network, this.view, address);
  }

  async ping(address: string, timeout: Micros): Promise<Micros | undefined> {
    this.enter();
    const { core, network } = this.task;
    return core.networks.ping(network, address, timeout);
  }

  listenUnix(path: string): Listener {
    this.enter();
    return listenUnix(this.task.core.networks, this.view, path, this.task);
  }

  async connectUnix(path: string): Promise<Connection> {
    this.enter();
    const connection = await connectUnix(this.task.core.networks, this.view, path, this.task);
    await this.finish();
    return connection;
  }

  descriptorOf(socket: Connection | Description): number {
    this.enter();
    return this.task.install(socketDescription(this.task, socket));
  }

  description(fd: number): Description {
    return this.task.description(fd);
  }
}
