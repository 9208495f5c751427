/** A user id as the venue's order ids have it in them: `U` and ten digits. */
const userIds = /^U\d{10}$/;
/** How much of a request's id goes into the order's. */
const tail = 9;

/** Whether order ids can be computed for a user. */
export function isUserId(userId: string): boolean {
  return userIds.test(userId);
}

/**
 * The id that the venue gives to an order placed by HTTP: `a`, the request's time in hexadecimal
 * digits, the user's id, and the last nine characters of the request's id. `docs/ascendex.md` has the
 * source.
 *
 * @param time the request's, UTC ms
 * @param requestId letters and digits, nine or more
 */
export function orderIdOf(time: number, userId: string, requestId: string): string {
  return `a${time.toString(16)}${userId}${requestId.slice(-tail)}`;
}
