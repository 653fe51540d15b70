// Uses what openapi-generator makes of the contract for TypeScript, and says what it read.
import {
    ActsApi,
    BatchItemFromJSON,
    BatchQuestionToJSON,
    ChangesApi,
    Configuration,
    PeopleApi,
    ProblemFromJSON,
    QuestionsApi,
    ResponseError,
} from './index';
import type { BatchItem, BatchQuestion, Decision, Grant, Problem, Question } from './index';

declare const process: { env: Record<string, string | undefined> };

const to = `mailto:${setting('ASKFIRST_TEST_ADDRESS')}`;
const question: Question = { to, channel: 'email', topic: 'offers.shoes' };
const grant: Grant = {
    contact: to,
    controller: 'acme',
    topic: 'offers',
    channel: 'email',
    notice: { id: 'acme-marketing', version: 1, language: 'en' },
    evidence: { method: 'form', source: 'https://acme.example/signup' },
};

function setting(name: string): string {
    const value = process.env[name];
    if (value === undefined) throw new Error(`${name} is not set`);
    return value;
}

function at(url: string, token: string): Configuration {
    return new Configuration({ basePath: setting(url), accessToken: setting(token) });
}

/** One that can be answered, and one that cannot. */
function twoQuestions(): BatchQuestion[] {
    return [
        { ...question, key: `first-${crypto.randomUUID()}` },
        { to: 'tel:+33612345678', channel: 'email', topic: 'offers.shoes' },
    ];
}

async function use(configuration: Configuration): Promise<void> {
    const acts = new ActsApi(configuration);
    const questions = new QuestionsApi(configuration);
    console.log('grant', (await acts.grant({ grant })).state);
    console.log('ask', said(await questions.ask({ question, idempotencyKey: `generated-${to}`, requestTimeout: '5' })));
    console.log('batch', items((await questions.askMany({ batch: { questions: twoQuestions() } })).decisions));
    const body = twoQuestions().map(it => JSON.stringify(BatchQuestionToJSON(it))).join('\n');
    const answers = lines(await (await questions.askAll({ body })).text());
    console.log('stream', items(answers.map(it => BatchItemFromJSON(it))));
    console.log('import', await importOne(acts));
    console.log('withdraw', (await acts.withdraw({ refusalRequest: { contact: to, controller: 'acme' } })).state);
    console.log('ask', said(await questions.ask({ question })));
}

async function importOne(acts: ActsApi): Promise<number> {
    const body = 'contact,notice.id,notice.version,evidence.method,at\n'
        + `${to.replace('@', '-too@')},acme-marketing,1,form,2026-01-01T09:00:00Z\n`;
    const file = { kind: 'grants', body, controller: 'acme', topic: 'offers', channel: 'email' } as const;
    return lines(await (await acts.importActs(file)).text()).at(-1).summary.created;
}

async function readTerms(configuration: Configuration): Promise<void> {
    const people = new PeopleApi(configuration);
    const { person } = await people.lookup({ lookupBody: { contact: to } });
    const terms = await people.person({ id: person });
    console.log('terms', terms.version, terms.consents[0].state);
}

async function readWhatIsNewer(configuration: Configuration): Promise<void> {
    const questions = new QuestionsApi(configuration);
    console.log('later', said(await questions.ask({ question })));
    console.log('later', items((await questions.askMany({ batch: { questions: twoQuestions() } })).decisions));
    console.log('later', (await new ChangesApi(configuration).changes()).events[0].type);
    try {
        await new ActsApi(configuration).grant({ grant });
    } catch (failure) {
        if (!(failure instanceof ResponseError)) throw failure;
        console.log('later', problem(ProblemFromJSON(await failure.response.json())));
    }
}

function lines(text: string): any[] {
    return text.split('\n').filter(line => line !== '').map(line => JSON.parse(line));
}

function items(all: BatchItem[]): string {
    return all.map(it => (it.error === undefined ? it.outcome : problem(it.error))).join(', ');
}

function problem(it: Problem): string {
    return `${it.status} ${it.type}`;
}

/** The outcome; of a no its reasons, and obligations that we do not know. */
function said(decision: Decision): string {
    const known = ['add_header', 'link', 'disclose', 'contact'];
    const unknown = (decision.obligations ?? []).map(it => it.type).filter(it => !known.includes(it));
    return [decision.outcome, ...decision.reasons.map(it => it.code), ...unknown].join(' ');
}

async function main(): Promise<void> {
    await use(at('ASKFIRST_URL', 'ASKFIRST_TOKEN'));
    await readTerms(at('ASKFIRST_URL', 'ASKFIRST_ADMIN_TOKEN'));
    await readWhatIsNewer(at('ASKFIRST_LATER_URL', 'ASKFIRST_TOKEN'));
}

main();
