import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { WireOrder } from '../../../../src/venues/ascendex/wire.ts';
import type { WireStreamOrder } from '../../../../src/venues/ascendex/wireChannels.ts';
import { useExchange } from '../support.ts';
import { StreamClient } from '../streamClient.ts';

/** Nothing but what the channel says: the newest of each order, and those that are open. */
function openFrom(messages: readonly WireStreamOrder[], before: readonly WireOrder[]) {
  const open = new Map(
    before.map((each) => [
      each.orderId,
      { sn: each.seqNum, st: each.status, cfq: each.cumFilledQty },
    ]),
  );
  for (const { orderId, sn, st, cfq } of messages) {
    assert.ok(sn > (open.get(orderId)?.sn ?? 0), 'sn grows');
    open.set(orderId, { sn, st, cfq });
  }
  const ended = ['Filled', 'Canceled', 'Rejected'];
  return new Map([...open].filter(([, { st }]) => !ended.includes(st)));
}

const action = fc.oneof(
  fc.record({
    do: fc.constant('place' as const),
    side: fc.constantFrom('Buy', 'Sell'),
    type: fc.constantFrom('Limit', 'Market', 'StopLimit', 'StopMarket'),
    away: fc.integer({ min: -300, max: 300 }),
    lots: fc.integer({ min: 5, max: 500 }),
    postOnly: fc.boolean(),
  }),
  fc.record({ do: fc.constant('cancel' as const), which: fc.nat(1_000) }),
  fc.record({ do: fc.constant('step' as const), steps: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ do: fc.constant('all' as const) }),
);

describe('a consumer of futures-order', function () {
  this.timeout(60_000);
  const desk = useExchange({ orders: 12 });
  const open = async () => (await desk().call('GET order/open')).data as WireOrder[];

  it('ends with the exchange’s own open orders, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 25 }), async (actions) => {
        const client = await StreamClient.signedIn(desk());
        const before = await open();
        await client.subscribe('futures-order');
        for (const each of actions) {
          if (each.do === 'step') await desk().control('POST market/step', { steps: each.steps });
          else if (each.do === 'all') await desk().call('DELETE order/all', { rawBody: '{}' });
          else if (each.do === 'cancel') {
            const now = await open();
            const order = now[each.which % Math.max(1, now.length)];
            if (order) await desk().cancel(order);
          } else {
            const limited = each.type === 'Limit' || each.type === 'StopLimit';
            await desk().place({
              ...{ side: each.side, orderType: each.type },
              orderQty: (each.lots / 10_000).toFixed(4),
              ...(limited ? { orderPrice: String(61_250 + each.away) } : {}),
              ...(each.type.startsWith('Stop') ? { stopPrice: String(61_250 - each.away) } : {}),
              ...(each.type === 'Limit' ? { postOnly: each.postOnly } : {}),
            });
          }
        }
        await client.settled();
        const after = await open();
        const told = openFrom(client.of('futures-order'), before);
        assert.deepEqual(
          [...told].map(([orderId, { sn, st, cfq }]) => [orderId, sn, st, cfq]).sort(),
          after.map((o) => [o.orderId, o.seqNum, o.status, o.cumFilledQty]).sort(),
        );
        client.close();
        while (desk().exchange.services.streams.size > 0) await desk().control('GET stats');
      }),
      { numRuns: 30 },
    );
  });
});
