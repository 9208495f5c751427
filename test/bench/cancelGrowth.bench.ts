// How the time of a cancel grows with the number of open orders, each until it is proven: one of them, all of
// them in batches, and all of them by one request. Every run has an exchange and a desk of its own.
import assert from 'node:assert/strict';
import type { Desk } from '../../src/desk/desk.ts';
import { startExchange } from './cancels/exchange.ts';
import { assertCanceled, openDesk } from './cancels/ours.ts';
import { exponent, summary, withRatios } from './measure.ts';
import { report } from './report.ts';

const SIZES = [10, 100, 1_000, 10_000];
const ROUNDS = 2;
/** Cancels of one order, each in the presence of all the others. */
const SINGLES = 5;

interface Job {
  readonly title: string;
  /** How long it took, ms: once, or for each time it was done. */
  run(desk: Desk): Promise<readonly number[]>;
  readonly atMost: number;
}

const JOBS: readonly Job[] = [
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

const taken = JOBS.map(() => new Map(SIZES.map((size): [number, number[]] => [size, []])));
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
for (const [at, { title, atMost }] of JOBS.entries()) {
  const rows = [...(taken[at] ?? [])];
  const candidates = withRatios(
    rows.map(([size, took]) => summary(`${size.toLocaleString('en')} open orders`, took)),
  );
  const measured = exponent(candidates.map(({ p50 }, i) => [SIZES[i] ?? NaN, p50] as const));
  report({
    title,
    candidates,
    figures: { exponent: measured },
    goals: [{ text: `grows with an exponent of at most ${atMost}`, measured, atMost }],
  });
}

async function timed(job: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await job();
  return performance.now() - began;
}
