import assert from 'node:assert/strict';
import { exponent, measure, percentile } from '../../bench/measure.ts';
import { named } from '../../bench/report.ts';

describe('measuring candidates', () => {
  it('runs them in turns, each round beginning with another, and counts no warm-up', async () => {
    const order: string[] = [];
    const note = (name: string) => () => void order.push(name);
    const results = await measure({ rounds: 2, candidates: { a: note('a'), b: note('b') } });
    assert.deepEqual(order, ['a', 'b', 'b', 'a', 'a', 'b']);
    assert.deepEqual(
      results.map(({ name, samples }) => [name, samples]),
      [
        ['a', 2],
        ['b', 2],
      ],
    );
  });

  it('takes the times that a candidate took itself, and compares with the first', async () => {
    const own = (...times: number[]) => ({ samples: () => Promise.resolve(times) });
    const candidates = { base: own(2, 2, 4), other: own(6, 3, 5) };
    const results = await measure({ rounds: 1, warmUp: 0, candidates });
    assert.deepEqual(named(results, 'base').p50, 2);
    assert.deepEqual(named(results, 'other'), {
      ...{ name: 'other', samples: 3, p50: 5, p99: 6, ratio: 2.5, connections: undefined },
    });
  });

  it('counts the connections of each candidate apart, those of the warm-up too', async () => {
    let opened = 0;
    const connections = (): number => opened;
    const candidates = {
      kept: { connections, run: () => undefined },
      reopened: { connections, run: () => void (opened += 1) },
    };
    const results = await measure({ rounds: 3, warmUp: 2, candidates });
    assert.deepEqual(
      [named(results, 'kept').connections, named(results, 'reopened').connections],
      [0, 5],
    );
  });

  it('finds percentiles and exponents', () => {
    const values = Array.from({ length: 200 }, (_, at) => 200 - at);
    assert.deepEqual([percentile(values, 0.5), percentile(values, 0.99)], [100, 198]);
    assert.ok(Number.isNaN(percentile([], 0.5)));
    const squares = [10, 100, 1_000].map((x) => [x, 3 * x ** 2] as const);
    assert.ok(Math.abs(exponent(squares) - 2) < 1e-9);
  });
});
