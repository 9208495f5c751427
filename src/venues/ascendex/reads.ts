import type { Transcript } from '../../net/transcript.ts';
import { VenueError } from '../errors.ts';
import { placeAt, type Span } from '../json.ts';
import type { Order, Pricing } from '../venue.ts';
import type { DataAnswer } from './answers.ts';
import { toOrder } from './order.ts';
import { SchemaError, toPricing } from './schema.ts';

/** Reads `data` as one thing. Throws a VenueError (`unreadable`) where it is none. */
export function readOne<T>(
  answer: DataAnswer,
  what: string,
  transcript: Transcript,
  convert: (value: unknown) => T,
): T {
  return understand(what, transcript, () => convert(answer.data));
}

/** Reads a list. One entry that cannot be read makes the list unreadable: none is left out. */
export function readAll<T>(
  list: unknown,
  what: string,
  transcript: Transcript,
  convert: (value: unknown, index: number) => T,
): readonly T[] {
  return understand(what, transcript, () => {
    if (!Array.isArray(list)) throw new SchemaError('The answer is not a list.');
    return list.map((value: unknown, index) => convert(value, index));
  });
}

/** Reads `data` as a list of orders, or as a single one, each with its own text. */
export function readOrders(
  { data, text }: DataAnswer,
  what: string,
  transcript: Transcript,
): readonly Order[] {
  if (Array.isArray(data)) {
    return readEach({ list: data, text, path: ['data'] }, what, transcript, toOrder);
  }
  const raw = cut(text, placeAt(text, ['data']));
  return readAll([data], what, transcript, (value) => toOrder(value, raw));
}

/** A list within an answer, and where it stands in the text. */
export interface ListAt {
  readonly list: unknown;
  readonly text: string;
  readonly path: readonly string[];
}

/** Reads a list as {@link readAll} does, each entry with its own text. */
export function readEach<T>(
  { list, text, path }: ListAt,
  what: string,
  transcript: Transcript,
  convert: (value: unknown, raw: string) => T,
): readonly T[] {
  const spans = placeAt(text, path)?.elements ?? [];
  return readAll(list, what, transcript, (value, i) => convert(value, cut(text, spans[i])));
}

/** Prices stand in `data.contracts`, or in `data` itself. */
export function readPricing(
  { data }: DataAnswer,
  what: string,
  transcript: Transcript,
): readonly Pricing[] {
  const nested = typeof data === 'object' && data !== null && 'contracts' in data;
  return readAll(nested ? data.contracts : data, what, transcript, toPricing);
}

/** The text of a value, character for character; empty where it was not found. */
export function cut(text: string, span: Span | undefined): string {
  return span ? text.slice(span.start, span.end) : '';
}

function understand<T>(what: string, transcript: Transcript, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof SchemaError)) throw cause;
    const message = `The venue answered, but ${what} cannot be understood. ${cause.message}`;
    throw new VenueError('unreadable', 'other', message, { transcript, cause });
  }
}
