"""Makes the fingerprint of a text as docs/fingerprints.md of Askfirst describes it, so that the text need not leave your system."""

import base64
import hashlib
import hmac
import re
import struct
import unicodedata

FEWEST_WORDS = 20

_SPACED, _IDEOGRAPHIC, _SYLLABIC = 1, 2, 5
_RANGES = (
    (_SYLLABIC, ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F))),
    (_IDEOGRAPHIC, ((0x2E80, 0x312F), (0x31A0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))),
)
_ALL = 0xFFFFFFFF
_STEPS = tuple(i // 8 * 0x9E3779B9 & _ALL for i in range(64))


def fingerprint(text, month, key):
    """The members `words` and, of at least 20 words, `fingerprint` of a question's `message`.

    `month` and `key` are those of `GET /v1/fingerprints/key`, the key as bytes.
    """
    tokens, count = words(text)
    if count < FEWEST_WORDS:
        return {"words": count}
    least = [_ALL] * 64
    for shingle in {" ".join(tokens[i : i + 3]) for i in range(len(tokens) - 2)}:
        parts = struct.unpack(">8I", hmac.new(key, shingle.encode(), hashlib.sha256).digest())
        for i in range(64):
            rank = _mixed(parts[i % 8] ^ _STEPS[i])
            if rank < least[i]:
                least[i] = rank
    values = struct.pack(">64H", *(it & 0xFFFF for it in least))
    return {"words": count, "fingerprint": f"{month}.{base64.urlsafe_b64encode(values).decode().rstrip('=')}"}


def words(text):
    """What the author wrote, as a list of tokens, and how many words it is."""
    text = "".join(c for c in _own_lines(text) if unicodedata.category(c) != "Cf")
    folded = "".join(it.lower() for c in unicodedata.normalize("NFKC", text) for it in c.upper())
    text = unicodedata.normalize("NFKC", folded)
    text = re.sub("[!#-;=?-~]+", lambda it: " @ " if re.search(r"@|://|www\.", it[0]) else it[0], text)
    kinds = [unicodedata.category(c)[0] for c in text] + [" "]
    tokens, count, at = [], 0, 0
    while at < len(text):
        start = at
        if text[at] == "@":
            at += 1
        elif kinds[at] == "N":
            while kinds[at] == "N" or (at < len(text) and text[at] in ".,:/-" and kinds[at + 1] == "N"):
                at += 1
        elif kinds[at] in "LM":
            step = _SPACED if kinds[at] == "M" else _step(text[at])
            at += 1
            while kinds[at] == "M" or (kinds[at] == "L" and _step(text[at]) == step):
                at += 1
            length = at - start
            size = length if step == _SPACED else min(step, length)
            tokens += [text[i : i + size] for i in range(start, at - size + 1)]
            count += 1 if step == _SPACED else -(-length // step)
            continue
        else:
            at += 1
            continue
        mark = "@" if text[start] == "@" else "#"
        if tokens[-1:] != [mark]:
            tokens.append(mark)
            count += 1
    return tokens, count


def _own_lines(text):
    kept, quoted = [], False
    for line in re.split("\r\n|\n|\r", text):
        line = line.strip(" \t\u00a0")
        if line == "--" or re.match("[-_=*~#]{10}", line):
            break
        if line.startswith("---") and line.endswith("---") and line.strip("-"):
            break
        quotes = line.startswith(">")
        if quotes and not quoted:
            _drop_introduction(kept)
        if not quotes:
            kept.append(line)
        quoted = quotes
    return "\n".join(kept)


def _drop_introduction(kept):
    while kept and not kept[-1]:
        kept.pop()
    if not kept or not kept[-1].endswith((":", "\uff1a")):
        return
    if not re.search("[0-9]", kept.pop()) and kept and kept[-1]:
        kept.pop()


def _step(c):
    for step, ranges in _RANGES:
        if any(first <= ord(c) <= last for first, last in ranges):
            return step
    return _SPACED


def _mixed(h):
    h = (h ^ h >> 16) * 0x85EBCA6B & _ALL
    h = (h ^ h >> 13) * 0xC2B2AE35 & _ALL
    return h ^ h >> 16
