import Big from 'big.js';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Execution } from '../venues/history.ts';
import type { VenueStream } from '../venues/stream.ts';

const KEPT = 1_000;

/** An execution as it was heard. */
export interface SeenExecution extends Execution {
  /** Local Unix ms. */
  readonly receivedAt: number;
}

/**
 * The single executions that the stream reported since the desk was opened, the latest 1,000. A message
 * may come twice, late, or never: an execution is known by the filled quantity that its order had just
 * after it, so that a repeated report counts once, and one that does not fit those known is left out.
 */
export class FillRecord extends DisposableStore {
  readonly #most: number;
  readonly #changed = this.register(new Emitter<void>());
  readonly onDidChange = this.#changed.event;
  /** By order, by the filled quantity after each; the order that was heard of first stands first. */
  readonly #byOrder = new Map<string, SeenExecution[]>();
  #size = 0;
  #forgotten = 0;
  #since: number | undefined;

  constructor(stream: VenueStream | undefined, most: number = KEPT) {
    super();
    this.#most = most;
    if (!stream) return;
    this.register(
      stream.onDidChangeState(({ phase, since }) => {
        if (phase === 'live') this.#since ??= since;
      }),
    );
    this.register(
      stream.onOrders(({ execution, evidence }) => {
        if (execution) this.add({ ...execution, receivedAt: evidence.receivedAt });
      }),
    );
  }

  /** When the stream was first live, local Unix ms; `undefined` before. */
  get since(): number | undefined {
    return this.#since;
  }

  /** How many were heard and are no longer kept. */
  get forgotten(): number {
    return this.#forgotten;
  }

  get orderIds(): Iterable<string> {
    return this.#byOrder.keys();
  }

  /** The executions of an order by the filled quantity after each. */
  of(orderId: string): readonly SeenExecution[] {
    return this.#byOrder.get(orderId) ?? [];
  }

  /** @returns whether it is a new one that fits those known */
  add(execution: SeenExecution): boolean {
    const { orderId } = execution.order;
    const known = this.#byOrder.get(orderId) ?? [];
    const [from, to] = range(execution);
    if (from.lt(0)) return false;
    const before = known.findLastIndex((other) => range(other)[1].lte(from));
    const after = known[before + 1];
    if (after && range(after)[0].lt(to)) return false;
    this.#byOrder.set(orderId, known.toSpliced(before + 1, 0, execution));
    this.#size += 1;
    while (this.#size > this.#most) this.#forgetOldest();
    this.#changed.fire();
    return true;
  }

  #forgetOldest(): void {
    const [oldest] = this.#byOrder;
    if (!oldest) return;
    const [orderId, executions] = oldest;
    const [, ...rest] = executions;
    if (rest.length > 0) this.#byOrder.set(orderId, rest);
    else this.#byOrder.delete(orderId);
    this.#size -= 1;
    this.#forgotten += 1;
  }
}

/** The filled quantity of its order just before an execution and just after it. */
function range({ order, quantity }: SeenExecution): readonly [from: Big, to: Big] {
  const to = new Big(order.filledQuantity);
  return [to.minus(quantity), to];
}
