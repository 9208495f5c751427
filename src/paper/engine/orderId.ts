import type { Random } from '../random.ts';

/** The published rule for a client's own `id`. */
const CLIENT_ID = /^\w[\w-]*\w$/;

/** @returns whether `id` may be used as a client's own id of a request */
export function isClientId(id: string): boolean {
  return id.length <= 32 && CLIENT_ID.test(id);
}

/**
 * The server's order id: `a` for REST, `s` for WebSocket, or `r` (seen in the wild; here: of the
 * exchange's own making), the request's time in hex, the user's
 * 11-character UID, and the last nine characters of the client's id. A client id of letters and
 * digits only and nine or more of them fixes the order id before the request is even sent; any
 * other is echoed but not used, and nine characters are drawn.
 * Source: the reference's "Generate Order Id".
 */
export function makeOrderId(
  channel: 'a' | 's' | 'r',
  requestTime: number,
  userUid: string,
  clientId: string,
  random: Random,
): string {
  const usable = /^[A-Za-z0-9]{9,}$/.test(clientId);
  const tail = usable ? clientId.slice(-9) : random.alphanumeric(9);
  return `${channel}${requestTime.toString(16)}${userUid}${tail}`;
}
