import type { ContainerView, EngineView } from "../../api/view.ts";

/** What helps someone who learns Docker when a page does not come. */
export interface Hints {
  /** Nothing on the host listens on the port. */
  refused(port: number): string;
  /** A running container says that it listens there, and nobody has published it. */
  unpublished(name: string, containerPort: number, port: number): string;
  /** The only container there is does not run. */
  stopped(name: string): string;
  /** The port leads to a container in which nothing answers. */
  reset: string;
  unknownName: string;
  notHttp: string;
  onlyHttp: string;
  byScript: string;
}

const en: Hints = {
  refused: (port) =>
    `Nothing on the host listens on port ${port}. Is the container running (docker ps), and is its port published (-p ${port}:…)?`,
  unpublished: (name, inside, port) =>
    `The container ${name} exposes port ${inside}, but it is not published: EXPOSE alone opens nothing on the host. Run it with -p ${port}:${inside}.`,
  stopped: (name) => `The container ${name} does not run; docker start ${name} brings it back.`,
  reset:
    "The port is published, but nothing in the container answers on the other side of it: a wrong container port, or a server that listens on 127.0.0.1 only instead of 0.0.0.0.",
  unknownName: "Names of containers are known to containers of the same network, not to the host.",
  notHttp: "What listens there does not speak HTTP.",
  onlyHttp: "drydock: only http:// is simulated.",
  byScript: "drydock: a page that goes elsewhere by a script (location = …) is not simulated; links and forms are.",
};

const ko: Hints = {
  refused: (port) =>
    `호스트의 ${port}번 포트에서 아무것도 듣고 있지 않습니다. 컨테이너가 실행 중인지(docker ps), 포트를 공개했는지(-p ${port}:…) 확인하세요.`,
  unpublished: (name, inside, port) =>
    `컨테이너 ${name}의 ${inside}번 포트는 공개되지 않았습니다. EXPOSE만으로는 호스트에 열리지 않습니다. -p ${port}:${inside} 로 실행하세요.`,
  stopped: (name) => `컨테이너 ${name}이(가) 실행 중이 아닙니다. docker start ${name} 로 다시 시작할 수 있습니다.`,
  reset:
    "포트는 공개되었지만 컨테이너 안에서 응답이 없습니다. 컨테이너 포트가 틀렸거나, 서버가 0.0.0.0이 아니라 127.0.0.1에서만 듣고 있습니다.",
  unknownName: "컨테이너 이름은 같은 네트워크의 컨테이너만 알고, 호스트는 모릅니다.",
  notHttp: "거기서 듣고 있는 것은 HTTP를 말하지 않습니다.",
  onlyHttp: "drydock: http:// 만 시뮬레이션합니다.",
  byScript: "drydock: 스크립트로 이동하는 페이지(location = …)는 시뮬레이션하지 않습니다. 링크와 폼은 됩니다.",
};

export function hintsOf(language: string): Hints {
  return language === "ko" ? ko : en;
}

/** Why nothing listens on the host's port, as far as the engine's state tells. */
export function refusedHint(hints: Hints, port: number, view: EngineView): string {
  const running = (c: ContainerView) => c.state === "running";
  const [first, ...more] = view.containers;
  if (first && more.length === 0 && !running(first) && first.exposed.length > 0) return hints.stopped(first.name);
  const exposes = view.containers.filter((c) => running(c) && c.ports.length === 0 && c.exposed.length > 0);
  const [only, ...others] = exposes;
  const inside = Number.parseInt(only?.exposed[0] ?? "", 10);
  return only && others.length === 0 && inside ? hints.unpublished(only.name, inside, port) : hints.refused(port);
}
