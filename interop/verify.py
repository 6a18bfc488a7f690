"""Reads what the record of Onetext writes, from the public specifications alone, and writes a log
of its own for Onetext to read. It shares no line with Onetext."""

import base64
import hashlib
import struct
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

DASH = "\u2014 "
LOG, WITNESS = 1, 4


class Refused(Exception):
    """Why something is not believed."""


def wanted(holds, why):
    if not holds:
        raise Refused(why)


def unpacked(words):
    """Base64 in its one written form."""
    try:
        raw = base64.b64decode(words, validate=True)
    except ValueError as why:
        raise Refused(str(why)) from why
    wanted(base64.b64encode(raw).decode() == words, "base64 in another form")
    return raw


def number(words):
    wanted(words.isascii() and words.isdigit(), f"no number: {words}")
    wanted(words == "0" or not words.startswith("0"), f"a zero in front: {words}")
    return int(words)


# The tree of RFC 6962.


def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def split(size):
    half = 1
    while half * 2 < size:
        half *= 2
    return half


def root(leaves):
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = split(len(leaves))
    return node_hash(root(leaves[:half]), root(leaves[half:]))


def path(index, leaves):
    if len(leaves) == 1:
        return []
    half = split(len(leaves))
    if index < half:
        return path(index, leaves[:half]) + [root(leaves[half:])]
    return path(index - half, leaves[half:]) + [root(leaves[:half])]


def growth(old, leaves, whole=True):
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    half = split(len(leaves))
    if old <= half:
        return growth(old, leaves[:half], whole) + [root(leaves[half:])]
    return growth(old - half, leaves[half:], False) + [root(leaves[:half])]


def root_of_path(index, size, leaf, hashes):
    """The root to which a path leads, by the shape of the tree."""
    if size == 1:
        wanted(not hashes, "hashes are left over")
        return leaf
    wanted(hashes, "a hash is missing")
    half = split(size)
    if index < half:
        return node_hash(root_of_path(index, half, leaf, hashes[:-1]), hashes[-1])
    below = root_of_path(index - half, size - half, leaf, hashes[:-1])
    return node_hash(hashes[-1], below)


def roots_of_growth(old, size, before, hashes, whole=True):
    """The roots of the older and of the newer tree, by the shape of both."""
    if old == size:
        if whole:
            wanted(not hashes, "hashes are left over")
            return before, before
        wanted(len(hashes) == 1, "one hash was expected")
        return hashes[0], hashes[0]
    wanted(hashes, "a hash is missing")
    half = split(size)
    if old <= half:
        first, second = roots_of_growth(old, half, before, hashes[:-1], whole)
        return first, node_hash(second, hashes[-1])
    first, second = roots_of_growth(old - half, size - half, before, hashes[:-1], False)
    return node_hash(hashes[-1], first), node_hash(hashes[-1], second)


# Keys and signed notes.


class Key:
    def __init__(self, name, kind, public):
        self.name, self.kind, self.public = name, kind, public
        material = bytes([kind]) + public
        self.id = hashlib.sha256(name.encode() + b"\n" + material).digest()[:4]
        self.vkey = f"{name}+{self.id.hex()}+{base64.b64encode(material).decode()}"

    @classmethod
    def read(cls, vkey):
        name, digits, material = vkey.strip().split("+", 2)
        raw = unpacked(material)
        key = cls(name, raw[0], raw[1:])
        wanted(key.id.hex() == digits, "the id of the key is another one")
        return key

    def message(self, text, at):
        if self.kind == LOG:
            return text.encode()
        return f"cosignature/v1\ntime {at}\n{text}".encode()

    def verify(self, text, signature):
        at = 0
        if self.kind == WITNESS:
            wanted(len(signature) == 72, "a cosignature has 72 bytes")
            (at,), signature = struct.unpack(">Q", signature[:8]), signature[8:]
        public = Ed25519PublicKey.from_public_bytes(self.public)
        try:
            public.verify(signature, self.message(text, at))
        except InvalidSignature as why:
            raise Refused(f"the signature of {self.name}") from why


class Signer:
    def __init__(self, name, kind, seed):
        self.private = Ed25519PrivateKey.from_private_bytes(seed)
        public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.key = Key(name, kind, public)

    def line(self, text, at=0):
        told = struct.pack(">Q", at) if self.key.kind == WITNESS else b""
        signature = self.private.sign(self.key.message(text, at))
        raw = base64.b64encode(self.key.id + told + signature).decode()
        return f"{DASH}{self.key.name} {raw}\n"


def opened(words, keys):
    """The text of a note that each of these keys has signed."""
    end = words.rfind("\n\n")
    wanted(end > 0 and words.endswith("\n"), "no note")
    text, missing = words[: end + 1], list(keys)
    for line in words[end + 2 : -1].split("\n"):
        wanted(line.startswith(DASH), "no signature")
        name, _, raw = line.removeprefix(DASH).partition(" ")
        raw = unpacked(raw)
        for key in keys:
            if key.name == name and key.id == raw[:4] and key in missing:
                key.verify(text, raw[4:])
                missing.remove(key)
    wanted(not missing, "not signed by all")
    return text


class Reader:
    def __init__(self, folder):
        self.keys = [Key.read((folder / f"{one}.vkey").read_text()) for one in ("log", "witness")]
        self.leaves = []

    def checkpoint(self, words):
        lines = opened(words, self.keys).split("\n")
        wanted(len(lines) == 4 and lines[3] == "", "no checkpoint")
        wanted(lines[0] == self.keys[0].name, "of another log")
        return number(lines[1]), unpacked(lines[2])

    def one(self, file):
        words = file.read_bytes().decode()
        if file.suffix == ".note":
            size, told = self.checkpoint(words)
            wanted(size <= len(self.leaves) and told == root(self.leaves[:size]), "another root")
            return
        before, _, signed = words.partition("\n\n")
        lines = before.split("\n")
        if file.suffix == ".proof":
            wanted(lines[0] == "c2sp.org/tlog-proof@v1", "no proof")
            wanted(lines[1].startswith("extra ") and lines[2].startswith("index "), "no entry")
            entry = unpacked(lines[1].removeprefix("extra "))
            index = number(lines[2].removeprefix("index "))
            hashes = [unpacked(line) for line in lines[3:]]
            size, told = self.checkpoint(signed)
            wanted(index < size, "behind the end")
            found = root_of_path(index, size, leaf_hash(entry), hashes)
            wanted(found == told, "it does not lead to the root")
            return
        wanted(file.suffix == ".request" and lines[0].startswith("old "), "no request")
        old = number(lines[0].removeprefix("old "))
        hashes = [unpacked(line) for line in lines[1:]]
        size, told = self.checkpoint(signed)
        wanted(0 < old <= size and old <= len(self.leaves), "no such size")
        before = root(self.leaves[:old])
        wanted(roots_of_growth(old, size, before, hashes) == (before, told), "it does not go on")

    def log(self, folder):
        """Reads all entries of a log, and compares its tiles."""
        size, told = self.checkpoint((folder / "checkpoint").read_bytes().decode())
        count = 0
        for start in range(0, size, 256):
            raw = (folder / tile("entries", start // 256, size - start)).read_bytes()
            while raw:
                (length,) = struct.unpack(">H", raw[:2])
                self.leaves.append(leaf_hash(raw[2 : 2 + length]))
                raw = raw[2 + length :]
            count += 1
        wanted(len(self.leaves) == size and root(self.leaves) == told, "another root")
        level, hashes = 0, self.leaves
        while hashes:
            for start in range(0, len(hashes), 256):
                part = hashes[start : start + 256]
                kept = folder / tile(level, start // 256, len(part))
                wanted(kept.read_bytes() == b"".join(part), f"{kept} is another tile")
                count += 1
            full = len(hashes) // 256 * 256
            hashes = [root(hashes[at : at + 256]) for at in range(0, full, 256)]
            level += 1
        return count


def tile(kind, place, width):
    part = f".p/{width}" if width < 256 else ""
    return f"tile/{kind}/{place:03}{part}"


def written(folder):
    """A log of Python's own, with the same kinds of files."""
    for kind in ("good", "bad"):
        (folder / kind).mkdir(parents=True)
    log = Signer("python.example/log", LOG, bytes([3] * 32))
    witness = Signer("python.example/witness", WITNESS, bytes([4] * 32))
    (folder / "log.vkey").write_text(log.key.vkey + "\n")
    (folder / "witness.vkey").write_text(witness.key.vkey + "\n")
    entries = [f"an entry of Python, the {nth}th".encode() for nth in range(300)]
    leaves = [leaf_hash(entry) for entry in entries]
    for size in (1, 2, 41, 128, 255, 256, 257, 300):
        told = base64.b64encode(root(leaves[:size])).decode()
        text = f"{log.key.name}\n{size}\n{told}\n"
        signed = f"{text}\n{log.line(text)}{witness.line(text, 1_767_225_600)}"
        both(folder, f"{size}.note", signed)
        for index in range(0, size, 31):
            entry = base64.b64encode(entries[index]).decode()
            hashes = listed(path(index, leaves[:size]))
            head = f"c2sp.org/tlog-proof@v1\nextra {entry}\nindex {index}\n"
            both(folder, f"{index}-{size}.proof", f"{head}{hashes}\n{signed}")
        if size > 41:
            hashes = listed(growth(41, leaves[:size]))
            both(folder, f"41-{size}.request", f"old 41\n{hashes}\n{signed}")


def listed(hashes):
    return "".join(base64.b64encode(one).decode() + "\n" for one in hashes)


def both(folder, name, words):
    """A file as it should be, and the same with one letter of its last signature changed."""
    (folder / "good" / name).write_bytes(words.encode())
    letter = "B" if words[-20] == "A" else "A"
    (folder / "bad" / name).write_bytes((words[:-20] + letter + words[-19:]).encode())


def main():
    ours, theirs = Path(sys.argv[1]), Path(sys.argv[2])
    reader = Reader(ours)
    believed, refused = reader.log(ours / "log"), 0
    for file in sorted((ours / "good").iterdir()):
        try:
            reader.one(file)
        except Refused as why:
            sys.exit(f"{file} was refused: {why}")
        believed += 1
    for file in sorted((ours / "bad").iterdir()):
        try:
            reader.one(file)
        except (Refused, UnicodeDecodeError):
            refused += 1
        else:
            sys.exit(f"{file} was believed")
    wanted(believed and refused, "nothing was there")
    written(theirs)
    print(f"python: {believed} believed, {refused} refused")


if __name__ == "__main__":
    main()
