/** For the tests of senders: `new Askfirst({ transport: new FakeService().permits('ana@example.org').transport })`. */
import { randomUUID } from 'node:crypto';
import { contact } from './askfirst.js';

const STRANGER = { outcome: 'deny', reasons: [{ code: 'consent_unknown' }] };

/** Whoever is not named is denied as `consent_unknown`, as by the service. The same key gets the same answer. */
export class FakeService {
  /** The addresses that were asked about. */
  asked = [];
  /** What was reported last of each permit, by its id. */
  outcomes = {};
  /** While it is true, nobody has an answer. */
  away = false;
  #answers = new Map();
  #byKey = new Map();

  permits(to) {
    const validUntil = new Date(Date.now() + 900_000).toISOString();
    const obligations = [
      { type: 'add_header', name: 'List-Unsubscribe', value: '<https://ask.example/u/x>' },
      { type: 'add_header', name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
      { type: 'link', value: 'https://ask.example/p/x' },
    ];
    return this.says(to, { outcome: 'permit', validUntil, reasons: [], obligations });
  }

  defers(to, notBefore) {
    return this.says(to, { outcome: 'defer', notBefore: notBefore.toISOString(), reasons: [{ code: 'paused' }] });
  }

  denies(to, reason) {
    return this.says(to, { outcome: 'deny', reasons: [{ code: reason }] });
  }

  /** Questions about this address get this answer, whatever it is; its `id` is made for each. */
  says(to, answer) {
    this.#answers.set(contact(to), answer);
    return this;
  }

  transport = async (path, headers, text) => {
    if (this.away) throw new Error('the service is away');
    const body = JSON.parse(text);
    let reply = body;
    if (path.endsWith('/outcome')) this.outcomes[path.split('/')[3]] = body.outcome;
    else if (path.endsWith('/batch')) reply = { decisions: body.questions.map((it) => this.#decide(it, it.key)) };
    else reply = this.#decide(body, headers['Idempotency-Key']);
    return { status: 200, text: JSON.stringify(reply) };
  };

  #decide({ to }, key) {
    this.asked.push(to);
    const fresh = { id: randomUUID(), decidedAt: new Date().toISOString(), ...(this.#answers.get(to) ?? STRANGER) };
    if (!this.#byKey.has(key)) this.#byKey.set(key, fresh);
    return this.#byKey.get(key);
  }
}
