import Big from 'big.js';
import { amend, changedRequest, type AmendReport } from '../../src/orders/amendService.ts';
import type { Order } from '../../src/venues/venue.ts';
import { CONTRACTS } from '../../src/paper/engine/contracts.ts';
import { checkPlaced } from './checks.ts';
import { patience } from './people.ts';
import { anyWindow, pick } from './picks.ts';
import type { SoakWindow } from './soakWindow.ts';
import type { World } from './world.ts';

/** Orders of as many lots or more are none that a person may amend here. */
const MOST_LOTS = 100;
/** What an order is amended to, in lots: of a range that no other order's quantity is in. */
const FIRST_LOTS = 1_000;

/** Orders that were changed, and what people were told of it. */
export class Amends {
  readonly #world: World;
  readonly #reports: AmendReport[] = [];
  /** Of each amend under way, when its window was asked to cancel everything, by {@link Calls.next}. */
  readonly #running = new Map<
    Order,
    { readonly window: SoakWindow; swept: number | undefined; sent: ReadonlySet<string> }
  >();
  asked = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Ids of the replacements that a person was told of. */
  get orderIds(): readonly string[] {
    return this.#reports.flatMap((report) =>
      report.kind === 'replaced' ? [report.placed.orderId ?? ''] : [],
    );
  }

  begun(order: Order, window: SoakWindow): void {
    this.#running.set(order, { window, swept: undefined, sent: new Set() });
  }

  /** A window is about to ask for everything to be canceled. */
  swept(window: SoakWindow): void {
    for (const each of this.#running.values())
      if (each.window === window && each.swept === undefined) {
        each.swept = window.calls.next();
        each.sent = new Set(window.desk?.places.unsettled.map(({ orderId }) => orderId));
      }
  }

  /** A person was told what became of it: a replacement is never more than what the order left. */
  told(order: Order, wanted: string, report: AmendReport): void {
    this.#reports.push(report);
    const { window, swept, sent: before } = this.#running.get(order) ?? {};
    this.#running.delete(order);
    const { outcomes, truth, violations } = this.#world;
    const { kind } = report;
    outcomes.count(`amend: ${kind}`);
    if (kind !== 'replaced') return;
    const { placed, request } = report;
    outcomes.count(`amend: ${placed.outcome.kind}`);
    const sent = window?.calls.all.find(({ body }) => isOf(body, placed.orderId));
    // What was on its way by then is told as an order that may still come.
    const late = sent !== undefined && !before?.has(placed.orderId ?? '');
    if (swept !== undefined && late && sent.began > swept)
      violations.add('wrong outcome', `${order.orderId} is replaced after all were canceled`);
    const real = truth.find(order.orderId);
    if (!real || real.open)
      return violations.add('wrong outcome', `${order.orderId} is replaced, and open`);
    const { lot } = real.terms.contract;
    const filled = lot.format(real.terms.lots - real.remainingLots);
    if (!new Big(wanted).eq(new Big(request.quantity).plus(filled)))
      violations.add('wrong outcome', `${order.orderId} became ${request.quantity} of ${wanted}`);
    checkPlaced(this.#world, placed);
  }
}

/** An order's id ends with the last characters of the id in its request. */
function isOf(body: string, orderId: string | undefined): boolean {
  const { id } = (body.startsWith('{') ? JSON.parse(body) : {}) as { id?: string };
  return id !== undefined && orderId?.endsWith(id.slice(-9)) === true;
}

/** A person changes quantity, price or both of an order that is shown. */
export function amendOrder(world: World): string | undefined {
  const { random, amends, services } = world;
  const window = anyWindow(world);
  const { venue, store } = window?.desk ?? {};
  const order = pick(world, store?.working ?? []);
  const contract = CONTRACTS.find(({ symbol }) => symbol === order?.symbol);
  if (!window || !venue || !order || !contract) return undefined;
  const { lot, tick } = contract;
  if (new Big(order.quantity).gte(lot.format(MOST_LOTS))) return undefined;
  const mark = services.engine.markOf(contract);
  const quantity = lot.format(FIRST_LOTS + MOST_LOTS * ++amends.asked);
  const ticks = mark + Math.floor((mark * random.integer(-300, 300)) / 10_000);
  const price = random.chance(1, 2) ? { price: tick.format(ticks) } : {};
  const wanted = changedRequest(venue, order, { quantity, ...price });
  if (!wanted) return undefined;
  amends.begun(order, window);
  void window.ask([order], undefined, async (desk) => {
    const report = await amend(desk, order, wanted, patience(world));
    amends.told(order, quantity, report);
    return [report.cancel];
  });
  return `${window.name} ${order.orderId} to ${quantity}`;
}
