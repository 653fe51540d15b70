/**
 * Asks Askfirst before messages go out. Node 18 or newer, no dependency.
 *
 * A message is sent on a Permit, and on nothing else: whatever is no answer is an error of type DoNotSend.
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import plain from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

const KNOWN = ['add_header', 'link', 'disclose', 'contact', 'feedback', 'no_marketing'];
const LONGEST = 10_000; // The service never takes longer to answer.
const TOGETHER = 200; // Questions in a batch.
const AHEAD = 2; // Batches under way, so that neither side waits for the other.

/** What the service answered, and has on record: a Permit, a Defer or a Deny. `json` is all of it as it came. */
export class Answer {
  constructor(json) {
    this.id = json.id;
    this.json = json;
    /** With `code`, perhaps `detail` and `until`. Codes are stable text; new ones come. */
    this.reasons = json.reasons ?? [];
  }
}

/** Yes: this one message may go to this one address, before `validUntil`. */
export class Permit extends Answer {
  constructor(json) {
    super(json);
    this.validUntil = instant(json.validUntil);
    this.obligations = json.obligations ?? [];
  }

  /** Whether it still holds, by this machine's clock. */
  get isValid() {
    return Date.now() < this.validUntil.getTime();
  }

  /** What the message has to say, one line each: who wrote it, the person's page, the human to turn to, how useful it was. */
  get footer() {
    const first = (type) => this.obligations.find((it) => it.type === type) ?? {};
    const disclose = first('disclose');
    const lines = [disclose.text || disclose.value, first('link').value, first('contact').value?.replace(/^(mailto|tel):/, '')];
    for (const it of this.obligations.filter(({ type }) => type === 'feedback')) {
      lines.push(it.text ? `${it.text}: ${it.value}` : it.value);
    }
    return lines.filter(Boolean).join('\n');
  }

  /** The options of a mail (as of nodemailer) with every obligation: each header once, and one text below each body. */
  applyTo(mail) {
    const people = [mail.to, mail.cc, mail.bcc].flat().filter(Boolean);
    if (people.length > 1 || people.some((it) => typeof it === 'string' && it.split('@').length > 2)) {
      throw new TypeError('the links act for one person: send each of the recipients a mail of their own');
    }
    if (Array.isArray(mail.headers)) throw new TypeError('headers is an object, not a list');
    const done = { ...mail, headers: { ...mail.headers } };
    for (const { name, value } of this.obligations.filter((it) => it.type === 'add_header')) {
      for (const other of Object.keys(done.headers)) {
        if (other.toLowerCase() === name.toLowerCase()) delete done.headers[other];
      }
      // As it stands: `prepared` keeps nodemailer from folding and encoding it.
      done.headers[name] = { prepared: true, value };
    }
    if (typeof mail.text !== 'string' && typeof mail.html !== 'string') {
      throw new TypeError('the mail has neither text nor html that could be added to');
    }
    if (typeof mail.text === 'string') done.text = `${mail.text}\n\n${this.footer}\n`;
    if (typeof mail.html === 'string') {
      const end = mail.html.search(/<\/body>|<\/html>|$/i);
      done.html = `${mail.html.slice(0, end)}<p>${escape(this.footer)}</p>${mail.html.slice(end)}`;
    }
    return done;
  }
}

/** Not now: hold the message and ask again at `notBefore`. That is when to ask, not leave to send. */
export class Defer extends Answer {
  constructor(json) {
    super(json);
    this.notBefore = instant(json.notBefore);
  }
}

/** No: the message is not sent. As a rule only the person can change it, so do not keep asking. */
export class Deny extends Answer {}

/** There is no answer that could be acted upon: the message is not sent. The class says what to do about it. */
export class DoNotSend extends Error {}

/** No answer in time, or none that can be read: hold the message, and ask again later under the same `key`. */
export class NoAnswer extends DoNotSend {
  constructor(key, why, cause) {
    super(why, { cause });
    this.key = key;
  }
}

/** The question is wrong, and waiting does not mend it; `code` is the problem's, `errors` name the members. */
export class WrongQuestion extends DoNotSend {
  constructor(code, why, errors) {
    super(why);
    this.code = code;
    this.errors = errors;
  }
}

/** The token is not taken (401), or the catalog does not let this sender ask this (403). */
export class NotAllowed extends DoNotSend {}

/** A permit with an obligation that this version does not know; `id` is the permit's, to report it not sent. */
export class UnknownObligation extends DoNotSend {
  constructor(id, types) {
    super(`the permit ${id} has obligations that are not known here: ${types}`);
    this.id = id;
  }
}

/** The message was dealt with, and the service does not know: do not send again, report `outcome` of `permit` later. */
export class NotReported extends Error {
  constructor(permit, outcome, cause) {
    super(`the outcome ${outcome} of ${permit} is not reported`, { cause });
    this.permit = permit;
    this.outcome = outcome;
  }
}

/** One of many questions, and what came of it. */
export class Asked {
  #result;

  constructor(question, key, result) {
    this.question = question;
    this.key = key;
    this.#result = result;
  }

  /** The answer; where there is none, this throws what `ask` would have thrown. */
  get answer() {
    if (this.#result instanceof DoNotSend) throw this.#result;
    return this.#result;
  }
}

export class Askfirst {
  #post;
  #deadline;

  /**
   * `token` is a function that gives a token that is good now, or a promise of one. Each `ask` and `report` ends within
   * `deadline` milliseconds. `transport` is another way to the service; in tests, that of a FakeService.
   */
  constructor({ url, token, deadline = 10_000, transport } = {}) {
    this.#post = transport ?? http(url, token);
    this.#deadline = deadline;
  }

  /**
   * May this message go? A question is an object with `to`, `channel`, `topic`, and more as in the contract. `key` is a key of
   * your own for this message; whoever asks again under it takes up one place under caps.
   */
  async ask(question) {
    const { key, body } = asking(question);
    const attempts = new Attempts(this.#post, this.#deadline, key);
    return answer(await attempts.post('/v1/decisions', { 'Idempotency-Key': key }, body), key);
  }

  /**
   * Yields an Asked for each question, in order, with flat memory; at most 600 are taken ahead. A batch is asked again under
   * the same keys for `patience` milliseconds before what is left of it is NoAnswer.
   */
  async *askAll(questions, { patience = 300_000 } = {}) {
    const from = questions[Symbol.asyncIterator]?.() ?? questions[Symbol.iterator]();
    const underWay = [];
    let ended = false;
    const batch = async () => {
      const some = [];
      while (some.length < TOGETHER && !ended) {
        const next = await from.next();
        if (next.done) ended = true;
        else some.push(next.value);
      }
      return some;
    };
    try {
      for (;;) {
        while (underWay.length < AHEAD && !ended) {
          const asked = this.#askBatch(await batch(), patience);
          asked.catch(() => {}); // It is thrown where its turn comes.
          underWay.push(asked);
        }
        if (underWay.length === 0) return;
        yield* await underWay.shift();
      }
    } finally {
      await from.return?.();
    }
  }

  /**
   * Calls `send(permit)` if there is a permit, and reports `sent`, or `not_sent` if it throws, which is thrown on. Returns the
   * answer. NotReported says that it was sent and that this could not be reported: do not send it again.
   */
  async ifPermitted(question, send) {
    let got;
    try {
      got = await this.ask(question);
    } catch (unknown) {
      if (unknown instanceof UnknownObligation) await this.#notSent(unknown.id);
      throw unknown;
    }
    if (!(got instanceof Permit)) return got;
    try {
      await send(got);
    } catch (failed) {
      await this.#notSent(got.id);
      throw failed;
    }
    try {
      await this.report(got.id, 'sent');
    } catch (failed) {
      throw new NotReported(got.id, 'sent', failed);
    }
    return got;
  }

  /** Says what became of a permit: `sent`, `not_sent`, `bounced` or `complained`. The same may be said again. */
  async report(permit, outcome) {
    const key = `${permit}-${outcome}`;
    const attempts = new Attempts(this.#post, this.#deadline, key);
    await attempts.post(`/v1/decisions/${permit}/outcome`, { 'Idempotency-Key': key }, { outcome });
  }

  async #notSent(permit) {
    // If this fails its place under caps is lost; that it was not sent is what counts.
    await this.report(permit, 'not_sent').catch(() => {});
  }

  async #askBatch(questions, patience) {
    const all = questions.map(asking);
    const results = all.map(({ key }) => new NoAnswer(key, 'no answer'));
    let waiting = all.map((_, i) => i);
    try {
      const attempts = new Attempts(this.#post, patience, '');
      while (waiting.length > 0) {
        const body = { questions: waiting.map((i) => ({ ...all[i].body, key: all[i].key })) };
        const items = (await attempts.post('/v1/decisions/batch', {}, body)).decisions ?? [];
        if (items.length !== waiting.length) throw new NoAnswer('', 'the batch was answered in part');
        waiting.forEach((i, n) => (results[i] = resultOf(items[n], all[i].key)));
        waiting = waiting.filter((_, n) => [429, 503].includes(items[n].error?.status));
        if (waiting.length > 0) await attempts.pause(undefined, 'the service did not answer all');
      }
    } catch (failed) {
      if (!(failed instanceof DoNotSend)) throw failed;
      for (const i of waiting) results[i] = failed instanceof NoAnswer ? new NoAnswer(all[i].key, failed.message, failed) : failed;
    }
    return questions.map((question, i) => new Asked(question, all[i].key, results[i]));
  }
}

/** Asks until there is an answer or time is up: again only after 429, 503 and broken connections. */
class Attempts {
  #post;
  #end;
  #key;
  #number = 0;

  constructor(post, most, key) {
    this.#post = post;
    this.#end = performance.now() + most;
    this.#key = key;
  }

  async post(path, headers, body) {
    const sent = JSON.stringify(body);
    for (;;) {
      const left = Math.floor(this.#end - performance.now());
      if (left < 1) throw new NoAnswer(this.#key, 'no time is left');
      const all = { ...headers, 'Request-Timeout': (Math.min(left, LONGEST) / 1000).toFixed(3) };
      let reply;
      try {
        reply = await this.#post(path, all, sent, Math.min(left, LONGEST + 2_000));
      } catch (lost) {
        // Whether it was answered is not known: the key finds out.
        await this.pause(undefined, `the connection broke: ${lost.cause ?? lost}`, lost);
        continue;
      }
      const json = parse(reply.text);
      if (reply.status !== 429 && reply.status !== 503) return read(reply.status, json, this.#key);
      await this.pause(reply.retryAfter, said(reply.status, json));
    }
  }

  /** Waits as long as the service says, or longer each time, and some more so that not all come back at once. */
  async pause(told, why, lost) {
    const step = 100 * 2 ** Math.min(this.#number++, 4);
    const time = (told ?? step / 2) + Math.random() * step;
    if (performance.now() + time >= this.#end) throw new NoAnswer(this.#key, why, lost);
    await wait(time);
  }
}

/** Over HTTP/1.1 connections that stay open; `node:http` takes half the memory of `fetch`. */
function http(url, token) {
  const base = url.replace(/\/+$/, '');
  const { request, Agent } = base.startsWith('https:') ? https : plain;
  const agent = new Agent({ keepAlive: true });
  return async (path, headers, body, most) => {
    const own = { Authorization: `Bearer ${await token()}`, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const options = { method: 'POST', agent, headers: { ...headers, ...own }, signal: AbortSignal.timeout(most) };
    const reply = await new Promise((resolve, reject) => request(base + path, options, resolve).on('error', reject).end(body));
    const told = reply.headers['retry-after'] ?? '';
    return { status: reply.statusCode, retryAfter: /^\d+$/.test(told) ? told * 1000 : undefined, text: await text(reply) };
  };
}

/** The address as a URI: of `ana@example.org`, `+33 6 12 34 56 78`, or of what is one. */
export function contact(to) {
  const text = to.trim();
  if (/^[a-z][a-z0-9]*:/.test(text)) return text;
  if (text.startsWith('+')) return `tel:${text.replace(/[\s().-]/g, '')}`;
  if (text.indexOf('@') > 0) return `mailto:${text.replaceAll('%', '%25')}`;
  throw new TypeError(`write an address as ana@example.org, a number as +33612345678, else with its scheme: ${text}`);
}

/**
 * The event of a webhook's delivery (Standard Webhooks), or undefined if it is forged or old: then answer 400. `headers` is an
 * object with names in small letters, `body` the bytes as they came.
 */
export function event(secret, headers, body, now = Date.now()) {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((it) => headers[`webhook-${it}`] ?? '');
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1000 - timestamp) > 300) return undefined;
  const mac = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'));
  const expected = Buffer.from(`v1,${mac.update(`${id}.${timestamp}.`).update(body).digest('base64')}`);
  const fits = (it) => it.length === expected.length && timingSafeEqual(it, expected);
  return signatures.split(' ').some((it) => fits(Buffer.from(it))) ? JSON.parse(body) : undefined;
}

function asking({ key = randomUUID(), ...body }) {
  if ('mode' in body || 'at' in body) throw new TypeError('mode and at are not for asking in order to send');
  return { key, body: { ...body, to: contact(body.to) } };
}

/** What became of one question. Whatever is not understood is no permit; unknown members are passed over. */
function answer(item, key) {
  if (item.error) read(item.error.status, item.error, key);
  try {
    if (typeof item.id !== 'string') throw new TypeError('it has no id');
    if (item.outcome === 'deny') return new Deny(item);
    if (item.outcome === 'defer') return new Defer(item);
    if (item.outcome !== 'permit') throw new TypeError(`unknown outcome ${item.outcome}`);
    const unknown = (item.obligations ?? []).filter((it) => !isKnown(it)).map((it) => it.type);
    if (unknown.length > 0) throw new UnknownObligation(item.id, unknown);
    return new Permit(item);
  } catch (failed) {
    if (failed instanceof DoNotSend) throw failed;
    throw new NoAnswer(key, `the answer cannot be read: ${failed.message}`, failed);
  }
}

function resultOf(item, key) {
  try {
    return answer(item, key);
  } catch (failed) {
    if (failed instanceof DoNotSend) return failed;
    throw failed;
  }
}

function isKnown(it) {
  return KNOWN.includes(it.type) && Boolean(it.value) && (it.type !== 'add_header' || Boolean(it.name));
}

function instant(text) {
  const at = new Date(text);
  if (typeof text !== 'string' || Number.isNaN(at.getTime())) throw new TypeError(`${text} is no instant`);
  return at;
}

function read(status, reply, key) {
  if (status === 200 || status === 201) return reply;
  if (status === 401 || status === 403) throw new NotAllowed(said(status, reply));
  if ([400, 409, 413, 415, 422].includes(status)) {
    const errors = (reply.errors ?? []).map((it) => `${it.field} ${it.message}`);
    throw new WrongQuestion(code(reply), said(status, reply), errors);
  }
  throw new NoAnswer(key, said(status, reply));
}

function parse(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

const code = (problem) => String(problem.type ?? 'about:blank').replace(/.*\//, '');

const said = (status, problem) => `${status} ${code(problem)}: ${problem.detail ?? problem.title ?? ''}`;

const escape = (text) => text.replace(/[&<>"]/g, (it) => `&#${it.charCodeAt(0)};`).replaceAll('\n', '<br>');
