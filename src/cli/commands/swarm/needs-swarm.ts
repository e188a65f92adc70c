import { NotSimulated, SystemError, Unavailable } from "../../../api/errors.ts";

/** Drydock's engine is never part of a swarm, and answers as a real one that is not. */
export async function needsSwarm(): Promise<number> {
  throw new Unavailable(
    'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
  );
}

/** `docker swarm leave`. */
export async function notInSwarm(): Promise<number> {
  throw new SystemError("This node is not part of a swarm");
}

/** `docker swarm init` and `join`. */
export async function noSwarm(): Promise<number> {
  throw new NotSimulated("docker swarm is not simulated");
}
