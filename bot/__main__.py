"""`python -m bot` is `tuntas`, for where the command is not on the path."""

from bot.cli import main

main()
