"""The published vectors for fingerprints."""

import json
import pathlib
import unittest

from askfirst_fingerprint import fingerprint, words

VECTORS = pathlib.Path(__file__).parents[3] / "src/test/resources/vectors/fingerprints.json"


class Fingerprints(unittest.TestCase):
    def test_each_vector_is_made(self):
        for row in json.loads(VECTORS.read_text("utf-8"))["vectors"]:
            with self.subTest(row["id"]):
                self.assertEqual((row["tokens"], row["words"]), words(row["text"]))
                made = fingerprint(row["text"], row["month"], bytes.fromhex(row["key"]))
                self.assertEqual({it: row[it] for it in ("words", "fingerprint") if it in row}, made)


if __name__ == "__main__":
    unittest.main()
