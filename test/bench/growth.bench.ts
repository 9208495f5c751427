// How the times of a desk at a real exchange grow with the number of open orders: to list them anew, and to cancel, until
// it is proven, one of them, all of them in batches, and all of them by one request. Every run has an exchange and a
// desk of its own. Others grow in their own benches: answers, stream, tree.
import assert from 'node:assert/strict';
import type { Desk } from '../../src/desk/desk.ts';
import { startExchange } from './cancels/exchange.ts';
import { assertCanceled, openDesk } from './cancels/ours.ts';
import { bySize, reportGrowth, SIZES, type Size } from './growth.ts';

const ROUNDS = 3;
/** Cancels of one order, each in the presence of all the others; and lists. */
const SINGLES = 5;

interface Job {
  readonly title: string;
  /** How long it took, ms: once, or for each time it was done. */
  run(desk: Desk): Promise<readonly number[]>;
  readonly atMost: number;
}

const JOBS: readonly Job[] = [
  {
    title: 'List so many open orders anew',
    atMost: 1.1,
    run: async (desk) => {
      const took: number[] = [];
      for (let i = 0; i < SINGLES; i += 1) {
        took.push(await timed(() => desk.feed.refresh()));
        assert.equal(desk.feed.state.error, undefined);
      }
      return took;
    },
  },
  {
    title: 'Cancel one order among so many',
    atMost: 0.3,
    run: async (desk) => {
      const took: number[] = [];
      for (const order of [...desk.store.working].slice(0, SINGLES)) {
        const one = async (): Promise<void> =>
          assertCanceled([await desk.cancels.cancel(order)], 1);
        took.push(await timed(one));
      }
      return took;
    },
  },
  {
    title: 'Cancel all of so many orders in batches',
    atMost: 1.1,
    run: async (desk) => {
      const all = [...desk.store.working];
      const patience = { ms: 60_000 };
      return [
        await timed(async () => {
          assertCanceled(await desk.cancels.cancelMany(all, patience), all.length);
        }),
      ];
    },
  },
  {
    title: 'Cancel all of so many orders by one request',
    atMost: 1.1,
    run: async (desk) => {
      const count = desk.store.size;
      return [
        await timed(async () => {
          const { reports, error } = await desk.cancels.cancelAll(undefined, { ms: 60_000 });
          assert.equal(error, undefined);
          assertCanceled(reports, count);
        }),
      ];
    },
  },
];

const taken = JOBS.map(() => new Map(SIZES.map((size): [Size, number[]] => [size, []])));
for (let round = -1; round < ROUNDS; round += 1) {
  for (const size of SIZES) {
    for (const [at, job] of JOBS.entries()) {
      const exchange = await startExchange(size);
      const desk = await openDesk(exchange.account, 'plain', size);
      globalThis.gc?.();
      const took = await job.run(desk);
      // The first round warms up.
      if (round >= 0) taken[at]?.get(size)?.push(...took);
      desk.dispose();
      await exchange.close();
    }
  }
}
for (const [at, { title, atMost }] of JOBS.entries())
  reportGrowth(title, bySize(taken[at] ?? new Map<Size, number[]>()), atMost);

async function timed(job: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await job();
  return performance.now() - began;
}
