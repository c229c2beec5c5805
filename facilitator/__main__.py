"""Start the kit from a bare Python: `python -m facilitator`.

The first lines are understood by any Python, so that an old one gets a sentence.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (a bare Python may be older than the kit's)
    sys.exit(
        "this kit needs Python 3.11 or newer and was started with "
        + sys.version.split()[0]
        + "; install a newer Python and start with that one"
    )


def main():
    """Go on inside the kit's own environment; return the exit status of what was asked for."""
    from facilitator import environment

    arguments = sys.argv[1:]
    try:
        if environment.is_running():
            environment.prepare(environment.extras_for(arguments))
        elif not environment.is_elsewhere():
            return environment.start(arguments)
    except environment.SetUpError as error:
        sys.stderr.write(str(error) + "\n")
        return 1
    from facilitator.cli import main as run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
