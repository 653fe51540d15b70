/** Makes the fingerprint of a text as docs/fingerprints.md of Askfirst describes it, so that the text need not leave your system. */
import { createHmac } from 'node:crypto';

export const FEWEST_WORDS = 20;

const SPACED = 1;
const IDEOGRAPHIC = 2;
const SYLLABIC = 5;
const RANGES = [
  [SYLLABIC, [[0x0e00, 0x0eff], [0x1000, 0x109f], [0x1780, 0x17ff], [0xa9e0, 0xa9ff], [0xaa60, 0xaa7f]]],
  [IDEOGRAPHIC, [[0x2e80, 0x312f], [0x31a0, 0x31ff], [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xf900, 0xfaff], [0x20000, 0x3ffff]]],
];

/**
 * The members `words` and, of at least 20 words, `fingerprint` of a question's `message`. `month` and `key` are those of
 * `GET /v1/fingerprints/key`, the key as bytes.
 */
export function fingerprint(text, month, key) {
  const [tokens, count] = words(text);
  if (count < FEWEST_WORDS) return { words: count };
  const least = new Uint32Array(64).fill(0xffffffff);
  const shingles = new Set(tokens.slice(2).map((_, i) => tokens.slice(i, i + 3).join(' ')));
  for (const shingle of shingles) {
    const hash = createHmac('sha256', key).update(shingle).digest();
    for (let i = 0; i < 64; i++) {
      const rank = mixed(hash.readInt32BE((i % 8) * 4) ^ Math.imul(Math.floor(i / 8), 0x9e3779b9));
      if (rank < least[i]) least[i] = rank;
    }
  }
  const values = Buffer.alloc(128);
  least.forEach((it, i) => values.writeUInt16BE(it & 0xffff, i * 2));
  return { words: count, fingerprint: `${month}.${values.toString('base64url')}` };
}

/** What the author wrote, as a list of tokens, and how many words it is. */
export function words(text) {
  const visible = ownLines(text).replace(/\p{Cf}/gu, '').normalize('NFKC');
  const folded = [...visible].map((c) => [...c.toUpperCase()].map((it) => it.toLowerCase()).join('')).join('').normalize('NFKC');
  const all = [...folded.replace(/[!#-;=?-~]+/g, (it) => (/@|:\/\/|www\./.test(it) ? ' @ ' : it))];
  const tokens = [];
  let count = 0;
  const mark = (token) => {
    if (tokens.at(-1) === token) return;
    tokens.push(token);
    count++;
  };
  let at = 0;
  while (at < all.length) {
    const start = at;
    if (all[at] === '@') {
      at++;
      mark('@');
    } else if (isNumber(all[at])) {
      while (isNumber(all[at]) || (/^[.,:/-]$/.test(all[at] ?? '') && isNumber(all[at + 1]))) at++;
      mark('#');
    } else if (isMark(all[at]) || isLetter(all[at])) {
      const step = isMark(all[at]) ? SPACED : stepOf(all[at]);
      at++;
      while (isMark(all[at]) || (isLetter(all[at]) && stepOf(all[at]) === step)) at++;
      const length = at - start;
      const size = step === SPACED ? length : Math.min(step, length);
      for (let i = start; i + size <= at; i++) tokens.push(all.slice(i, i + size).join(''));
      count += step === SPACED ? 1 : Math.ceil(length / step);
    } else {
      at++;
    }
  }
  return [tokens, count];
}

function ownLines(text) {
  const kept = [];
  let quoted = false;
  for (const whole of text.split(/\r\n|\n|\r/)) {
    const line = whole.replace(/^[ \t\u00a0]+/, '').replace(/[ \t\u00a0]+$/, '');
    if (line === '--' || /^[-_=*~#]{10}/.test(line)) break;
    if (line.startsWith('---') && line.endsWith('---') && /[^-]/.test(line)) break;
    const quotes = line.startsWith('>');
    if (quotes && !quoted) dropIntroduction(kept);
    if (!quotes) kept.push(line);
    quoted = quotes;
  }
  return kept.join('\n');
}

function dropIntroduction(kept) {
  while (kept.length > 0 && kept.at(-1) === '') kept.pop();
  if (kept.length === 0 || !/[:\uff1a]$/.test(kept.at(-1))) return;
  if (!/[0-9]/.test(kept.pop()) && kept.length > 0 && kept.at(-1) !== '') kept.pop();
}

const isLetter = (c) => c !== undefined && /^\p{L}$/u.test(c);

const isMark = (c) => c !== undefined && /^\p{M}$/u.test(c);

const isNumber = (c) => c !== undefined && /^\p{N}$/u.test(c);

function stepOf(c) {
  const code = c.codePointAt(0);
  const found = RANGES.find(([, ranges]) => ranges.some(([first, last]) => first <= code && code <= last));
  return found ? found[0] : SPACED;
}

function mixed(part) {
  let h = part;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
