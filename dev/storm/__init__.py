"""A storm: mail goes in and replies go out while web and worker are killed with -9 at random, and then everything is counted.

python -m dev.storm --kills 50 --mails 2000 --replies 200
"""
