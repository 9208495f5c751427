import type { Trade } from '../../src/paper/engine/events.ts';
import type { EngineOrder } from '../../src/paper/engine/order.ts';
import type { CloseReport, CloseRequest } from '../../src/positions/closeService.ts';
import { checkPlaced } from './checks.ts';
import { patience } from './people.ts';
import { anyWindow, pick } from './picks.ts';
import type { World } from './world.ts';

/** Closes of positions, and what the exchange made of them. */
export class Closes {
  readonly #world: World;
  readonly #reports: CloseReport[] = [];

  constructor(world: World) {
    this.#world = world;
    world.services.engine.events.on('trade', (trade) => this.#watch(trade));
  }

  /** Ids of the orders that a person was told of. */
  get orderIds(): readonly string[] {
    return this.#reports.flatMap(({ outcome }) =>
      outcome.kind === 'sent' ? outcome.orders.map(({ orderId = '' }) => orderId) : [],
    );
  }

  /** A person was told what became of a close. */
  told(report: CloseReport): void {
    const { outcome } = report;
    this.#reports.push(report);
    const { outcomes, truth, violations } = this.#world;
    outcomes.count(`close: ${outcome.kind}`);
    if (outcome.kind !== 'sent') return;
    for (const order of outcome.orders) {
      outcomes.count(`close: ${order.outcome.kind}`);
      checkPlaced(this.#world, order);
      if (truth.find(order.orderId ?? '')?.terms.reduceOnly === false)
        violations.add('grown position', `${order.orderId} closes, and is not reduce-only`);
    }
  }

  #watch({ contract, lots, resting, incoming }: Trade): void {
    for (const { account, terms, orderId } of [resting, incoming]) {
      if (!account || !terms.reduceOnly) continue;
      const after = account.position(contract).lots;
      const before = after - (terms.side === 'Buy' ? lots : -lots);
      const turned = after !== 0 && Math.sign(after) !== Math.sign(before);
      if (turned || Math.abs(after) > Math.abs(before))
        this.#world.violations.add('grown position', `${orderId}: ${before} became ${after}`);
    }
  }
}

/** A person closes a position that there is, or was a moment ago; by market, or some of it by limit. */
export function closePosition(world: World): string | undefined {
  const { random } = world;
  const window = anyWindow(world);
  const held = [...(window?.settings.key.account.positions() ?? [])];
  const position = pick(
    world,
    held.filter(({ lots }) => lots !== 0),
  );
  if (!window || !position) return undefined;
  const { contract, lots } = position;
  const mark = world.services.engine.markOf(contract);
  const most = Math.abs(lots);
  const request: CloseRequest = {
    ...{ symbol: contract.symbol, side: lots > 0 ? 'long' : 'short' },
    ...(random.chance(1, 3) ? { quantity: contract.lot.format(random.integer(1, most + 5)) } : {}),
    ...(random.chance(1, 3) ? { price: contract.tick.format(mark) } : {}),
  };
  const options = { ...patience(world), lastKnown: random.chance(1, 3) };
  void window.closePositions(async ({ positions }) => {
    world.closes.told(await positions.closes.close(request, options));
  });
  return `${window.name} ${request.symbol} ${lots}`;
}

/** A person panics. */
export function panic(world: World): string | undefined {
  const window = anyWindow(world);
  if (!window?.desk) return undefined;
  const { signal = new AbortController().signal } = patience(world) ?? {};
  world.amends.swept(window);
  const { store, cancels } = window.desk;
  // A cancel that is just being sent stays one of its own.
  const known = store.working.filter(({ orderId }) => {
    return !/queued|sending/.test(cancels.phaseOf(orderId) ?? '');
  });
  void window.ask(known, { ofSymbol: undefined }, async ({ positions }) => {
    const report = await positions.panic.run(signal);
    for (const close of report.closes) world.closes.told(close);
    return report.cancels;
  });
  return window.name;
}

/** Looks in the end for orders that no window was told of, and nobody else placed. */
export function checkAsked(world: World): void {
  const { truth, keys, windows, violations, closes, amends } = world;
  const told = new Set([
    ...closes.orderIds,
    ...amends.orderIds,
    ...windows.flatMap(({ settings }) =>
      settings.placements.asks.map(({ report }) => report?.orderId ?? ''),
    ),
  ]);
  const all = keys.flatMap(({ account }): EngineOrder[] => [
    ...account.open.values(),
    ...account.history(),
  ]);
  for (const { orderId } of all)
    if (!told.has(orderId) && !truth.placedElsewhere.has(orderId))
      violations.add('unasked order', orderId);
}
