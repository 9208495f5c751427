import type { WireLevel, WireStreamDepth } from '../../venues/ascendex/wireChannels.ts';
import type { Book } from '../engine/book.ts';
import type { Contract } from '../engine/contracts.ts';

/** Levels a side that depth is told of. */
export const LEVELS = 100;

/** One price of a book, ticks, and what is left to be filled there, lots. */
export type Level = readonly [ticks: number, lots: number];

export function wireLevel({ tick, lot }: Contract, [ticks, lots]: Level): WireLevel {
  return [tick.format(ticks), lot.format(lots)];
}

/** Both sides of a book as they are, best price first. */
export function wireDepth(book: Book, seqnum: number, ts: number): WireStreamDepth['data'] {
  const side = (name: 'Buy' | 'Sell'): WireLevel[] =>
    book.sides[name].levels(LEVELS).map((each) => wireLevel(book.contract, each));
  return { ts, seqnum, asks: side('Sell'), bids: side('Buy') };
}
