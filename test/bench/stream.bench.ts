// What a message of an order costs the client once it has come: read, secrets taken out, merged and
// told to all that a window has, beside bare JSON.parse. The messages are those of a real exchange
// whose orders fill, are canceled and placed anew; it runs in this process, between the rounds.
import { reportGrowth, SIZES, sizeName } from './growth.ts';
import { measure } from './measure.ts';
import { named, report, timesAsLong } from './report.ts';
import { computing } from './stream/computed.ts';
import { StreamAtWork } from './stream/streamAtWork.ts';

const ORDERS = 10_000;
const MESSAGES = 50_000;
/** For how the cost grows: fewer of them, of four exchanges in turns. */
const FEW = 10_000;
const sink: unknown[] = [];
const parse = 'JSON.parse alone';
const all = 'read, scrubbed, merged and told';
const stream = await StreamAtWork.start(ORDERS, MESSAGES);
const more = (): Promise<void> => stream.more(MESSAGES);
await more();
const candidates = await measure({
  rounds: 9,
  warmUp: 1,
  candidates: {
    [parse]: {
      prepare: more,
      samples: () => {
        const took = computing(() => {
          for (const text of stream.kept) sink[0] = JSON.parse(text);
        });
        return Promise.resolve([took / stream.kept.length]);
      },
    },
    [all]: { prepare: more, samples: () => Promise.resolve([stream.hear()]) },
  },
});
await stream.end();
const each = named(candidates, all).p50 * 1_000;
report({
  title: `A message of a stream with ${ORDERS} open orders, ${MESSAGES} at a time: time computed`,
  notes: [
    'Read, secrets looked for, merged into the model, told to the feed, the cancels and the tree.',
    `${stream.told} changes told; in the end the model has the exchange's own open orders.`,
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

const streams = await Promise.all(SIZES.map((size) => StreamAtWork.start(size, FEW)));
reportGrowth(
  'A message of a stream with so many open orders: time computed',
  await measure({
    rounds: 9,
    candidates: Object.fromEntries(
      streams.map((each, at) => [
        sizeName(SIZES[at] ?? 10),
        { prepare: () => each.more(FEW), samples: () => Promise.resolve([each.hear()]) },
      ]),
    ),
  }),
  0.2,
);
for (const each of streams) await each.end();
