import * as v from 'valibot';
import { placeAt } from '../json.ts';
import type { Order } from '../venue.ts';
import type { DataAnswer } from './answers.ts';
import { toOrder } from './order.ts';
import { SchemaError } from './schema.ts';

const optionalText = v.fallback(v.string(), '');
const Full = v.object({
  meta: v.object({ action: optionalText, id: optionalText, respInst: optionalText }),
  order: v.unknown(),
});
const Bare = v.object({ meta: Full.entries.meta });
const Data = v.union([Full, Bare]);

/** What an answer about one order says. */
export interface OrderAnswer {
  /** The request's own id as the venue repeats it; empty where it does not. */
  readonly requestId: string;
  /** Whether the matching engine has acted: how far the venue went, whatever was asked for. */
  readonly processed: boolean;
  /** The order object as it came; `undefined` where there is none. */
  readonly wire: unknown;
  /** The same read; `undefined` where it names itself and no more than that. */
  readonly order: Order | undefined;
}

/**
 * Reads the answer to a request about one order.
 * @param action the request it has to answer
 * @param odd makes what is thrown for an answer to something else
 */
export function readOrderAnswer(
  answer: DataAnswer,
  action: string,
  requestId: string,
  odd: (what: string) => Error,
): OrderAnswer {
  const data = v.safeParse(Data, answer.data);
  if (!data.success) throw odd('the answer does not say what it answers');
  const { meta } = data.output;
  if (meta.action !== '' && meta.action !== action) {
    throw odd(`the answer is to another request (${meta.action})`);
  }
  if (meta.id !== '' && meta.id !== requestId) throw odd(`the answer bears another request's id`);
  const wire = ('order' in data.output ? data.output.order : undefined) ?? undefined;
  const order = wire === undefined ? undefined : readOrder(wire, answer.text);
  const respond = meta.respInst.toUpperCase();
  const processed = order !== undefined && (respond === 'ACCEPT' || respond === 'DONE');
  return { requestId: meta.id, processed, wire, order };
}

/** An order that names itself and no more than that settles nothing; it is an ACK at most. */
function readOrder(wire: unknown, text: string): Order | undefined {
  const span = placeAt(text, ['data', 'order']);
  try {
    return toOrder(wire, span ? text.slice(span.start, span.end) : '');
  } catch (error) {
    if (error instanceof SchemaError) return undefined;
    throw error;
  }
}
