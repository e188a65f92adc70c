"""Puts pip beside this interpreter, as Drydock simulates ensurepip: a copy of the base installation's own."""
import glob
import os
import shutil
import sys


def _is_debian():
    return sys.base_prefix == "/usr" and os.path.exists("/var/lib/dpkg/status")


def is_available():
    """Debian has it in a package of its own, python3-venv."""
    return not _is_debian() or os.path.exists("/usr/lib/python3-venv")


def _base_folders():
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    yield f"{sys.base_prefix}/lib/{version}/site-packages"
    yield "/usr/lib/python3/dist-packages"


def version():
    for folder in _base_folders():
        for info in glob.glob(f"{folder}/pip-*.dist-info"):
            return os.path.basename(info)[len("pip-") : -len(".dist-info")]
    return "25.0.1"


def bootstrap(*, root=None, upgrade=False, user=False, altinstall=False, default_pip=False, verbosity=0):
    program = next((p for p in (f"{sys.base_prefix}/bin/pip3", f"{sys.base_prefix}/bin/pip", "/usr/bin/pip3") if os.path.exists(p)), None)
    site = f"{sys.prefix}/lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    os.makedirs(f"{site}/pip", exist_ok=True)
    info = f"{site}/pip-{version()}.dist-info"
    os.makedirs(info, exist_ok=True)
    files = {f"{site}/pip/__init__.py": f'__version__ = "{version()}"\n', f"{info}/INSTALLER": "pip\n", f"{info}/METADATA": f"Metadata-Version: 2.1\nName: pip\nVersion: {version()}\n"}
    for path, text in files.items():
        with open(path, "w") as f:
            f.write(text)
    names = [f"{sys.prefix}/bin/{n}" for n in ("pip", "pip3", f"pip3.{sys.version_info.minor}")]
    if program is not None:
        for name in names:
            if not os.path.exists(name):
                shutil.copy(program, name)
    with open(f"{info}/RECORD", "w") as f:
        f.write("".join(f"{p},,\n" for p in [*files, *names]))


def _main(argv=None):
    import argparse

    parser = argparse.ArgumentParser(prog="python -m ensurepip")
    parser.add_argument("--version", action="version", version=f"pip {version()}")
    for flag in ("--upgrade", "-U", "--user", "--altinstall", "--default-pip", "-v", "--verbose"):
        parser.add_argument(flag, action="store_true")
    parser.parse_args(argv)
    bootstrap()
    return 0
