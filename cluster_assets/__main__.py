"""``python -m cluster_assets``: the command line."""

from cluster_assets.cli import main

main()
