"""Sealed files in an S3-compatible bucket. boto3 is imported here and nowhere else: it is heavy, and most deployments use a folder."""

import tempfile
import time
from collections.abc import Iterator
from functools import cache
from typing import Any, BinaryIO

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

from onmaru.kit.storage.errors import Missing

# One part in memory at a time, in the calling thread.
IN_PARTS = TransferConfig(multipart_threshold=8 * 1024 * 1024, multipart_chunksize=8 * 1024 * 1024, use_threads=False)

# Seconds after which equal content is put once more instead of being found there.
PUT_ANEW = 12 * 3600


@cache
def bucket(name: str, endpoint: str, region: str, access_key: str, secret_key: str) -> "Bucket":
    client = boto3.client(
        "s3",
        endpoint_url=endpoint or None,
        region_name=region or "us-east-1",
        aws_access_key_id=access_key or None,
        aws_secret_access_key=secret_key or None,
        config=Config(
            signature_version="s3v4",
            connect_timeout=10,
            read_timeout=60,
            retries={"mode": "standard", "max_attempts": 4},
            # Names of buckets as part of the path, and no checksum trailers: both are what every compatible server understands.
            s3={"addressing_style": "path" if endpoint else "auto"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )
    return Bucket(client, name)


class Bucket:
    def __init__(self, client: Any, name: str) -> None:
        self.client, self.name = client, name

    def scratch(self) -> BinaryIO:
        # The address is known only when all has been read, so the sealed bytes wait on disk; they are encrypted there already.
        return tempfile.TemporaryFile()  # pyright: ignore[reportReturnType]

    def keep(self, scratch: BinaryIO, key: str) -> None:
        scratch.seek(0)
        # boto3 closes what it uploaded from unless it is handed something that cannot be closed.
        self.client.upload_fileobj(_Unclosable(scratch), self.name, key, Config=IN_PARTS)

    def open(self, key: str) -> BinaryIO:
        try:
            return self.client.get_object(Bucket=self.name, Key=key)["Body"]
        except ClientError as error:
            raise _meaning(error, key) from error

    def exists(self, key: str) -> bool:
        try:
            self.size(key)
        except Missing:
            return False
        return True

    def size(self, key: str) -> int:
        return self._head(key)["ContentLength"]

    def _head(self, key: str) -> dict[str, Any]:
        try:
            return self.client.head_object(Bucket=self.name, Key=key)
        except ClientError as error:
            raise _meaning(error, key) from error

    def delete(self, key: str) -> None:
        self.client.delete_object(Bucket=self.name, Key=key)

    def touch(self, key: str) -> bool:
        """A bucket knows only when something was put: what lies there for long is put anew."""
        try:
            return _age(self._head(key)) < PUT_ANEW
        except Missing:
            return False

    def forget(self, key: str, untouched: float) -> bool:
        try:
            head = self._head(key)
            if _age(head) < max(untouched, 2 * PUT_ANEW):
                return False
            # Only this one: what was put anew since the look has another tag.
            self.client.delete_object(Bucket=self.name, Key=key, IfMatch=head["ETag"])
        except Missing:
            return True
        except ClientError as error:
            if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 412:
                return False
            raise
        return True

    def addresses(self) -> Iterator[str]:
        for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name):
            for entry in page.get("Contents", []):
                yield entry["Key"]


def _age(head: dict[str, Any]) -> float:
    return time.time() - head["LastModified"].timestamp()


def _meaning(error: ClientError, key: str) -> Exception:
    return Missing(key) if error.response.get("Error", {}).get("Code") in {"404", "NoSuchKey", "NotFound"} else error


class _Unclosable:
    def __init__(self, file: BinaryIO) -> None:
        self.read, self.seek, self.tell = file.read, file.seek, file.tell

    def close(self) -> None:
        pass
