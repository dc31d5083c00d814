"""What a backup is: one tar file, written and read as a stream.

    manifest.json    version, migrations, and the names of the secret keys
    secret_key       only when the key was made by us and lies beside the data: without it nothing sealed could be read again
    database.dump    pg_dump's custom format, one consistent snapshot
    blobs/<key>      every blob as it is stored, encrypted

The snapshot is taken before the blobs are listed. A row never comes before its blob, so every blob that the snapshot knows is there.
"""
