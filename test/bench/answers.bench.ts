// What it costs to take in a large answer, every order with its own text, and to lay out every token.
import assert from 'node:assert/strict';
import { formatJson } from '../../src/net/formatJson.ts';
import type { Transcript } from '../../src/net/transcript.ts';
import { OrderStore } from '../../src/orders/orderStore.ts';
import { readAnswer } from '../../src/venues/ascendex/answers.ts';
import { readOrders } from '../../src/venues/ascendex/reads.ts';
import type { Order } from '../../src/venues/venue.ts';
import { wireOrder } from '../support/orders.ts';
import { reportGrowth, SIZES, sizeName } from './growth.ts';
import { measure } from './measure.ts';
import { report, timesAsLong } from './report.ts';
import { computingHere } from './stream/computed.ts';

const wire = Array.from({ length: 10_000 }, (_, i) =>
  wireOrder({ orderId: `a175d9d90643U68469127074${String(i).padStart(9, '0')}` }),
);
const text = textOf(wire.length);

function textOf(orders: number): string {
  return JSON.stringify({ code: 0, data: wire.slice(0, orders) });
}

function transcriptOf(body: string): Transcript {
  return {
    ...{ id: '1', action: 'open-orders', startedAt: 0, failure: undefined },
    request: { method: 'GET', url: 'http://127.0.0.1/', headers: [], body: undefined },
    response: {
      ...{ status: 200, statusText: 'OK', headers: [], complete: true },
      body: Buffer.from(body),
    },
    timings: { sent: 0, headers: 0, total: 0 },
  };
}

function read(transcript: Transcript): readonly Order[] {
  const answer = readAnswer(transcript);
  assert.ok(answer.kind === 'data');
  return readOrders(answer, 'the open orders', transcript);
}

function toModel(transcript: Transcript): unknown {
  return new OrderStore().apply(read(transcript), { kind: 'stream', at: 0, text: '' });
}

/** Some in a row, as V8 forgets the compiled code of what has not run for a few collections. */
const IN_A_ROW = 5;
/** @param times how often it is done for a sample, which is too short to be measured otherwise */
const inARow = (run: () => unknown, times = 1) => ({
  samples: (): Promise<readonly number[]> => {
    const took = Array.from({ length: IN_A_ROW }, () => {
      globalThis.gc?.();
      const all = computingHere(() => {
        for (let i = 0; i < times; i += 1) run();
      });
      return all / times;
    });
    return Promise.resolve(took);
  },
});
const parse = 'JSON.parse alone';
const orders = 'from bytes to orders, each with its own text';
const model = 'from bytes to the model';
const sink: unknown[] = [];
const whole = transcriptOf(text);
const candidates = await measure({
  rounds: 9,
  warmUp: 2,
  candidates: {
    [parse]: inARow(() => (sink[0] = JSON.parse(text))),
    [orders]: inARow(() => (sink[0] = read(whole))),
    [model]: inARow(() => toModel(whole)),
  },
});
report({
  title: `An answer of ${(text.length / 1e6).toFixed(1)} MB with ${wire.length} open orders: time computed`,
  candidates,
  goals: [
    {
      text: 'times JSON.parse alone, from bytes to orders',
      measured: timesAsLong(candidates, orders, parse),
      atMost: 2,
    },
    {
      text: 'times JSON.parse alone, from bytes to the model',
      measured: timesAsLong(candidates, model, parse),
      atMost: 2,
      reason:
        `reading takes ${timesAsLong(candidates, orders, parse).toFixed(2)} times as long as the ` +
        'parser, and the rest is the entry that each order gets by its id and by its symbol',
    },
  ],
});
reportGrowth(
  'An answer with so many open orders, from bytes to the model',
  await measure({
    rounds: 5,
    warmUp: 2,
    candidates: Object.fromEntries(
      SIZES.map((size) => {
        const transcript = transcriptOf(textOf(size));
        return [sizeName(size), inARow(() => toModel(transcript), wire.length / size)];
      }),
    ),
  }),
  1.1,
);
report({
  title: 'The answer of 10,000 orders laid out to be read',
  candidates: await measure({
    rounds: 3,
    candidates: {
      'JSON.parse and stringify, which changes digits': () =>
        JSON.stringify(JSON.parse(text), undefined, 2),
      'Format, which changes none': () => formatJson(text),
    },
  }),
});
