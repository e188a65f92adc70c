/** What the help of `create` and `update` says of `--docker`. */
export function endpointHelp(verb: string): string {
  return `What --docker may hold:

NAME                DESCRIPTION
from                Context whose endpoint to copy
host                Address of the daemon
ca                  CA that signs its certificate
cert                File of the client's certificate
key                 File of the client's key
skip-tls-verify     Trust any certificate

Example:

$ docker context ${verb} lab --description "the lab's machine" --docker "host=tcp://lab:2376,ca=~/ca.pem"`;
}
