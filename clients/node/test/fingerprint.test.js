// The published vectors for fingerprints.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fingerprint, words } from '../fingerprint.js';

const VECTORS = new URL('../../../src/test/resources/vectors/fingerprints.json', import.meta.url);

for (const row of JSON.parse(readFileSync(VECTORS, 'utf8')).vectors) {
  test(`${row.id} is made`, () => {
    assert.deepEqual(words(row.text), [row.tokens, row.words]);
    const expected = { words: row.words, ...(row.fingerprint && { fingerprint: row.fingerprint }) };
    assert.deepEqual(fingerprint(row.text, row.month, Buffer.from(row.key, 'hex')), expected);
  });
}
