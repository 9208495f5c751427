// What a message of an order costs the client once it has come: read, secrets taken out, merged and
// told to all that a window has, beside bare JSON.parse. The messages are those of a real exchange
// whose orders fill, are canceled and placed anew; it runs in this process, between the rounds.
import assert from 'node:assert/strict';
import { PaperCore } from '../../src/paper/core.ts';
import { VirtualClock } from '../../src/paper/virtualClock.ts';
import { aborted, coreHost } from '../soak/coreHost.ts';
import { memoryVenue } from '../soak/memoryVenue.ts';
import { measure } from './measure.ts';
import { named, report, timesAsLong } from './report.ts';
import { computing } from './stream/computed.ts';
import { DeskAtWork } from './stream/deskAtWork.ts';

const ORDERS = 10_000;
const MESSAGES = 50_000;
const time = new VirtualClock();
const core = new PaperCore({
  ...{ seed: 7, orders: ORDERS, frozen: true },
  now: time.now,
  after: time.after,
});
const { key, account } = core;
let kept: string[] = [];
let say: (text: string) => void = () => undefined;
const venue = memoryVenue({
  host: coreHost(core, (text, saying) => {
    say = saying;
    const load = /^{"m":"futures-(order|account)/.test(text);
    if (load) kept.push(text);
    return load;
  }),
  clock: { now: time.now, delay: (_ms, signal) => aborted(signal) },
  group: String(account.identity.group),
  credentials: { apiKey: key.key, secret: key.secret },
});
const work = new DeskAtWork(venue);
await work.live();
core.services.churn.start(account, { perSecond: MESSAGES, seconds: 3_600, fills: 10 });

/** Lets the exchange make messages that nobody has heard yet. */
async function more(): Promise<void> {
  while (kept.length < MESSAGES) await time.advance(10);
}

const sink: unknown[] = [];
let told = 0;
work.desk.store.onDidChange(({ orderIds }) => (told += orderIds.length));
let heard = 0;
const parse = 'JSON.parse alone';
const all = 'read, scrubbed, merged and told';
const perMessage = (run: () => void) => (): Promise<readonly number[]> =>
  Promise.resolve([computing(run) / kept.length]);
await more();
const candidates = await measure({
  rounds: 9,
  warmUp: 1,
  candidates: {
    [parse]: {
      prepare: more,
      samples: perMessage(() => {
        for (const text of kept) sink[0] = JSON.parse(text);
      }),
    },
    [all]: {
      prepare: more,
      samples: async () => {
        const texts = kept;
        const took = await perMessage(() => {
          for (const text of texts) say(text);
        })();
        heard += texts.length;
        kept = [];
        work.redraws.take(() => 1);
        return took;
      },
    },
  },
});
assert.equal(work.received, heard, 'every message is heard');
for (const text of kept) say(text);
assert.equal(work.different((await venue.openOrders()).value), 0, 'the model is the exchange');
const each = named(candidates, all).p50 * 1_000;
report({
  title: `A message of a stream with ${ORDERS} open orders, ${MESSAGES} at a time: time computed`,
  notes: [
    'Read, secrets looked for, merged into the model, told to the feed, the cancels and the tree.',
    `${told} changes told; in the end the model has the exchange's own open orders.`,
  ],
  candidates,
  figures: { 'messages that a core has time for in a second': Math.round(1e6 / each) },
  goals: [
    {
      text: '100,000 messages a second of a core',
      measured: 1e6 / each,
      atLeast: 100_000,
      reason:
        `each takes ${each.toFixed(1)} us, of which JSON.parse alone takes ` +
        `${(named(candidates, parse).p50 * 1_000).toFixed(1)} on this machine, as busy as it was`,
    },
    { text: 'times JSON.parse alone', measured: timesAsLong(candidates, all, parse), atMost: 4 },
  ],
});
work.desk.dispose();
await venue.close();
core.stop();
