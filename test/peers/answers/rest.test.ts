import assert from 'node:assert/strict';
import { json, type FaultyHost } from '../../support/faultyHost.ts';
import { errorOf, VenueRig, type VenueUnderTest } from '../../support/venueRig.ts';
import { reports } from '../support/ledger.ts';
import {
  acknowledged,
  cancelOf,
  earlyOrder,
  laterOrder,
  refusals,
  refusedBatch,
  without,
} from './shapes.ts';

const read = {
  ...{ orderId: laterOrder.orderId, symbol: 'BTC-PERP', side: 'buy', type: 'limit' },
  ...{ status: 'open', venueStatus: 'New', price: '30000', stopPrice: undefined },
  ...{ quantity: '0.0021', filledQuantity: '0', averagePrice: undefined },
  ...{ createdAt: laterOrder.time, updatedAt: laterOrder.lastExecTime, sequence: 28700000101 },
};

describe("Order Desk's client and answers that the living exchange gave", () => {
  const rig = new VenueRig();
  let host: FaultyHost;
  let desk: VenueUnderTest;
  reports('answers/rest');

  beforeEach(async () => {
    host = await rig.host();
    desk = rig.venue(host.origin);
  });
  afterEach(() => rig.end());

  /** Answers with a text, or with JSON. */
  function answers(body: unknown): void {
    host.answer = json(body);
  }

  it('reads orders of early and of later revisions alike', async () => {
    answers({ code: 0, data: [laterOrder, { ...earlyOrder, orderId: 'early1' }] });
    const { value } = await desk.venue.openOrders();
    assert.deepEqual(value, [
      { ...read, raw: JSON.stringify(laterOrder) },
      {
        ...{ ...read, orderId: 'early1', sequence: 14 },
        raw: JSON.stringify({ ...earlyOrder, orderId: 'early1' }),
      },
    ]);
  });

  it('keeps fields that it does not know, letter by letter', async () => {
    const unknown = '"trailing" : [1.50, 9007199254740993, {"then": null}], "note":"\\u00e9"';
    const order = `{${JSON.stringify(laterOrder).slice(1, -1)},${unknown}}`;
    const text = `{"code":0,"v":2,"data":[ ${order} ],"more":{}}`;
    answers(text);
    const { value, transcript } = await desk.venue.openOrders();
    assert.deepEqual(value, [{ ...read, raw: order }]);
    assert.equal(Buffer.from(transcript.response?.body ?? []).toString(), text);
  });

  it('does without any field that a decision does not hang on', async () => {
    const needed = ['orderId', 'symbol', 'side', 'status', 'orderQty', 'cumFilledQty', 'time'];
    for (const field of Object.keys(laterOrder)) {
      answers({ code: 0, data: [without(laterOrder, field)] });
      if (needed.includes(field)) {
        const error = await errorOf(desk.venue.openOrders());
        assert.deepEqual([error.kind, error.message.includes(field)], ['unreadable', true], field);
      } else {
        const { value } = await desk.venue.openOrders();
        assert.equal(value[0]?.orderId, laterOrder.orderId, field);
      }
    }
  });

  it('reads data that is one order and data that is a list of them', async () => {
    for (const data of [laterOrder, [laterOrder]]) {
      const body = { code: 0, ac: 'FUTURES', accountId: laterOrder.accountId, data };
      answers(body);
      const { value } = await desk.venue.orderStatus([laterOrder.orderId]);
      assert.deepEqual(value, [{ ...read, raw: JSON.stringify(laterOrder) }]);
    }
    answers({ code: 0, data: [] });
    assert.deepEqual((await desk.venue.orderStatus([laterOrder.orderId])).value, []);
  });

  it('takes an order with seqNum -1 for one without a number', async () => {
    answers({ code: 0, data: [{ ...laterOrder, seqNum: -1 }] });
    const [order] = (await desk.venue.openOrders()).value;
    assert.equal(order?.sequence, -1);
  });

  it('takes an ACK with status New for an acknowledgement, whatever was asked for', async () => {
    answers(acknowledged);
    for (const respond of ['ACK', 'ACCEPT', 'DONE'] as const) {
      const { value } = await desk.venue.cancelOrder({ ...cancelOf, respond });
      assert.deepEqual(
        [value.state, value.order?.status, value.order?.sequence],
        ['acknowledged', 'open', -1],
      );
    }
  });

  for (const [what, [body, words]] of Object.entries(refusals)) {
    it(`understands a refusal in the shape ${what}`, async () => {
      answers(body);
      const { code } = body as { code: number };
      for (const call of [
        desk.venue.openOrders(),
        desk.venue.cancelOrder(cancelOf),
        desk.venue.cancelAll(),
      ]) {
        const error = await errorOf(call);
        assert.equal(error.code, String(code));
        for (const word of words) assert.ok(error.message.includes(word), error.message);
      }
    });
  }

  it('understands a refusal of a batch, order by order', async () => {
    answers(refusedBatch);
    const requests = [cancelOf, { ...cancelOf, orderId: 'madeUp2', requestId: 'madeUpTwo' }];
    const { value } = await desk.venue.cancelOrders(requests);
    assert.deepEqual(
      value.map((result) =>
        result.state === 'rejected' ? [result.orderId, result.own, result.error.code] : result,
      ),
      [
        [cancelOf.orderId, true, '300006'],
        ['madeUp2', false, '300013'],
      ],
    );
  });
});
