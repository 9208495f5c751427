// How many messages a second the client takes over a socket from an exchange in a process of its own,
// what each costs both, and whether memory stays: 10,000 open orders that fill, are canceled and
// placed anew. ORDER_DESK_LOAD_SECONDS says for how long. In the end the model has to be the exchange's.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { setInterval } from 'node:timers/promises';
import { root } from '../../scripts/setup/paths.mjs';
import { createAscendexVenue } from '../../src/venues/ascendex/client.ts';
import type { PaperReady } from '../../src/venues/ascendex/wire.ts';
import { report } from './report.ts';
import { computed } from './stream/computed.ts';
import { DeskAtWork } from './stream/deskAtWork.ts';

const ORDERS = 10_000;
const PER_SECOND = 50_000;
const SECONDS = Number(process.env['ORDER_DESK_LOAD_SECONDS'] ?? 10);
/** Orders that are closed fill up the model's memory of them first, s. */
const SETTLED = Math.min(3, SECONDS / 2);

interface Stats {
  readonly churn: { readonly running: boolean; readonly made: number };
}

const child = fork(`${root}/dist/paper.cjs`, ['--orders', String(ORDERS), '--frozen'], {
  stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  execArgv: [],
});
const [line] = (await once(child.stdout!, 'data')) as [Buffer];
const { url: origin, apiKey, secret, accountGroup } = JSON.parse(line.toString()) as PaperReady;
const venue = createAscendexVenue({
  ...{ origin, accountGroup: String(accountGroup), keyEncoding: 'utf8', cancelMethod: 'DELETE' },
  ...{ credentials: { apiKey, secret, origin }, connect: {}, onTranscript: () => undefined },
});
const work = new DeskAtWork(venue);
await work.live();

async function control<T>(path: string, body?: object): Promise<T> {
  const headers = { 'x-paper-control': '1', 'content-type': 'application/json' };
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  const response = await fetch(`${origin}/paper/v1/${path}`, { headers, ...init });
  return ((await response.json()) as { data: T }).data;
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

await control('market/churn', { perSecond: PER_SECOND, seconds: SECONDS });
const began = performance.now();
const before = [computed(process.pid), computed(child.pid)] as const;
const rates: number[] = [];
let heapAtFirst = NaN;
let last = { received: 0, at: began };
const ticking = setInterval(1_000);
let made = 0;
for (let running = true; running;) {
  await ticking.next();
  ({ running, made } = (await control<Stats>('stats')).churn);
  work.redraws.take(() => 1);
  const at = performance.now();
  rates.push(Math.round(((work.received - last.received) * 1_000) / (at - last.at)));
  last = { received: work.received, at };
  if (Number.isNaN(heapAtFirst) && at - began >= SETTLED * 1_000) heapAtFirst = heap();
}
await ticking.return?.();
const open = (await venue.openOrders()).value;
const seconds = (performance.now() - began) / 1_000;
const busy = [computed(process.pid) - before[0], computed(child.pid) - before[1]] as const;
const [client, exchange] = busy.map((each) => (1e6 * each) / work.received) as [number, number];
const grown = heap() - heapAtFirst;
const rate = work.received / seconds;
const share = ((busy[0] + busy[1]) / (seconds * cpus().length)) * 100;
const different = work.different(open);
report({
  title: `A stream over a socket for ${seconds.toFixed(0)} s, ${ORDERS} open orders, 2 processes`,
  notes: [
    `taken each second: ${rates.join(', ')}`,
    `made ${made}, taken ${work.received}; of ${open.length} open orders ${different} are known otherwise`,
  ],
  figures: {
    'messages taken a second': Math.round(rate),
    'client, us computed for each': client,
    'exchange, us computed for each': exchange,
    'of all cores computed for them, %': Math.round(share),
    'a core has time for so many a second, client': Math.round(1e6 / client),
    'a core has time for so many a second, exchange': Math.round(1e6 / exchange),
  },
  goals: [
    {
      text: `${PER_SECOND} messages a second`,
      measured: rate,
      // The exchange makes no more than it was asked to, and begins and ends within a slice.
      atLeast: PER_SECOND * 0.98,
      reason:
        `together they computed ${(client + exchange).toFixed(1)} us for each, for which ` +
        `${cpus().length} cores have time ${Math.round((1e6 * cpus().length) / (client + exchange))} ` +
        `times a second, and the machine gave them ${Math.round(share)} % of its cores`,
    },
    { text: 'us for each, exchange, of one core', measured: exchange, atMost: 20 },
    { text: 'us for each, client, of one core', measured: client, atMost: 20 },
    { text: 'MB by which the heap has grown since the first seconds', measured: grown, atMost: 15 },
  ],
});
assert.equal(different, 0, 'the model is the exchange');
work.desk.dispose();
await venue.close();
child.kill();
