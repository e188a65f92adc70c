import init from "./__init__.py?raw";
import exceptions from "./exceptions.py?raw";
import util from "./util/__init__.py?raw";
import utilRetry from "./util/retry.py?raw";

export const files = {
  "urllib3/__init__.py": init,
  "urllib3/exceptions.py": exceptions,
  "urllib3/util/__init__.py": util,
  "urllib3/util/retry.py": utilRetry,
};
