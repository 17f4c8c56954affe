"""The program `fazhi`: finds the subcommand's file, runs it, and turns every refusal into one sentence and exit status 2."""

import argparse
import importlib
import sys
from pathlib import Path

COMMANDS = Path(__file__).parent / "site" / "commands"


def names() -> list[str]:
    """The subcommands, which are the file names in site/commands."""
    return sorted(f.stem for f in COMMANDS.glob("*.py") if not f.stem.startswith("_"))


def usage() -> str:
    rows = []
    for name in names():
        first = (COMMANDS / f"{name}.py").read_text(encoding="utf-8").split('"""')[1].strip().split("\n")[0]
        rows.append(f"  {name:<10} {first}")
    return "fazhi（法治）— 用法：fazhi 命令 [参数]\n\n" + "\n".join(rows) + "\n\n每个命令都有 --help，内含一个例子。"


def main(argv: list[str] | None = None) -> int:
    """Run one subcommand. Exit status: 0 done; 1 a check found a fault; 2 bad input or failure, told in one sentence."""
    argv = sys.argv[1:] if argv is None else argv
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    if argv[0] not in names():
        print(f"没有“{argv[0]}”这个命令。可用的有：{'、'.join(names())}。", file=sys.stderr)
        return 2
    command = importlib.import_module(f"fazhi.site.commands.{argv[0].replace('-', '_')}")
    parser = argparse.ArgumentParser(
        prog=f"fazhi {argv[0]}", description=command.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    command.add_arguments(parser)
    args = parser.parse_args(argv[1:])
    try:
        return command.run(args) or 0
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        print("已中断，没有写入任何半成品。", file=sys.stderr)
        return 2
    except (ValueError, OSError) as error:
        print(str(error) or error.__class__.__name__, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
