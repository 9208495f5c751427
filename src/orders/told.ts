import Big from 'big.js';
import type { OrderEvent, OrderEventKind } from './orderNews.ts';

/**
 * What the windows on an account have told of, so that none tells of it again. It reports trouble of its own by
 * itself and never rejects: better twice than not at all.
 */
export interface Claims {
  /** Resolves when this window may claim: at once where the person looks at it, else a moment later. */
  turn(signal: AbortSignal): Promise<void>;
  /** The marks that were claimed of these orders, by order. */
  marksOf(orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Claims a mark of an order: letters, digits and dots. @returns `false` where it was claimed before */
  claim(orderId: string, mark: string): Promise<boolean>;
}

/** Where no other window hears of the orders. */
export const noClaims: Claims = {
  turn: () => Promise.resolve(),
  marksOf: () => Promise.resolve(new Map()),
  claim: () => Promise.resolve(true),
};

const FILLED = 'filled';

/** Those of these events that this window is to tell of, each with what nobody has told of yet. */
export async function claimEvents(
  claims: Claims,
  events: readonly OrderEvent[],
): Promise<readonly OrderEvent[]> {
  const marks = await claims.marksOf(events.map(({ order }) => order.orderId));
  const ours = events.map(async (event) => {
    const { kind, quantity, order } = event;
    const told = isFill(kind) ? filledIn(marks.get(order.orderId) ?? []) : undefined;
    const more = told && new Big(order.filledQuantity).minus(told);
    if (more?.lte(0) || !(await claims.claim(order.orderId, markOf(event)))) return [];
    return [more?.lt(quantity) ? { ...event, quantity: more.toFixed() } : event];
  });
  return (await Promise.all(ours)).flat();
}

function isFill(kind: OrderEventKind): boolean {
  return kind === 'filled' || kind === 'partlyFilled';
}

/** The same of whatever window and whatever way it was heard: of fills, how much is filled in all. */
function markOf({ kind, order }: OrderEvent): string {
  return isFill(kind) ? FILLED + new Big(order.filledQuantity).toFixed() : kind;
}

/** How much of an order was told of as filled, at most. */
function filledIn(marks: readonly string[]): Big | undefined {
  const filled = marks.filter((mark) => mark.startsWith(FILLED));
  const amounts = filled.map((mark) => new Big(mark.slice(FILLED.length)));
  return amounts.reduce<Big | undefined>(
    (most, each) => (most?.gte(each) ? most : each),
    undefined,
  );
}
