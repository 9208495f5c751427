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
  const place = placeAt(text, ['data']);
  const spans = place && Array.isArray(data) ? place.elements : [place];
  const list: unknown = Array.isArray(data) ? data : [data];
  return readAll(list, what, transcript, (value, i) => toOrder(value, cut(text, spans[i])));
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
