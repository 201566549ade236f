"""The `tuntas` command."""


def main() -> None:
    """Run the command line."""
