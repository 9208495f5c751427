// What it costs to keep every order's own text, and every token of a large answer.
import assert from 'node:assert/strict';
import { formatJson } from '../../src/net/formatJson.ts';
import type { Transcript } from '../../src/net/transcript.ts';
import { OrderStore } from '../../src/orders/orderStore.ts';
import { readAnswer } from '../../src/venues/ascendex/answers.ts';
import { readOrders } from '../../src/venues/ascendex/reads.ts';
import type { Order } from '../../src/venues/venue.ts';
import { wireOrder } from '../support/orders.ts';
import { measure } from './measure.ts';
import { report } from './report.ts';

const wire = Array.from({ length: 13_000 }, (_, i) => wireOrder({ orderId: `a${i}` }));
const text = JSON.stringify({ code: 0, data: wire });
const transcript: Transcript = {
  ...{ id: '1', action: 'open-orders', startedAt: 0, failure: undefined },
  request: { method: 'GET', url: 'http://127.0.0.1/', headers: [], body: undefined },
  response: {
    ...{ status: 200, statusText: 'OK', headers: [], complete: true },
    body: Buffer.from(text),
  },
  timings: { sent: 0, headers: 0, total: 0 },
};

function read(): readonly Order[] {
  const answer = readAnswer(transcript);
  assert.ok(answer.kind === 'data');
  return readOrders(answer, 'the open orders', transcript);
}

const orders = read();
const candidates = await measure({
  rounds: 9,
  candidates: {
    'JSON.parse alone': () => JSON.parse(text) as unknown,
    'read into orders with their own text': read,
    'put into an empty store': () =>
      new OrderStore().apply(orders, { kind: 'stream', at: 0, text: '' }),
    'JSON.parse and stringify, which changes digits': () =>
      JSON.stringify(JSON.parse(text), undefined, 2),
    'Format, which changes none': () => formatJson(text),
  },
});
report({
  title: `An answer of ${(text.length / 1e6).toFixed(1)} MB with ${wire.length} open orders`,
  candidates,
});
