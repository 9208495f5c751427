import type { WireRespInst } from '../../venues/ascendex/wire.ts';
import { CONTRACTS, type Contract } from '../engine/contracts.ts';
import { isClientId } from '../engine/orderId.ts';
import { ApiError, type ErrorCode } from '../errors.ts';
import type { JsonObject } from '../routes/route.ts';

const RESPONSES = ['ACK', 'ACCEPT', 'DONE'] as const satisfies WireRespInst[];

/**
 * Reads an enum in whatever case it comes; underscores are ignored, as clients write `stop_limit`.
 * @throws ApiError with `code` where it is none of `names`
 */
export function readEnum<T extends string>(
  value: unknown,
  names: readonly T[],
  code: ErrorCode,
  field: string,
): T {
  const wanted = typeof value === 'string' ? value.replaceAll('_', '').toLowerCase() : undefined;
  const found = names.find((name) => name.toLowerCase() === wanted);
  if (found !== undefined) return found;
  throw new ApiError(code, `${field} must be one of ${names.join(', ')}`);
}

/** Whether an optional field was left out. `null` and an empty text count as left out. */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

export function findContract(symbol: unknown): Contract | undefined {
  return CONTRACTS.find((contract) => contract.symbol === symbol);
}

/** @throws ApiError 300012, or the code given */
export function readContract(symbol: unknown, code: ErrorCode = 300012): Contract {
  const contract = findContract(symbol);
  if (contract === undefined) throw new ApiError(code, 'Invalid Product Symbol');
  return contract;
}

/** The client's own id of a request; empty where it gave none. @throws ApiError 300006 */
export function readClientId(body: JsonObject): string {
  const { id } = body as { id?: unknown };
  if (isMissing(id)) return '';
  if (typeof id === 'string' && isClientId(id)) return id;
  throw new ApiError(300006, 'Invalid Client Order id: word characters and -, at most 32 of them');
}

/** @throws ApiError 100004 */
export function readRespInst(body: JsonObject, fallback: WireRespInst): WireRespInst {
  const { respInst } = body as { respInst?: unknown };
  return isMissing(respInst) ? fallback : readEnum(respInst, RESPONSES, 100004, 'respInst');
}

/** What an order's refusal repeats of the request. */
export function echo(body: JsonObject): { id: string; symbol: string } {
  const { id, symbol } = body as { id?: unknown; symbol?: unknown };
  return {
    id: typeof id === 'string' ? id.slice(0, 64) : '',
    symbol: typeof symbol === 'string' ? symbol.slice(0, 64) : '',
  };
}
