import { VenueError } from '../errors.ts';
import type { CancelRequest } from '../canceling.ts';

const longestId = 64;
const longestSymbol = 64;

/**
 * Refuses an order id that could never be right. Its prefix is not looked at: ids made by brokers
 * and by other clients begin as they please.
 */
export function checkOrderId(orderId: unknown): asserts orderId is string {
  if (typeof orderId !== 'string' || orderId.trim() === '') {
    throw refuse('The order id is empty. Enter the id of the order.');
  }
  if (/\s/.test(orderId)) {
    throw refuse('The order id has spaces or line breaks in it. Enter it without them.');
  }
  if (orderId.length > longestId) {
    throw refuse(
      `The order id is ${orderId.length} characters long, and the longest has ${longestId}. Check ` +
        'that only the id was copied.',
    );
  }
  if (!/^[\w-]+$/.test(orderId)) {
    throw refuse('The order id may have letters, digits, - and _ only. Check what was copied.');
  }
}

/** Whether a text that the venue gives for an order's id can be asked for by it. */
export function isOrderId(text: string): boolean {
  return /^[\w-]+$/.test(text) && text.length <= longestId;
}

/** Refuses a symbol that could never be right; whether there is such a one is the venue's to say. */
export function checkSymbol(symbol: unknown): asserts symbol is string {
  if (typeof symbol !== 'string' || symbol.trim() === '') {
    throw refuse("The symbol is empty. Enter the order's symbol, for example BTC-PERP.");
  }
  if (!/^[\w./:-]+$/.test(symbol) || symbol.length > longestSymbol) {
    throw refuse('The symbol has characters that no symbol has. Enter one such as BTC-PERP.');
  }
}

/** Refuses a cancel that could never be right, before anything is sent. */
export function checkCancel({ orderId, symbol, requestId }: CancelRequest): void {
  checkOrderId(orderId);
  checkSymbol(symbol);
  if (requestId !== undefined && !/^[A-Za-z0-9]{9,32}$/.test(requestId)) {
    throw refuse('The request id must have 9 to 32 letters and digits, and nothing else.');
  }
}

/** Refuses a batch that could never be right: empty, too long, or with an order twice. */
export function checkBatch(requests: readonly CancelRequest[], most: number): void {
  if (requests.length < 1 || requests.length > most) {
    throw refuse(`A batch has 1 to ${most} orders, and this one ${requests.length}.`);
  }
  for (const request of requests) checkCancel(request);
  if (new Set(requests.map(({ orderId }) => orderId)).size < requests.length) {
    throw refuse('The batch has the same order twice.');
  }
}

/** Refuses to ask for the status of none, of too many, or of what is no order id. */
export function checkStatusQuery(orderIds: ReadonlySet<string>, most: number): void {
  if (orderIds.size < 1 || orderIds.size > most) {
    throw refuse(`A status query is for 1 to ${most} orders, and this one for ${orderIds.size}.`);
  }
  for (const orderId of orderIds) checkOrderId(orderId);
}

/** Refuses what is no whole number from 1 to `most`. @param what names it, for the message */
export function checkCount(what: string, count: number, most: number): void {
  if (Number.isSafeInteger(count) && count >= 1 && count <= most) return;
  throw refuse(`The ${what} must be a whole number from 1 to ${most}.`);
}

/** Refuses what is no day such as `2026-01-31`. */
export function checkDay(day: string): void {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) : NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(day)) return;
  throw refuse('The day must be one of the calendar, as YYYY-MM-DD.');
}

/** Refuses an account group that is no number. */
export function checkGroup(group: string): void {
  if (!/^\d{1,9}$/.test(group)) {
    throw refuse('The account group must be a number. Leave it empty to have it found.');
  }
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A request id of the form the venue wants: letters and digits, more than 9 of them. */
export function makeRequestId(random: () => number): string {
  let id = '';
  while (id.length < 20) id += alphabet.charAt(Math.floor(random() * alphabet.length));
  return id;
}

/** A request that could never be right: nothing was sent. */
export function refuse(message: string): VenueError {
  return new VenueError('notSent', 'badInput', message);
}
