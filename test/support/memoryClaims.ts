import type { Claims } from '../../src/orders/told.ts';

/** Claims that windows share in memory, as they share files; each has its turn at once. */
export function memoryClaims(): Claims {
  const claimed = new Map<string, Set<string>>();
  return {
    turn: () => Promise.resolve(),
    marksOf: (orderIds) =>
      Promise.resolve(new Map(orderIds.map((id) => [id, [...(claimed.get(id) ?? [])]]))),
    claim: (orderId, mark) => {
      const marks = claimed.get(orderId) ?? new Set();
      claimed.set(orderId, marks);
      const isNew = !marks.has(mark);
      marks.add(mark);
      return Promise.resolve(isNew);
    },
  };
}
