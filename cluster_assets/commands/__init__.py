"""What the commands of ``cluster-assets`` do; :mod:`cluster_assets.cli` declares them."""
