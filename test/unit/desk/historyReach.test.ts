import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Reached } from '../../../src/desk/historyPart.ts';
import { reachOrders } from '../../../src/desk/historyReach.ts';
import type { History, OrdersQuery, PastOrder } from '../../../src/venues/history.ts';
import { makeOrder } from '../orders/makeOrder.ts';

const MOST = 10;
const signal = new AbortController().signal;
type Times = readonly (readonly [placed: number, ended: number])[];

/** Orders by when they were placed and when they ended, as a venue lists them: the last to end first. */
function historyOf(times: Times, heeds: boolean): History & { readonly asked: OrdersQuery[] } {
  const orders = times
    .map(([createdAt, updatedAt], at) => makeOrder({ orderId: `a${at}`, createdAt, updatedAt }))
    .sort((a, b) => b.updatedAt - a.updatedAt)
    .map((order) => ({ order }) as PastOrder);
  const asked: OrdersQuery[] = [];
  return {
    ...{ asked, maxOrders: MOST, maxPageSize: MOST, funding: () => assert.fail() },
    ...{ maxChanges: MOST, changesDays: 7 },
    ...{ balancesAt: () => assert.fail(), balanceChanges: () => assert.fail() },
    orders: (query) => {
      asked.push(query);
      const { from = 0, to = Infinity } = (heeds && query.placed) || {};
      const within = orders.filter(({ order }) => order.createdAt >= from && order.createdAt <= to);
      const transcript = { id: String(asked.length) } as never;
      return Promise.resolve({ value: within.slice(0, query.limit), transcript });
    },
  };
}

async function readAll(history: History): Promise<Reached<PastOrder>> {
  const reach = reachOrders(history, { ...ANY, limits: [4, MOST] });
  let reached = await reach(1, [], signal);
  for (let page = 2; reached.more; page++) reached = await reach(page, reached.rows, signal);
  return reached;
}
const ANY = { symbol: undefined, executedOnly: false };
const ids = ({ rows }: Reached<PastOrder>): string[] => rows.map(({ order }) => order.orderId);

describe('orders of the past', () => {
  it('are read to the very first, in whatever order they were placed and ended, each once', async () => {
    const time = fc.integer({ min: 1, max: 1e12 });
    const all = fc.uniqueArray(time, { minLength: 0, maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(
        all,
        fc.array(time, { minLength: 80, maxLength: 80 }),
        async (placed, ends) => {
          const history = historyOf(
            placed.map((at, i) => [at, at + (ends[i] ?? 0)]),
            true,
          );
          const reached = await readAll(history);
          assert.equal(reached.capped, false);
          assert.equal(new Set(ids(reached)).size, placed.length);
          assert.equal(ids(reached).length, placed.length);
          const updated = reached.rows.map(({ order }) => order.updatedAt);
          assert.deepEqual(
            updated,
            updated.toSorted((a, b) => b - a),
          );
          // Twice as many requests as full answers would be, at most, and one for each of the first pages.
          assert.ok(
            history.asked.length <= 3 + (4 * placed.length) / MOST,
            `${history.asked.length}`,
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('end with the largest number where the venue heeds no times, and say so', async () => {
    const times: Times = Array.from({ length: 30 }, (_, i) => [i + 1, i + 1]);
    const reached = await readAll(historyOf(times, false));
    assert.deepEqual([reached.capped, reached.more], [true, false]);
    assert.equal(new Set(ids(reached)).size, ids(reached).length);
    assert.ok(ids(reached).length >= MOST);
  });

  it('end there too where more were placed at once than one answer holds', async () => {
    const times: Times = Array.from({ length: 30 }, (_, i) => [7, i + 8]);
    const reached = await readAll(historyOf(times, true));
    assert.deepEqual([reached.capped, ids(reached).length], [true, MOST]);
  });

  it('that are asked for again begin with the latest', async () => {
    const times: Times = Array.from({ length: 30 }, (_, i) => [i + 1, i + 1]);
    const history = historyOf(times, true);
    await readAll(history);
    history.asked.length = 0;
    await readAll(history);
    assert.deepEqual(history.asked[0], { ...ANY, limit: 4, placed: undefined });
  });
});
