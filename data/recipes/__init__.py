"""What ``data/build.py`` runs: a module per artefact, and the registry packages they are made of."""
