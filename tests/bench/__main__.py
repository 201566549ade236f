"""Runs the parts that are named, or all."""

import sys

from tests.bench import check_ins, imports, memory, outbound, steps, webhook

PARTS = {
    "steps": steps.main,
    "webhook": webhook.main,
    "outbound": outbound.main,
    "memory": memory.main,
    "imports": imports.main,
    "check_ins": check_ins.main,
}


def main() -> None:
    """Measure and print."""
    named = sys.argv[1:] or list(PARTS)
    if unknown := set(named) - PARTS.keys():
        sys.exit(f"There is no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}.")
    for name in named:
        PARTS[name]()
        print(flush=True)


if __name__ == "__main__":  # a process that was made from here must not measure too
    main()
