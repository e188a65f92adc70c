import init from "./__init__.py?raw";
import exc from "./exc.py?raw";
import serializer from "./serializer.py?raw";
import signer from "./signer.py?raw";

export const files = {
  "itsdangerous/__init__.py": init,
  "itsdangerous/exc.py": exc,
  "itsdangerous/serializer.py": serializer,
  "itsdangerous/signer.py": signer,
};
