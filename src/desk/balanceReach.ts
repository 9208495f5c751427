import type { BalanceChange, History } from '../venues/history.ts';
import type { Transcript } from '../net/transcript.ts';
import type { Reach } from './historyPart.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The day, as `2026-01-31`, so many days before a time. Days are those of UTC. @param time Unix ms */
export function dayBefore(time: number, days: number): string {
  return new Date(time - days * DAY).toISOString().slice(0, 10);
}

/**
 * Changes of the balance, a day to a page: today's first, then those of the days before it, as far as the
 * venue tells them. It tells them forwards alone, from what a day began with.
 * @param now the venue's time, Unix ms
 */
export function reachDays(history: History, now: number): Reach<BalanceChange> {
  let end: number | undefined;
  return async (page, known, signal) => {
    const day = await history.balancesAt(dayBefore(now, page - 1), { signal });
    const begin = day.value.sequence + 1;
    const { changes, transcripts } = await between(history, begin, end, signal);
    end = begin;
    const more = page < history.changesDays;
    return { rows: [...known, ...changes.toReversed()], more, capped: !more, transcripts };
  };
}

/**
 * All changes that the venue tells, with as few requests as there can be: from the first day on, so that
 * each page has later ones than the one before it.
 * @param now the venue's time, Unix ms
 */
export function reachForwards(history: History, now: number): Reach<BalanceChange> {
  let next: number | undefined;
  return async (_page, known, signal) => {
    const first = dayBefore(now, history.changesDays - 1);
    next ??= (await history.balancesAt(first, { signal })).value.sequence + 1;
    const query = { from: next, limit: history.maxChanges };
    const { value, transcript } = await history.balanceChanges(query, { signal });
    next = value.next ?? next;
    const rows = [...value.changes.toReversed(), ...known];
    return { rows, more: value.next !== undefined, capped: true, transcripts: [transcript] };
  };
}

/** Changes from one number on and before another, in the order in which they happened. */
async function between(
  history: History,
  begin: number,
  end: number | undefined,
  signal: AbortSignal,
): Promise<{ readonly changes: BalanceChange[]; readonly transcripts: readonly Transcript[] }> {
  const changes: BalanceChange[] = [];
  const transcripts: Transcript[] = [];
  let from: number | undefined = begin;
  while (from !== undefined && from < (end ?? Infinity)) {
    const query = { from, limit: history.maxChanges };
    const { value, transcript } = await history.balanceChanges(query, { signal });
    changes.push(...value.changes.filter(({ sequence }) => sequence < (end ?? Infinity)));
    transcripts.push(transcript);
    from = value.next;
  }
  return { changes, transcripts };
}
