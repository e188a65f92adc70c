import type { Micros } from "../../std/time.ts";

/** One address pool of a network. */
export interface SubnetRecord {
  readonly subnet: string;
  readonly gateway: string;
  readonly ipRange: string;
  readonly auxiliary: Readonly<Record<string, string>>;
  readonly ipv6: boolean;
  /** Named by the user; inspect then shows only what was asked for. */
  readonly configured: boolean;
  /** As the user named it; "" when it was chosen. */
  readonly wantedGateway: string;
}

/** A network. Its endpoints are kept with the containers. */
export interface NetworkRecord {
  readonly id: string;
  readonly name: string;
  readonly created: Micros;
  /** Digits seven to nine of the second. */
  readonly nanos: number;
  readonly driver: string;
  readonly scope: string;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly ingress: boolean;
  readonly configOnly: boolean;
  readonly configFrom: string;
  readonly enableIPv4: boolean;
  readonly enableIPv6: boolean;
  readonly ipamDriver: string;
  readonly ipamOptions: Readonly<Record<string, string>> | null;
  readonly subnets: readonly SubnetRecord[];
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** bridge, host, none: made by the daemon, never removed. */
  readonly builtIn: boolean;
}
