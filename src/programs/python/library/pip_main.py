import os
import sys

for name in ("pip", "pip3"):
    path = os.path.join(sys.exec_prefix, "bin", name)
    if os.path.exists(path):
        sys.stdout.flush()
        os.execv(path, [path, *sys.argv[1:]])
sys.exit(f"{sys.executable}: No module named pip")
