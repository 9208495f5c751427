import type { Side } from '../venues/venue.ts';

/** How orders of the history ended. `partly`: something was filled, and not all. */
export const PAST_STATUSES = ['filled', 'partly', 'canceled', 'rejected'] as const;

export type PastStatus = (typeof PAST_STATUSES)[number];

/** Which rows of the history are shown. */
export interface HistoryFilter {
  /** The venue is asked for this symbol alone, but for changes of the balance; all where missing. */
  readonly symbol: string | undefined;
  /** Of orders and fills; nothing else has one. */
  readonly side: Side | undefined;
  /** Of orders alone. */
  readonly status: PastStatus | undefined;
  /** Words of which a row must have each; empty for all rows. */
  readonly text: string;
}

export const UNFILTERED: HistoryFilter = {
  symbol: undefined,
  side: undefined,
  status: undefined,
  text: '',
};

export function isHistoryFiltered({ symbol, side, status, text }: HistoryFilter): boolean {
  return symbol !== undefined || side !== undefined || status !== undefined || text !== '';
}
