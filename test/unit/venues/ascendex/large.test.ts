import assert from 'node:assert/strict';
import type { Transcript } from '../../../../src/net/transcript.ts';
import { readAnswer } from '../../../../src/venues/ascendex/answers.ts';
import { readOrders } from '../../../../src/venues/ascendex/reads.ts';
import { wireOrder } from '../../../support/orders.ts';

function answered(text: string): Transcript {
  const body = Buffer.from(text);
  return {
    id: '1',
    action: 'open-orders',
    startedAt: 0,
    request: { method: 'GET', url: 'http://127.0.0.1/', headers: [], body: undefined },
    response: { status: 200, statusText: 'OK', headers: [], body, complete: true },
    failure: undefined,
    timings: { sent: 0, headers: 0, total: 0 },
  };
}

describe('an answer with 10,000 orders', () => {
  const orders = Array.from({ length: 10_000 }, (_, i) => wireOrder({ orderId: `a${i}` }));
  for (const [what, text] of [
    ['as JSON', JSON.stringify({ code: 0, data: orders })],
    ['with a trailing comma', `${JSON.stringify({ code: 0, data: orders }).slice(0, -1)},}`],
  ] as const) {
    it(`is read ${what}, each order with its own text`, () => {
      const transcript = answered(text);
      const answer = readAnswer(transcript);
      assert.ok(answer.kind === 'data');
      const read = readOrders(answer, 'the open orders', transcript);
      assert.equal(read.length, 10_000);
      assert.equal(read[9_999]?.raw, JSON.stringify(orders[9_999]));
    });
  }
});
