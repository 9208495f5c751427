import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayBefore, reachDays, reachForwards } from '../../../src/desk/balanceReach.ts';
import type { Reach } from '../../../src/desk/historyPart.ts';
import type { BalanceChange, History } from '../../../src/venues/history.ts';

const MOST = 3;
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 0, 31, 14);
const signal = new AbortController().signal;

/** A venue with a change at each of these times, which are in order. */
function ledgerOf(times: readonly number[]): { history: History; asked: string[] } {
  const all = times.map((time, at) => ({ sequence: 10 * (at + 1), time }) as BalanceChange);
  const asked: string[] = [];
  const answer = <T>(what: string, value: T) => {
    asked.push(what);
    return Promise.resolve({ value, transcript: { id: String(asked.length) } as never });
  };
  const history = {
    ...{ maxChanges: MOST, changesDays: 7 },
    balancesAt: (day: string) => {
      const before = all.filter(({ time }) => time < Date.parse(day));
      return answer(day, { sequence: before.at(-1)?.sequence ?? 0, time: 0, balances: [] });
    },
    balanceChanges: ({ from, limit }: { from: number; limit: number }) => {
      const changes = all.filter(({ sequence }) => sequence >= from).slice(0, limit);
      const last = changes.at(-1)?.sequence ?? 0;
      const next = changes.length < limit ? undefined : last + 1;
      return answer(`from ${from}`, { changes, next });
    },
  } as Partial<History> as History;
  return { history, asked };
}

async function readAll(reach: Reach<BalanceChange>): Promise<readonly (readonly number[])[]> {
  const pages: number[][] = [];
  for (let page = 1, known: readonly BalanceChange[] = []; ; page++) {
    const { rows, more, capped } = await reach(page, known, signal);
    pages.push(rows.map(({ time }) => time));
    known = rows;
    if (!more) {
      assert.ok(capped);
      return pages;
    }
  }
}

describe('changes of a balance', () => {
  const ago = (days: number): number => NOW - days * DAY;

  it('are read a day to a page, the latest first, each day from what it began with', async () => {
    const times = [ago(8), ago(2), ago(1), ago(1) + 1, ago(0) - 2, ago(0) - 1];
    const { history, asked } = ledgerOf(times);
    const reach = reachDays(history, NOW);
    const first = await reach(1, [], signal);
    assert.deepEqual(
      first.rows.map(({ time }) => time),
      [times[5], times[4]],
    );
    assert.deepEqual([asked, first.transcripts.length], [['2026-01-31', 'from 41'], 1]);
    const second = await reach(2, first.rows, signal);
    assert.deepEqual(
      second.rows.slice(2).map(({ time }) => time),
      [times[3], times[2]],
    );
    assert.deepEqual(asked.slice(2), ['2026-01-30', 'from 21']);
  });

  it('cost one request for a day on which there were none', async () => {
    const { history, asked } = ledgerOf([ago(3), ago(0)]);
    const reach = reachDays(history, NOW);
    const first = await reach(1, [], signal);
    await reach(2, first.rows, signal);
    assert.deepEqual(asked, ['2026-01-31', 'from 11', '2026-01-30']);
  });

  it('are asked for the same day again after a failure', async () => {
    const { history, asked } = ledgerOf([ago(1), ago(0)]);
    const reach = reachDays(history, NOW);
    const { rows } = await reach(1, [], signal);
    const { balanceChanges } = history;
    history.balanceChanges = () => Promise.reject(new Error('lost'));
    await assert.rejects(reach(2, rows, signal), /lost/);
    history.balanceChanges = balanceChanges;
    const again = await reach(2, rows, signal);
    assert.deepEqual([again.rows.length, asked.at(-1)], [2, 'from 1']);
  });

  it('are for an export read forwards, from the first day that the venue tells', async () => {
    const { history, asked } = ledgerOf([ago(9), ago(6), ago(5), ago(4), ago(0)]);
    const pages = await readAll(reachForwards(history, NOW));
    assert.deepEqual(asked, [dayBefore(NOW, 6), 'from 11', 'from 41']);
    assert.deepEqual(pages.at(-1), [ago(0), ago(4), ago(5), ago(6)]);
  });

  it('are the same by either way, each once and the latest first', async () => {
    const times = fc.array(fc.integer({ min: ago(9), max: NOW }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(times, async (drawn) => {
        const { history } = ledgerOf(drawn.toSorted((a, b) => a - b));
        const told = drawn.filter((time) => time >= Date.parse(dayBefore(NOW, 6)));
        const expected = told.sort((a, b) => b - a);
        for (const reach of [reachDays(history, NOW), reachForwards(history, NOW)])
          assert.deepEqual((await readAll(reach)).at(-1), expected);
      }),
      { numRuns: 200 },
    );
  });
});
