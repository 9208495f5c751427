import { isMissing } from '../dialect/fields.ts';
import { ApiError } from '../errors.ts';

/** A whole number of a query, from 1 on; `fallback` where it is missing. @throws ApiError 100006 */
export function readCount(
  query: URLSearchParams,
  name: string,
  fallback: number,
  max: number,
): number {
  const text = query.get(name);
  if (isMissing(text)) return fallback;
  if (/^[1-9]\d{0,8}$/.test(text as string) && Number(text) <= max) return Number(text);
  throw new ApiError(100006, `${name} must be 1 to ${max}`);
}

/** A time of a query, Unix ms; `fallback` where it is missing. @throws ApiError 100006 */
export function readTime(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (isMissing(text)) return fallback;
  if (/^\d{1,15}$/.test(text as string)) return Number(text);
  throw new ApiError(100006, `${name} must be UTC milliseconds`);
}
