import * as v from 'valibot';
import type { Transcript } from '../../net/transcript.ts';
import { VenueError } from '../errors.ts';
import type { DataAnswer, Refusal } from './answers.ts';
import { reasonOf, type Subject } from './trouble.ts';

// What the answers to batches of cancels and of new orders have in common.

const optionalText = v.fallback(v.string(), '');
const Entry = v.object({ id: optionalText, orderId: optionalText, symbol: optionalText });
const Data = v.object({
  meta: v.fallback(v.object({ action: optionalText }), { action: '' }),
  orders: v.array(v.unknown()),
});
const Fault = v.object({
  code: v.pipe(v.number(), v.safeInteger()),
  id: optionalText,
  orderId: optionalText,
  reason: optionalText,
  message: optionalText,
});

/** What is said of an order; texts that are not there are empty. */
export type BatchEntry = v.InferOutput<typeof Entry>;
/** What is wrong with an order. */
export type BatchFault = v.InferOutput<typeof Fault>;

/** Said of an order that was refused for another's sake. */
const inBadCompany = '300013';

/**
 * The orders of which an answer says that the venue has their requests.
 * @param action the request it has to answer
 * @param odd makes what is thrown for an answer to something else
 */
export function readEntries(
  { data }: DataAnswer,
  action: string,
  odd: (what: string) => Error,
): readonly BatchEntry[] {
  const read = v.safeParse(Data, data);
  if (!read.success) throw odd('the answer does not say what it answers');
  const { meta, orders } = read.output;
  if (meta.action !== '' && meta.action !== action) {
    throw odd(`the answer is to another request (${meta.action})`);
  }
  return orders.flatMap((order) => {
    const entry = v.safeParse(Entry, order);
    return entry.success ? entry.output : [];
  });
}

/**
 * What a refusal says of each of so many orders, in their order; of one it says nothing readable of,
 * `undefined`. `undefined` where it does not speak of them one by one.
 */
export function readFaults(
  { info }: Refusal,
  count: number,
): readonly (BatchFault | undefined)[] | undefined {
  if (!Array.isArray(info) || info.length !== count) return undefined;
  return info.map((each) => {
    const fault = v.safeParse(Fault, each);
    return fault.success ? fault.output : undefined;
  });
}

/**
 * Why an order of a batch that was refused for certain is not carried out: for its own sake, or for
 * another's where nothing is known to be wrong with it.
 */
export function refusalInBatch(
  fault: BatchFault | undefined,
  { request }: Subject,
  transcript: Transcript,
): { readonly own: boolean; readonly error: VenueError } {
  const code = fault ? String(fault.code) : inBadCompany;
  const detail = fault ? [fault.reason, fault.message].filter(Boolean).join(': ') : '';
  const own = code !== inBadCompany;
  // The venue refused all of the batch, whatever the code of this one would say by itself.
  const message = own
    ? `The venue refused the ${request}: ${code} ${detail}.`
    : `The venue refused the ${request} because of another order in the same batch.`;
  const status = transcript.response?.status ?? 0;
  const refusal: Refusal = { kind: 'refusal', code, words: detail, info: undefined, status };
  const reason = own ? reasonOf(refusal) : 'other';
  const more = { code, detail: detail || undefined, transcript };
  return { own, error: new VenueError('rejected', reason, message, more) };
}

/** Whether what an answer says is what was asked, or nothing. */
export function agrees(said: string, asked: string): boolean {
  return said === '' || said === asked;
}
