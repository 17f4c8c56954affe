"""The subcommands of `fazhi`, one file each; only the one that was named is imported."""
