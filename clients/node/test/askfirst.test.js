// What is read as a permit and what is not, when it is asked again, what is reported; and, with ASKFIRST_URL, a service.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  Askfirst, Defer, Deny, DoNotSend, NoAnswer, NotAllowed, NotReported, Permit, UnknownObligation, WrongQuestion, contact, event,
} from '../askfirst.js';
import { FakeService } from '../fake.js';

const QUESTION = { to: 'ana@example.org', channel: 'email', topic: 'offers' };
const BUSY = { type: '/problems/undecided', title: 'x', status: 503 };
const DENY = { id: '1', outcome: 'deny', reasons: [] };
const NOT_SENT = () => assert.fail('it was sent');

const permit = (...obligations) => ({ id: '7', outcome: 'permit', validUntil: '2026-01-01T00:00:00Z', obligations });

/** A service that says what it was told to, one reply after the other; undefined is a connection that breaks. */
function script(...replies) {
  const requests = [];
  const transport = async (path, headers, body) => {
    requests.push({ path, headers, body: JSON.parse(body) });
    const [status, text, retryAfter] = replies.shift() ?? assert.fail('connection reset');
    return { status, text: typeof text === 'string' ? text : JSON.stringify(text), retryAfter };
  };
  return { requests, transport };
}

const ask = (...replies) => new Askfirst(script(...replies)).ask(QUESTION);

async function listed(answers) {
  const all = [];
  for await (const asked of answers) all.push(asked);
  return all;
}

describe('answers', () => {
  test('a reason that is new stays text', async () => {
    const answer = await ask([200, { ...DENY, reasons: [{ code: 'rested', mood: 1 }], new: [] }]);
    assert.ok(answer instanceof Deny);
    assert.equal(answer.reasons[0].code, 'rested');
  });

  test('a defer says when to ask again', async () => {
    const answer = await ask([200, { id: '1', outcome: 'defer', notBefore: '2026-01-02T03:04:05.678901Z' }]);
    assert.ok(answer instanceof Defer);
    assert.equal(answer.notBefore.toISOString(), '2026-01-02T03:04:05.678Z');
  });

  test('an obligation that is not known is no permit and is reported', async () => {
    for (const obligation of [{ type: 'sing', value: 'a song' }, { type: 'add_header', value: 'x' }, { type: 'link' }, {}]) {
      const said = script([200, permit({ type: 'link', value: 'x' }, obligation)], [201, {}]);
      const failed = new Askfirst(said).ifPermitted(QUESTION, NOT_SENT);
      await assert.rejects(failed, (it) => it instanceof UnknownObligation && it.id === '7');
      assert.equal(said.requests[1].path, '/v1/decisions/7/outcome');
      assert.deepEqual(said.requests[1].body, { outcome: 'not_sent' });
    }
  });

  test('what cannot be read is no permit', async () => {
    const validUntil = '2026-01-01T00:00:00Z';
    const wrong = [
      '', '<html>permit</html>', '[]', 'null', { outcome: 'permit', validUntil }, { id: '1', outcome: 'permit' },
      { id: '1', outcome: 'permit', validUntil: 'soon' }, { id: '1', outcome: 'maybe' }, { id: '1', outcome: ['permit'] },
      permit(null), { ...permit(), obligations: 1 },
    ];
    for (const text of wrong) await assert.rejects(ask([200, text]), NoAnswer, JSON.stringify(text));
  });

  test('an address may be written as people do', async () => {
    assert.equal(contact('ana@example.org'), 'mailto:ana@example.org');
    assert.equal(contact(' 50%@a.org'), 'mailto:50%25@a.org');
    assert.equal(contact('+33 6 12-34.56 78'), 'tel:+33612345678');
    assert.equal(contact('push:app/a@b'), 'push:app/a@b');
    assert.throws(() => contact('0612345678'), TypeError);
  });

  test('what only enquires is not asked', async () => {
    await assert.rejects(new Askfirst(script()).ask({ ...QUESTION, mode: 'check' }), TypeError);
  });

  test('a delivery is genuine or nothing', () => {
    // The example of the specification's own libraries.
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const body = Buffer.from('{"test": 2432232314}');
    const signed = 1614265330;
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': String(signed),
      'webhook-signature': 'v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    assert.deepEqual(event(secret, headers, body, signed * 1000), { test: 2432232314 });
    assert.equal(event(secret, headers, Buffer.from('{"test": 1}'), signed * 1000), undefined);
    assert.equal(event(secret, headers, body, (signed + 301) * 1000), undefined);
    assert.equal(event(secret, headers, body), undefined);
    assert.equal(event(secret, {}, body, signed * 1000), undefined);
  });

  test('obligations are put into a mail', async () => {
    const answer = await ask([200, permit(
      { type: 'add_header', name: 'List-Unsubscribe', value: '<u>' },
      { type: 'link', value: 'https://ask.example/p/1?a&b' },
      { type: 'contact', value: 'mailto:p@acme.example' },
      { type: 'disclose', value: 'automated', text: 'Written by a machine.' },
      { type: 'feedback', name: 'more', value: 'https://ask.example/f/1?value=more', text: 'More of this' },
    )]);
    const mail = { to: 'ana@example.org', text: 'Hello', html: '<body><p>Hello</p></body>', headers: { 'list-unsubscribe': 'old', 'X-A': '1' } };
    const done = answer.applyTo(mail);
    assert.deepEqual(done.headers, { 'X-A': '1', 'List-Unsubscribe': { prepared: true, value: '<u>' } });
    assert.equal(done.text, 'Hello\n\nWritten by a machine.\nhttps://ask.example/p/1?a&b\np@acme.example\nMore of this: https://ask.example/f/1?value=more\n');
    assert.ok(done.html.endsWith('<br>https://ask.example/p/1?a&#38;b<br>p@acme.example<br>More of this: https://ask.example/f/1?value=more</p></body>'), done.html);
    assert.equal(mail.text, 'Hello');
    for (const to of ['ana@example.org, bo@example.org', ['ana@example.org', 'bo@example.org']]) {
      assert.throws(() => answer.applyTo({ ...mail, to }), TypeError);
    }
    assert.throws(() => answer.applyTo({ to: 'ana@example.org', raw: 'x' }), TypeError);
  });
});

describe('retries', () => {
  test('it is asked again under the same key in the time that is left', async () => {
    const said = script([503, BUSY], undefined, [429, '', 0], [200, DENY]);
    assert.ok((await new Askfirst(said).ask(QUESTION)) instanceof Deny);
    assert.equal(new Set(said.requests.map((it) => it.headers['Idempotency-Key'])).size, 1);
    const times = said.requests.map((it) => Number(it.headers['Request-Timeout']));
    assert.deepEqual([...new Set(times)].sort((a, b) => b - a), times);
  });

  test('anything else is not asked again', async () => {
    for (const status of [302, 400, 401, 403, 404, 409, 413, 422, 500, 502]) {
      const said = script([status, { type: '/problems/x', errors: [{ field: 'to', message: 'is wrong' }] }]);
      const failed = await new Askfirst(said).ask(QUESTION).catch((it) => it);
      assert.ok(failed instanceof DoNotSend, `${status}`);
      if (failed instanceof WrongQuestion) assert.deepEqual([failed.code, failed.errors], ['x', ['to is wrong']]);
      assert.equal(said.requests.length, 1);
    }
  });

  test('who is to wait longer than the deadline is told at once', async () => {
    const asked = new Askfirst(script([429, '', 3_600_000])).ask({ ...QUESTION, key: 'k' });
    await assert.rejects(asked, (it) => it instanceof NoAnswer && it.key === 'k');
  });

  test('the deadline ends it', async () => {
    const fake = new FakeService();
    fake.away = true;
    const before = performance.now();
    await assert.rejects(new Askfirst({ transport: fake.transport, deadline: 300 }).ask(QUESTION), NoAnswer);
    assert.ok(performance.now() - before < 5_000);
  });

  test('what became of a permit is reported', async () => {
    const fake = new FakeService().permits('ana@example.org');
    const askfirst = new Askfirst(fake);
    const sent = await askfirst.ifPermitted(QUESTION, (it) => assert.ok(it.isValid));
    const failed = new Error('the mail server is away');
    await assert.rejects(askfirst.ifPermitted(QUESTION, () => Promise.reject(failed)), failed);
    assert.equal(fake.outcomes[sent.id], 'sent');
    assert.deepEqual(Object.values(fake.outcomes).sort(), ['not_sent', 'sent']);
  });

  test('a report that fails is no reason to send again', async () => {
    const left = new Askfirst(script([200, permit()], [429, '', 3_600_000])).ifPermitted(QUESTION, () => {});
    await assert.rejects(left, (it) => it instanceof NotReported && it.permit === '7' && it.outcome === 'sent');
  });

  test('who is not named is denied by the fake and nothing is sent', async () => {
    const fake = new FakeService();
    const answer = await new Askfirst(fake).ifPermitted(QUESTION, NOT_SENT);
    assert.equal(answer.reasons[0].code, 'consent_unknown');
    assert.deepEqual(fake.asked, ['mailto:ana@example.org']);
  });

  test('many are answered in their order and what has no answer is asked again', async () => {
    const wrong = { error: { type: '/problems/unknown-topic', status: 422 } };
    const said = script(undefined, [200, { decisions: [DENY, { error: BUSY }, wrong] }], [200, { decisions: [permit()] }]);
    const asked = await listed(new Askfirst(said).askAll([QUESTION, { ...QUESTION, key: 'second' }, QUESTION]));
    assert.ok(asked[0].answer instanceof Deny);
    assert.ok(asked[1].answer instanceof Permit);
    assert.throws(() => asked[2].answer, WrongQuestion);
    assert.deepEqual(said.requests[0].body, said.requests[1].body);
    assert.deepEqual(said.requests[2].body.questions.map((it) => it.key), ['second']);
  });

  test('questions are taken only as answers are', async () => {
    let taken = 0;
    async function* questions() {
      for (; taken < 1_000_000; taken++) yield QUESTION;
    }
    for await (const asked of new Askfirst(new FakeService()).askAll(questions())) {
      assert.ok(asked.answer instanceof Deny);
      break;
    }
    assert.ok(taken <= 600, `${taken} were taken`);
  });
});

// With a token of `acme-mailer`, and somebody who said yes to offers by mail.
describe('a service', { skip: process.env.ASKFIRST_URL ? false : 'no service' }, () => {
  const yes = process.env.ASKFIRST_TEST_YES;
  const url = process.env.ASKFIRST_URL;
  const askfirst = url ? new Askfirst({ url, token: () => process.env.ASKFIRST_TOKEN }) : undefined;
  const about = (to, more) => ({ to, channel: 'email', topic: 'offers', ...more });

  test('somebody who said yes is sent something', async () => {
    let mail;
    const answer = await askfirst.ifPermitted(about(yes, { message: { campaign: 'spring' } }), (it) => {
      mail = it.applyTo({ to: yes, text: 'Hello' });
    });
    assert.ok(answer instanceof Permit);
    assert.equal(mail.headers['List-Unsubscribe-Post'].value, 'List-Unsubscribe=One-Click');
    assert.match(mail.text, /\/p\//);
    console.log(`sent ${answer.id}`);
  });

  test('a stranger is not', async () => {
    assert.equal((await askfirst.ask(about('nobody@clients.example'))).reasons[0].code, 'consent_unknown');
  });

  test('the same key gets the same answer', async () => {
    const question = about(yes, { key: `node-${process.hrtime.bigint()}` });
    assert.equal((await askfirst.ask(question)).id, (await askfirst.ask(question)).id);
  });

  test('what is wrong is said', async () => {
    await assert.rejects(askfirst.ask(about(yes, { topic: 'gossip' })), (it) => it instanceof WrongQuestion && it.code === 'unknown-topic');
    await assert.rejects(askfirst.ask(about(yes, { controller: 'globex' })), NotAllowed);
    await assert.rejects(new Askfirst({ url, token: () => 'x.y.z' }).ask(about(yes)), NotAllowed);
  });

  test('many are answered in their order', async () => {
    const to = { 3: '+33639980000', 4: yes };
    const questions = Array.from({ length: 1_300 }, (_, i) => about(to[i % 7] ?? 'nobody@clients.example'));
    const asked = await listed(askfirst.askAll(questions));
    assert.equal(asked.length, 1_300);
    asked.forEach((it, i) => {
      if (i % 7 === 3) assert.throws(() => it.answer, WrongQuestion);
      else assert.equal(it.answer instanceof Permit, i % 7 === 4, `number ${i}`);
    });
  });
});
