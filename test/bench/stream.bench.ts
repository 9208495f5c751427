// How many messages of orders a second the client takes: from text to store in this process, beside
// bare JSON.parse of the same texts, and over a socket from an exchange in a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setInterval } from 'node:timers/promises';
import { root } from '../../scripts/setup/paths.mjs';
import { Redactor } from '../../src/net/redact.ts';
import { OrderStore } from '../../src/orders/orderStore.ts';
import { PaperCore } from '../../src/paper/core.ts';
import { VirtualClock } from '../../src/paper/virtualClock.ts';
import { createAscendexVenue } from '../../src/venues/ascendex/client.ts';
import { readMessage, toStreamOrder } from '../../src/venues/ascendex/stream/messages.ts';
import type { PaperReady } from '../../src/venues/ascendex/wire.ts';
import { measure } from './measure.ts';
import { report } from './report.ts';

const ORDERS = 10_000;
const MESSAGES = 50_000;
const SECONDS = Number(process.env['ORDER_DESK_LOAD_SECONDS'] ?? 10);

/** Messages as the exchange sends them under load. */
async function messages(): Promise<{ texts: string[]; secrets: string[] }> {
  const { now, after, advance } = bound(new VirtualClock());
  const core = new PaperCore({ seed: 7, orders: ORDERS, frozen: true, now, after });
  const { streams, churn } = core.services;
  const texts: string[] = [];
  const reader = { push: (_name: string, text: string) => void texts.push(text) };
  streams.feeds.subscribe(reader, { kind: 'futures-order' }, core.account.identity.accountId);
  churn.start(core.account, { perSecond: MESSAGES, seconds: 60, fills: 10 });
  while (texts.length < MESSAGES) await advance(100);
  core.stop();
  return { texts: texts.slice(0, MESSAGES), secrets: [core.key.key, core.key.secret] };
}

function bound(clock: VirtualClock) {
  const advance = (ms: number): Promise<void> => clock.advance(ms);
  return { now: clock.now, after: clock.after, advance };
}

function megabytes(): { heap: number; rss: number } {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: Math.round(heapUsed / 1e6), rss: Math.round(rss / 1e6) };
}

const { texts, secrets } = await messages();
const redactor = new Redactor(secrets);
const store = new OrderStore();
let heard = 0;
store.onDidChange(({ orderIds }) => (heard += orderIds.length));
const sink: unknown[] = [];
const size = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
console.log('before', megabytes());
let sequence = 0;
const candidates = await measure({
  rounds: 9,
  candidates: {
    'JSON.parse alone': () => {
      for (const text of texts) sink[0] = JSON.parse(text);
    },
    'read, secrets taken out, merged, told': () => {
      sequence += 1_000_000_000_000;
      for (const raw of texts) {
        const { json } = readMessage(raw);
        const text = redactor.scrub(raw);
        const order = toStreamOrder(json, text);
        // Each round is later than the one before, else nothing of it were news.
        const later = { ...order, sequence: order.sequence + sequence };
        store.apply([later], { kind: 'stream', at: 0, text });
      }
    },
  },
});
console.log('after', megabytes(), `${heard} changes told`);
report({
  title: `${MESSAGES} messages of ${size.toFixed(0)} bytes on ${ORDERS} orders, from text to store`,
  candidates,
});

const child = fork(`${root}/dist/paper.cjs`, ['--orders', String(ORDERS), '--frozen'], {
  stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
});
const [line] = (await once(child.stdout!, 'data')) as [Buffer];
const { url: origin, apiKey, secret, accountGroup } = JSON.parse(line.toString()) as PaperReady;
const venue = createAscendexVenue({
  ...{ origin, accountGroup: String(accountGroup), keyEncoding: 'utf8', cancelMethod: 'DELETE' },
  ...{ credentials: { apiKey, secret, origin }, connect: {}, onTranscript: () => undefined },
});
const stream = venue.stream?.();
if (!stream) throw new Error('there is no stream');
const live = new OrderStore();
let received = 0;
stream.onOrders(({ order, evidence: { receivedAt, text } }) => {
  received += 1;
  live.apply([order], { kind: 'stream', at: receivedAt, text });
});
stream.onAccount(() => (received += 1));
stream.start();
while (stream.state.phase !== 'live') {
  await new Promise<void>((resolve) => {
    const once = stream.onDidChangeState(() => (once.dispose(), resolve()));
  });
}
live.apply((await venue.openOrders()).value, { kind: 'stream', at: 0, text: '' });

async function control<T>(path: string, body?: object): Promise<T> {
  const headers = { 'x-paper-control': '1', 'content-type': 'application/json' };
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  const response = await fetch(`${origin}/paper/v1/${path}`, { headers, ...init });
  return ((await response.json()) as { data: T }).data;
}

interface Stats {
  churn: { running: boolean; made: number };
}

/** Seconds that a process has computed so far, whatever else the machine did. */
function computed(pid: number | undefined): number {
  const file = `/proc/${pid}/schedstat`;
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e9 : NaN;
}

console.log('over a socket: before', megabytes());
const busyBefore = [computed(process.pid), computed(child.pid)];
await control('market/churn', { perSecond: MESSAGES, seconds: SECONDS });
const began = performance.now();
let last = { received: 0, made: 0, at: began };
const ticking = setInterval(1_000);
for (let running = true; running;) {
  await ticking.next();
  const { churn } = await control<Stats>('stats');
  const at = performance.now();
  const rate = (now: number, before: number): number =>
    Math.round(((now - before) * 1000) / (at - last.at));
  const told = `made ${rate(churn.made, last.made)}, received ${rate(received, last.received)}`;
  console.log(`  ${told} a second, ${process.memoryUsage().rss >> 20} MiB`);
  last = { received, made: churn.made, at };
  ({ running } = churn);
}
const seconds = (performance.now() - began) / 1_000;
const [client = NaN, exchange = NaN] = [process.pid, child.pid].map(
  (pid, at) => computed(pid) - (busyBefore[at] ?? NaN),
);
const per = (busy: number): string =>
  `${((100 * busy) / seconds).toFixed(0)} % of a core, ${((1e6 * busy) / received).toFixed(1)} us a message`;
report({
  title: `The same over a socket for ${seconds.toFixed(1)} s`,
  figures: {
    'messages made a second': Math.round(last.made / seconds),
    'messages taken a second': Math.round(received / seconds),
    client: per(client),
    exchange: per(exchange),
  },
});
console.log('after', megabytes());
const open = (await venue.openOrders()).value;
const wrong = open.filter(({ orderId, raw }) => live.get(orderId)?.sequence !== order(raw));
console.log(`open ${open.length}, known ${live.size}, different ${wrong.length}`);
if (open.length !== live.size || wrong.length > 0) process.exitCode = 1;
await ticking.return?.();
stream.dispose();
await venue.close();
child.kill();

function order(raw: string): number {
  return (JSON.parse(raw) as { seqNum: number }).seqNum;
}
