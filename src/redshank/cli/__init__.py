"""The command line: ``redshank COMMAND``. Each command is one file and a thin shell around functions below it."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; errors become one line on stderr.

    Returns:
        the exit code: 0 all well; 1 a document failed or a check found something; 2 a bad call; 130 interrupted.
    """
    import typer

    from redshank.cli.app import command
    from redshank.errors import RedshankError

    try:
        code = command().main(args=arguments or ["--help"], prog_name="redshank", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except RedshankError as error:
        return _fail(str(error), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _fail("interrupted", 130)
    except BrokenPipeError:
        # The reader of our output has left (`redshank code … | head`): that is its right, not a fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MemoryError:
        return _fail("out of memory", 1)
    except OSError as error:
        return _fail(f"{error.filename or 'input or output'}: {error.strerror or error}", 2)
    except Exception as error:
        # Typer's usage errors have no public base class (it may carry its own copy of click): known by their face.
        if not hasattr(error, "format_message"):
            raise
        return _fail(error.format_message(), getattr(error, "exit_code", 2))


def _fail(message: str, code: int) -> int:
    print(f"redshank: {' '.join(message.split())}", file=sys.stderr)
    return code
