"""Identity numbers that can belong to nobody: a correct check digit behind a region prefix that no region has.

GB/T 2260 assigns no region 99. Encrypting 1.3 million numbers takes seconds, so it runs in processes of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection

import numpy as np

from seed.demo.toolkit.columnar_table import Array
from shared.identity import INDEX_BYTES, Sealer

from .household_types import MALE
from .people_and_households import People

LENGTH, PREFIXES, PREFIX = 18, 10_000, "99"
ENCRYPTED_BYTES = 12 + LENGTH + 16  # nonce, number, tag
WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])  # GB 11643-1999
CHECK_DIGITS = np.frombuffer(b"10X98765432", np.uint8)
WORKERS, MIN_ROWS_FOR_PROCESSES = 2, 50_000
ZERO = ord("0")


def generate_numbers(people: People, wrong: Array) -> Array:
    """The numbers as rows of 18 bytes, all different; the persons `wrong` get a check digit that is not right."""
    position = np.arange(len(people))
    digits = np.empty((len(people), LENGTH), np.uint8)
    digits[:, :2] = np.frombuffer(PREFIX.encode(), np.uint8)
    _write_digits(digits[:, 2:6], position * 7919 % PREFIXES)  # 7919 is prime to 10,000: neighbours look unlike
    born = people.born.astype("datetime64[D]").astype("U10")
    written = born.view(np.uint32).reshape(len(people), 10).astype(np.uint8)
    digits[:, 6:14] = written[:, [0, 1, 2, 3, 5, 6, 8, 9]]
    _write_digits(digits[:, 14:17], position // PREFIXES * 2 + np.where(people.sex == MALE, 1, 2))
    check = (digits[:, :17] - ZERO).astype(np.int64) @ WEIGHTS % len(CHECK_DIGITS)
    check[wrong] = (check[wrong] + 3) % len(CHECK_DIGITS)
    digits[:, 17] = CHECK_DIGITS[check]
    return digits


def _write_digits(columns: Array, values: Array) -> None:
    width = columns.shape[1]
    for position in range(width):
        columns[:, position] = ZERO + values // 10 ** (width - 1 - position) % 10


def mask_numbers(digits: Array) -> Array:
    """The numbers as `shared.identity.mask` shows them."""
    masked = digits.copy()
    masked[:, :-4] = ord("*")
    return masked.view(f"S{LENGTH}").ravel()


@dataclass(frozen=True)
class EncryptedNumbers:
    """What is stored of the numbers, one row a person."""

    encrypted: Array
    index: Array


@contextmanager
def encrypt_in_background(digits: Array, secret: str) -> Iterator[Callable[[], EncryptedNumbers]]:
    """Encrypt the numbers with the deployment's secret while the block runs; yields a function that returns them."""
    if len(digits) < MIN_ROWS_FOR_PROCESSES:
        yield lambda: _concatenate([_encrypt(digits.tobytes(), secret)])
        return
    context = get_context("spawn")
    workers = []
    for part in np.array_split(digits, WORKERS):
        receiving, sending = context.Pipe(duplex=False)
        worker = context.Process(target=_encrypt_and_send, args=(sending, part.tobytes(), secret), daemon=True)
        worker.start()
        sending.close()  # the worker has its own: when one side dies the other notices
        workers.append((worker, receiving))
    try:
        yield lambda: _concatenate([receiving.recv() for _, receiving in workers])
    finally:
        for worker, _ in workers:
            worker.kill()


def _concatenate(parts: list[tuple[bytes, bytes]]) -> EncryptedNumbers:
    encrypted, index = (np.frombuffer(b"".join(column), np.uint8) for column in zip(*parts, strict=True))
    return EncryptedNumbers(encrypted.reshape(-1, ENCRYPTED_BYTES), index.reshape(-1, INDEX_BYTES))


def _encrypt_and_send(sending: Connection, digits: bytes, secret: str) -> None:
    sending.send(_encrypt(digits, secret))


def _encrypt(digits: bytes, secret: str) -> tuple[bytes, bytes]:
    sealer = Sealer(secret)
    text = digits.decode()
    sealed = [sealer.encrypt(text[start : start + LENGTH]) for start in range(0, len(text), LENGTH)]
    return b"".join(e for e, _ in sealed), b"".join(i for _, i in sealed)
