import { ApiError } from '../errors.ts';
import type { StopBy } from '../engine/order.ts';

export interface Instructions {
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
  /** `undefined` where none was named. */
  readonly stopBy: StopBy | undefined;
}

const PLAIN: Instructions = { postOnly: false, reduceOnly: false, stopBy: undefined };

/** The published names that this exchange acts on, in lower case, and what they stand for. */
const KNOWN = new Map<string, Instructions>([
  ['null_val', PLAIN],
  ['post', { ...PLAIN, postOnly: true }],
  ['reduceonly', { ...PLAIN, reduceOnly: true }],
  ['postreduceonly', { ...PLAIN, postOnly: true, reduceOnly: true }],
  ...(['market', 'mark', 'ref'] as const).flatMap((stopBy): [string, Instructions][] => [
    [`stopon${stopBy}`, { ...PLAIN, stopBy }],
    [`poststop${stopBy}`, { ...PLAIN, postOnly: true, stopBy }],
    [`reduceonly${stopBy}`, { ...PLAIN, reduceOnly: true, stopBy }],
    [`postreduce${stopBy}`, { postOnly: true, reduceOnly: true, stopBy }],
  ]),
]);

/** Reads an order's execution instruction, in any case. @throws ApiError 300008 */
export function readExecInst(value: unknown): Instructions {
  if (value === undefined || value === null || value === '') return PLAIN;
  const found = typeof value === 'string' ? KNOWN.get(value.toLowerCase()) : undefined;
  if (found === undefined) throw new ApiError(300008, 'execInst is not one offered here');
  return found;
}
