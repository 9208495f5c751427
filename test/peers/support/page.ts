import { format, resolveConfig } from 'prettier';
import { endpoints } from '../../../src/venues/ascendex/endpoints.ts';
import { channels } from '../../../src/venues/ascendex/stream/connection.ts';
import { answeredCalls, streamTopics, type Call } from './calls.ts';
import { CCXT } from './ccxt.ts';
import type { Client, Ledger } from './ledger.ts';

/** The environment variable that has the page written anew. */
export const RENEW = 'ORDER_DESK_RENEW_FIDELITY';

/** Reasons in the order they are first told, and their numbers. */
class Notes {
  readonly #numbers = new Map<string, number>();

  number(reason: string): number {
    const number = this.#numbers.get(reason) ?? this.#numbers.size + 1;
    this.#numbers.set(reason, number);
    return number;
  }

  get list(): string {
    return [...this.#numbers].map(([reason, number]) => `${number}. ${reason}`).join('\n');
  }
}

/** What both clients have a request for. */
export interface Offered {
  readonly ccxt: ReadonlySet<Call>;
}

const own: ReadonlySet<string> = new Set([
  ...Object.values(endpoints).map(({ method, path }) => `${method} ${path}`),
  ...channels.map((channel) => `sub ${channel}`),
  ...['sign-in by headers', 'ping', 'pong'],
  // The first draft's cancel.
  `POST ${endpoints.cancelOrder.path}`,
]);

/** What ccxt says on streams; it has no table of it. */
const saidByCcxt: ReadonlySet<string> = new Set([
  ...['auth', 'pong', 'sub futures-order', 'sub futures-account-update'],
  ...['sub depth', 'sub trades', 'sub bar'],
]);

/** The page, made of what the tests found and of nothing else. */
export async function fidelityPage(ledger: Ledger, { ccxt }: Offered): Promise<string> {
  const notes = new Notes();
  const has = (client: Client, topic: string): boolean => {
    if (client === 'desk') return own.has(topic);
    return ccxt.has(topic as Call) || saidByCcxt.has(topic);
  };
  const cell = (client: Client, topic: string): string => {
    const finding = ledger.find(client, topic);
    const { asked = false, compared = false } = finding ?? {};
    if (compared) {
      const differences = [...(finding?.differences ?? [])].map((each) => notes.number(each));
      if (differences.length === 0) return 'pass';
      return `differs: ${differences.sort((a, b) => a - b).join(', ')}`;
    }
    if (asked) return '**asked, not compared**';
    if (has(client, topic)) return '**not exercised**';
    return client === 'desk' ? 'not offered by Order Desk yet' : 'ccxt has no such request';
  };
  const table = (topics: readonly string[]): string =>
    [
      `| Asked for | ${CCXT} | Order Desk |`,
      '| --- | --- | --- |',
      ...topics.map((each) => `| \`${each}\` | ${cell('ccxt', each)} | ${cell('desk', each)} |`),
    ].join('\n');
  const known = new Set<string>([...answeredCalls, ...streamTopics]);
  const others = [...ledger.topics].filter((topic) => !known.has(topic)).sort();
  const [calls, streams] = [table(answeredCalls), table([...streamTopics, ...others])];
  const requests = [...ledger.comparisons].map(({ request, differences }) => {
    const parts = [...differences].map(([part, why]) => `\`${part}\` (${notes.number(why)})`);
    return `| ${request} | ${parts.join(', ') || 'none'} |`;
  });
  const signatures = ledger.signers.map(
    ([prehash, reading, by]) => `| \`${prehash}\` | ${reading} | ${by.join(', ')} |`,
  );
  const text = `# Fidelity

Written by the tests in \`test/peers/\`, of what they saw in one run; \`npm run test:unit\` fails where this page says
anything else. To write it anew: \`${RENEW}=1 npm run test:unit\`.

AscendEX closed, so nothing can be held against it any more. Instead the paper exchange is held against
${CCXT}, which was written by others against the living exchange and is used unmodified, with only its addresses
pointed at the paper exchange; and Order Desk's own client is held against both.

- **pass**: a request was sent, and what the client made of the answer is what the exchange's engine holds,
  field by field; or what it asked for is what the engine then holds.
- **differs**: the same, except as the numbered notes say. Each was seen to be so: a test fails when it no
  longer is.
- **asked, not compared**, **not exercised**: nothing is claimed.

Where ccxt has a request in its table and no method that makes it, the tests give it the members of the body, and ccxt
routes and signs: batches, the first draft's cancel, transfers, and the balance's history.

## Requests and what is made of the answers

Paths stand without \`/api/pro/\` and without the account group.

${calls}

## Streams

${streams}

## Order Desk's requests and ccxt's, part by part

Of the same inputs, key and clock: method, path, query, signed message, each header, each member of the body.
These parts differ, and no others do.

| Request | Parts that differ |
| --- | --- |
${requests.join('\n')}

## Known signatures

Of one secret and time, read by its characters or as base64, with what every one of these makes or asks for.

| Signed | Secret read as | The same for |
| --- | --- | --- |
${signatures.join('\n')}

## Notes

${notes.list}
`;
  const config = await resolveConfig(new URL('../../../package.json', import.meta.url));
  return format(text, { ...config, parser: 'markdown' });
}
