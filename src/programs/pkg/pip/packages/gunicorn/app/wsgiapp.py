import os
import sys

from gunicorn.config import WORKER, read_settings


def run(prog=None):
    """The `gunicorn` command; a worker is the same command with its master's word in the environment."""
    settings = read_settings(sys.argv[1:], prog or os.path.basename(sys.argv[0]))
    sys.path.insert(0, os.getcwd())
    word = os.environ.pop(WORKER, None)
    if word is not None:
        from gunicorn.worker import work

        sys.exit(work(settings, word))
    from gunicorn.arbiter import Arbiter

    sys.exit(Arbiter(settings).run())
