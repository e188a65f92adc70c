import { addAccount } from "./accounts.ts";
import type { Recipe } from "./recipe.ts";

const ENTRYPOINT = `#!/bin/bash
set -e

# Settings of which a variable used to be, and is no more.
for name in RABBITMQ_DEFAULT_PASS_FILE RABBITMQ_DEFAULT_USER_FILE RABBITMQ_SSL_CERTFILE; do
  if [ -n "\${!name}" ]; then
    echo >&2 "error: $name is set but deprecated"
    exit 1
  fi
done

exec "$@"
`;

/** The message broker with Erlang in /opt. */
export const rabbitmq: Recipe = [
  {
    on: /COPY \/opt\/erlang|erlang/,
    apply: (k) => {
      k.programs("/opt/erlang/bin", "erl erlc escript epmd");
    },
  },
  { on: /COPY \/opt\/openssl/, apply: (k) => k.programs("/opt/openssl/bin", "openssl") },
  {
    on: /DEBIAN_FRONTEND/,
    apply: (k) => {
      addAccount(k, {
        name: "rabbitmq",
        uid: 999,
        gid: 999,
        comment: "",
        home: "/var/lib/rabbitmq",
        shell: "/bin/bash",
      });
      k.folder("/var/lib/rabbitmq", { uid: 999, gid: 999, mode: 0o1777 });
      for (const name of ["rabbitmq-server", "rabbitmqctl", "rabbitmq-plugins", "rabbitmq-diagnostics", "rabbitmq-env"])
        k.program(`/opt/rabbitmq/sbin/${name}`, k.env("RABBITMQ_VERSION"));
      k.program("/usr/local/bin/gosu");
      k.folder("/opt/rabbitmq/plugins");
    },
  },
  {
    on: /plugins enable/,
    apply: (k) => k.text("/etc/rabbitmq/enabled_plugins", "[rabbitmq_prometheus].\n", { uid: 999, gid: 999 }),
  },
  { on: /ln -sf/, apply: (k) => k.link("/plugins", "/opt/rabbitmq/plugins") },
  {
    on: /COPY --chown/,
    apply: (k) => {
      k.text("/etc/rabbitmq/conf.d/10-defaults.conf", "loopback_users.guest = false\n", { uid: 999, gid: 999 });
      k.text(
        "/etc/rabbitmq/conf.d/20-management_agent.disable_metrics_collector.conf",
        "management_agent.disable_metrics_collector = true\n",
        { uid: 999, gid: 999 },
      );
    },
  },
  { on: /COPY docker-entrypoint/, apply: (k) => k.script("/usr/local/bin/docker-entrypoint.sh", ENTRYPOINT) },
  {
    on: /rabbitmq_ma|rabbitmq_management/,
    apply: (k) => {
      k.text("/etc/rabbitmq/enabled_plugins", "[rabbitmq_management,rabbitmq_prometheus].\n", { uid: 999, gid: 999 });
      k.program("/usr/local/bin/rabbitmqadmin");
    },
  },
];
