"""`python -m jds` is the command `jds`."""

from jds.cli.main import run

if __name__ == "__main__":
    run()
