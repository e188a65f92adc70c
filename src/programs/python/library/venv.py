"""Virtual environments, as Drydock simulates venv: links to the base interpreter, pyvenv.cfg, activate, pip."""
import os
import shutil
import subprocess
import sys

CORE_VENV_DEPS = ("pip",)

_ACTIVATE = """\
# This file must be used with "source bin/activate" *from bash*
# You cannot run it directly

deactivate () {
    # reset old environment variables
    if [ -n "${_OLD_VIRTUAL_PATH:-}" ] ; then
        PATH="${_OLD_VIRTUAL_PATH:-}"
        export PATH
        unset _OLD_VIRTUAL_PATH
    fi
    if [ -n "${_OLD_VIRTUAL_PS1:-}" ] ; then
        PS1="${_OLD_VIRTUAL_PS1:-}"
        export PS1
        unset _OLD_VIRTUAL_PS1
    fi
    unset VIRTUAL_ENV
    unset VIRTUAL_ENV_PROMPT
    if [ ! "${1:-}" = "nondestructive" ] ; then
        unset -f deactivate
    fi
}

# unset irrelevant variables
deactivate nondestructive

VIRTUAL_ENV=@ENV@
export VIRTUAL_ENV
_OLD_VIRTUAL_PATH="$PATH"
PATH="$VIRTUAL_ENV/bin:$PATH"
export PATH
VIRTUAL_ENV_PROMPT=@PROMPT@
export VIRTUAL_ENV_PROMPT
if [ -z "${VIRTUAL_ENV_DISABLE_PROMPT:-}" ] ; then
    _OLD_VIRTUAL_PS1="${PS1:-}"
    PS1="(@PROMPT@) ${PS1:-}"
    export PS1
fi
"""

_NO_ENSUREPIP = """\
The virtual environment was not created successfully because ensurepip is not
available.  On Debian/Ubuntu systems, you need to install the python3-venv
package using the following command.

    apt install python{version}-venv

You may need to use sudo with that command.  After installing the python3-venv
package, recreate your virtual environment.

Failing command: {command}
"""


class EnvBuilder:
    def __init__(self, system_site_packages=False, clear=False, symlinks=False, upgrade=False, with_pip=False, prompt=None, upgrade_deps=False, *, scm_ignore_files=frozenset()):
        self.system_site_packages, self.clear, self.symlinks, self.upgrade = system_site_packages, clear, symlinks, upgrade
        self.with_pip, self.upgrade_deps = with_pip, upgrade_deps
        self.prompt = os.path.basename(os.getcwd()) if prompt == "." else prompt

    def create(self, env_dir):
        env_dir = os.path.abspath(env_dir)
        if os.pathsep in env_dir:
            raise ValueError(f"Refusing to create a venv in {env_dir} because it contains the PATH separator {os.pathsep}.")
        if self.clear and os.path.isdir(env_dir):
            for name in os.listdir(env_dir):
                path = os.path.join(env_dir, name)
                shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.remove(path)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        bin_path = os.path.join(env_dir, "bin")
        for folder in (bin_path, os.path.join(env_dir, "include", f"python{version}"), os.path.join(env_dir, "lib", f"python{version}", "site-packages")):
            os.makedirs(folder, exist_ok=True)
        self._link(os.path.join(env_dir, "lib64"), "lib")
        base = sys._base_executable
        home = os.path.dirname(base)
        prompt = self.prompt or os.path.basename(env_dir)
        executable = os.path.join(bin_path, "python")
        self._link(executable, base)
        for name in ("python3", f"python{version}"):
            self._link(os.path.join(bin_path, name), "python")
        with open(os.path.join(env_dir, "pyvenv.cfg"), "w") as f:
            f.write(f"home = {home}\n")
            f.write(f"include-system-site-packages = {'true' if self.system_site_packages else 'false'}\n")
            f.write(f"version = {'.'.join(map(str, sys.version_info[:3]))}\n")
            if self.prompt is not None:
                f.write(f"prompt = {self.prompt!r}\n")
            f.write(f"executable = {os.path.realpath(base)}\n")
            f.write(f"command = {base} -m venv {env_dir}\n")
        with open(os.path.join(bin_path, "activate"), "w") as f:
            f.write(_ACTIVATE.replace("@ENV@", env_dir).replace("@PROMPT@", prompt))
        if self.with_pip:
            self._setup_pip(env_dir, executable, version)

    @staticmethod
    def _link(path, target):
        if not os.path.lexists(path):
            os.symlink(target, path)

    @staticmethod
    def _setup_pip(env_dir, executable, version):
        import ensurepip

        if not ensurepip.is_available():
            print(_NO_ENSUREPIP.format(version=version, command=executable))
            raise SystemExit(1)
        subprocess.check_call([executable, "-m", "ensurepip", "--upgrade", "--default-pip"], stdout=subprocess.DEVNULL)


def create(env_dir, system_site_packages=False, clear=False, symlinks=False, with_pip=False, prompt=None, upgrade_deps=False, *, scm_ignore_files=frozenset()):
    EnvBuilder(system_site_packages, clear, symlinks, False, with_pip, prompt, upgrade_deps).create(env_dir)


def main(args=None):
    import argparse

    parser = argparse.ArgumentParser(
        prog="venv", description="Creates virtual Python environments in one or more target directories.",
        epilog="Once an environment has been created, you may wish to activate it, e.g. by sourcing an activate script in its bin directory.",
    )
    parser.add_argument("dirs", metavar="ENV_DIR", nargs="+", help="A directory to create the environment in.")
    parser.add_argument("--system-site-packages", default=False, action="store_true", dest="system_site", help="Give access to the system site-packages dir.")
    parser.add_argument("--symlinks", default=True, action="store_true", help="Link to the interpreter (the default here).")
    parser.add_argument("--clear", default=False, action="store_true", help="Delete what is in the environment's folder before.")
    parser.add_argument("--upgrade", default=False, action="store_true", help="Use the environment with this version of Python.")
    parser.add_argument("--without-pip", dest="with_pip", default=True, action="store_false", help="Leave pip out.")
    parser.add_argument("--prompt", help="Another prefix of the prompt.")
    options = parser.parse_args(args)
    builder = EnvBuilder(options.system_site, options.clear, options.symlinks, options.upgrade, options.with_pip, options.prompt)
    for folder in options.dirs:
        builder.create(folder)
