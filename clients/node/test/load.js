// A sender, to see how the client bears a service that dies (`each`: asks about each address of standard input and says what it
// sent), and how much memory it takes (`all N`: asks about N).
import { readFileSync } from 'node:fs';
import { Askfirst, NoAnswer, NotReported, Permit } from '../askfirst.js';

const SENDERS = 8;
const { ASKFIRST_URL: url, ASKFIRST_TOKEN: token, ASKFIRST_TEST_YES: yes } = process.env;
const askfirst = new Askfirst({ url, token: () => token, deadline: 3_000 });

/** A message that waits in a queue until there is an answer, and whose outcome is told until it is heard. */
async function one(address) {
  const question = { to: address, channel: 'email', topic: 'offers.bags', key: `load-${address}` };
  for (;;) {
    try {
      const answer = await askfirst.ifPermitted(question, (permit) => console.log(`sent ${permit.id}`));
      if (!(answer instanceof Permit)) console.log('kept', answer.json);
      return;
    } catch (failed) {
      if (failed instanceof NotReported) return report(failed);
      if (!(failed instanceof NoAnswer)) throw failed;
      console.log(`held ${failed.message}`);
    }
  }
}

async function report({ permit, outcome }) {
  for (;;) {
    try {
      return await askfirst.report(permit, outcome);
    } catch (failed) {
      if (!(failed instanceof NoAnswer)) throw failed;
      console.log('told again');
    }
  }
}

async function each() {
  const addresses = readFileSync(0, 'utf8').split(/\s+/).filter(Boolean);
  const next = addresses.values();
  await Promise.all(Array.from({ length: SENDERS }, async () => {
    for (const address of next) await one(address);
  }));
  console.log('done');
}

async function all(number) {
  function* questions() {
    for (let i = 0; i < number; i++) {
      yield { to: i % 10 === 0 ? yes : `person-${i}@load.example`, channel: 'email', topic: 'offers' };
    }
  }
  const outcomes = { permit: 0, deny: 0 };
  const start = performance.now();
  let i = 0;
  for await (const asked of askfirst.askAll(questions())) {
    const isPermit = asked.answer instanceof Permit;
    if (isPermit !== (i++ % 10 === 0)) throw new Error(`number ${i}: ${JSON.stringify(asked.answer.json)}`);
    outcomes[isPermit ? 'permit' : 'deny']++;
  }
  const peak = readFileSync('/proc/self/status', 'utf8').match(/VmHWM.*/)[0].replace(/\s+/g, ' ');
  console.log(`answers ${i} ${JSON.stringify(outcomes)} in ${((performance.now() - start) / 1000).toFixed(1)} s, peak ${peak}`);
}

await (process.argv[2] === 'each' ? each() : all(Number(process.argv[3])));
