import type { Desk } from '../../src/desk/desk.ts';
import type { Patience } from '../../src/orders/followCancels.ts';
import { placeProof } from '../../src/orders/placeProof.ts';
import type { PlaceEntry, PlaceJournal } from '../../src/orders/placeJournal.ts';
import type { PlaceReport } from '../../src/orders/placeOutcome.ts';
import { memoryJournal } from '../../src/orders/journal.ts';
import { CONTRACTS, type Contract } from '../../src/paper/engine/contracts.ts';
import type { EngineOrder } from '../../src/paper/engine/order.ts';
import type { PlaceRequest } from '../../src/venues/placing.ts';
import { anyWindow, pick } from './picks.ts';
import { patience } from './people.ts';
import type { SoakWindow } from './soakWindow.ts';
import type { World } from './world.ts';

/** Of a quantity that no other order has: by it the exchange's engine says what became of it. */
const FIRST_LOTS = 50;

/** An order that a person asked for. */
interface PlaceAsk {
  readonly by: string;
  readonly contract: Contract;
  readonly lots: number;
  /** What they were told last. */
  report: PlaceReport | undefined;
}

/** What windows of one profile placed, and what they were told of it. */
export class Placements {
  readonly journal: PlaceJournal = memoryJournal<PlaceEntry>();
  readonly asks: PlaceAsk[] = [];
  readonly #world: World;
  /** Orders that some window has told the end of, perhaps before the one that sent them. */
  readonly #settled = new Set<string>();
  /** Orders that nobody wants to know of any more. */
  readonly #dismissed = new Set<string>();
  /** Orders that a window was told are unknown, and the windows that know of them, by name. */
  readonly #owed = new Map<string, Set<string>>();

  constructor(world: World) {
    this.#world = world;
  }

  /** A window was opened: what the journal has is followed by it too. */
  watch({ name }: SoakWindow, desk: Desk): void {
    for (const [orderId, knowing] of this.#owed) {
      knowing.delete(name);
      if (desk.places.phaseOf(orderId) !== undefined) knowing.add(name);
    }
    desk.places.onDidSettleLate((report) => {
      this.#owed.delete(report.orderId ?? '');
      this.#settled.add(report.orderId ?? '');
      const ask = this.asks.find((each) => each.report?.orderId === report.orderId);
      this.#tell(ask, report, ', late');
    });
  }

  /** A person places an order. Resolves when they are told, whatever it is. */
  async place(
    { name, desk }: SoakWindow,
    contract: Contract,
    lots: number,
    request: PlaceRequest,
    patience?: Patience,
  ): Promise<void> {
    if (!desk) return;
    const ask: PlaceAsk = { by: name, contract, lots, report: undefined };
    this.asks.push(ask);
    try {
      const report = await desk.places.place(request, patience);
      const { orderId, outcome } = report;
      const followed = outcome.kind === 'unknown' && outcome.followed;
      const over = this.#dismissed.has(orderId ?? '') || this.#settled.has(orderId ?? '');
      const wanted = orderId !== undefined && !over;
      if (followed && wanted && desk.places.phaseOf(orderId)) {
        this.#owed.set(orderId, new Set([name]));
      }
      this.#tell(ask, report, '');
    } catch (error) {
      this.#world.crashed(error);
    }
  }

  dismiss(orderId: string): void {
    this.#dismissed.add(orderId);
    this.#owed.delete(orderId);
    for (const { settings, desk } of this.#world.windows)
      if (settings.placements === this) desk?.places.dismiss(orderId);
  }

  /** Looks whether every one that is unknown is listed and written down. */
  checkOwed(): void {
    const { windows, violations } = this.#world;
    const written = new Set(this.journal.list().map(({ orderId }) => orderId));
    for (const [orderId, knowing] of this.#owed) {
      if (!written.has(orderId)) violations.add('lost placement', `${orderId} is in no journal`);
      for (const { settings, desk, name } of windows) {
        if (settings.placements !== this || !desk || !knowing.has(name)) continue;
        const listed = desk.places.unsettled.some((each) => each.orderId === orderId);
        if (!listed) violations.add('lost placement', `${orderId} is not listed in ${name}`);
      }
    }
  }

  /** Looks at all of it in the end, when nothing goes wrong any more. */
  check(): void {
    for (const ask of this.asks) this.#check(ask);
  }

  /** What may be shown of them to anybody. */
  get proofs(): readonly string[] {
    return this.asks.flatMap(({ report }) => (report ? [placeProof(report)] : []));
  }

  #tell(ask: PlaceAsk | undefined, report: PlaceReport, late: string): void {
    const { kind } = report.outcome;
    if (ask) ask.report = report;
    this.#world.outcomes.count(`place: ${kind}${late}`);
    this.#world.note(`${ask?.by} place ${kind}${late} ${report.orderId}`);
    const wrong = this.#wrong(report);
    if (wrong) this.#world.violations.add('wrong outcome', `place ${kind}, but ${wrong}`);
  }

  #wrong({ outcome }: PlaceReport): string | undefined {
    const order = 'order' in outcome ? outcome.order : undefined;
    return order && this.#world.truth.impossible(order);
  }

  /** Whether it is left for the next window that is opened: that which followed it was closed. */
  #waits(orderId: string | undefined): boolean {
    const written = this.journal.list().some((entry) => entry.orderId === orderId);
    const followed = this.#world.windows.some(({ settings, desk }) => {
      return settings.placements === this && desk?.places.phaseOf(orderId ?? '') !== undefined;
    });
    return written && !followed;
  }

  #there({ contract, lots }: PlaceAsk): readonly EngineOrder[] {
    const accounts = this.#world.keys.map(({ account }) => account);
    const closes = new Set(this.#world.closes.orderIds);
    return accounts
      .flatMap((account) => [...account.open.values(), ...account.history()])
      .filter(({ terms }) => terms.contract === contract && terms.lots === lots)
      .filter(({ orderId }) => !closes.has(orderId));
  }

  #check(ask: PlaceAsk): void {
    const { violations } = this.#world;
    const { report, by } = ask;
    const there = this.#there(ask);
    if (there.length > 1)
      violations.add('placed twice', there.map(({ orderId }) => orderId).join(' and '));
    if (!report) return violations.add('lost placement', `of ${by}, never reported`);
    const { orderId, outcome } = report;
    switch (outcome.kind) {
      case 'notSent':
      case 'neverArrived':
        if (there[0]) violations.add('denied order', `${there[0].orderId} ${outcome.kind}`);
        return;
      case 'rejected':
        if (there[0] && !outcome.order)
          violations.add('denied order', `${there[0].orderId} rejected`);
        return;
      case 'unknown':
        if (this.#settled.has(orderId ?? '')) return; // another window has told the end of it
        if (!this.#dismissed.has(orderId ?? '') && !this.#waits(orderId))
          violations.add('lost placement', `${orderId} of ${by} is never settled`);
        return;
      case 'working':
      case 'filled':
      case 'canceled':
        if (there[0]?.orderId !== orderId)
          violations.add('wrong outcome', `${orderId} ${outcome.kind}, and is not there`);
    }
  }
}

/** A person places an order of some kind or other, now and then one that cannot be right. */
export function placeOrder(world: World): string | undefined {
  const { random, services } = world;
  const window = anyWindow(world);
  if (!window?.desk) return undefined;
  const contract = random.pick([CONTRACTS[0]!, CONTRACTS[1]!, CONTRACTS[2]!]);
  const lots = FIRST_LOTS + world.windows.reduce((sum, each) => sum + each.placed, 0);
  window.placed += 1;
  const { placements } = window.settings;
  if (world.place.network && random.chance(1, 10)) world.place.network.stranded += 1;
  const request = drawRequest(world, contract, lots, services.engine.markOf(contract));
  void placements.place(window, contract, lots, request, patience(world));
  return `${window.name} ${request.symbol} ${request.side} ${request.type} ${request.quantity}`;
}

function drawRequest(
  { random }: World,
  contract: Contract,
  lots: number,
  mark: number,
): PlaceRequest {
  const type = random.pick([
    'limit',
    'limit',
    'limit',
    'market',
    'stopLimit',
    'stopMarket',
  ] as const);
  const side = random.pick(['buy', 'sell'] as const);
  const { tick } = contract;
  const ticks = (): number => mark + Math.floor((mark * random.integer(-300, 300)) / 10_000);
  const spoiled = random.chance(1, 20) ? '7' : '';
  const price = type === 'limit' || type === 'stopLimit' ? tick.format(ticks()) : undefined;
  const stopPrice =
    type === 'stopLimit' || type === 'stopMarket' ? tick.format(ticks()) : undefined;
  const timeInForce = random.pick(['GTC', 'GTC', 'GTC', 'IOC', 'FOK'] as const);
  return {
    ...{ symbol: contract.symbol, side, type, quantity: contract.lot.format(lots) },
    ...(price === undefined ? {} : { price: `${price}${price.includes('.') ? spoiled : ''}` }),
    ...(stopPrice === undefined ? {} : { stopPrice }),
    ...(type === 'limit' ? { timeInForce } : {}),
    ...(type === 'limit' && timeInForce === 'GTC' && random.chance(1, 5) ? { postOnly: true } : {}),
    ...(random.chance(1, 10) ? { reduceOnly: true } : {}),
    ...(random.chance(1, 3) ? { clientId: random.alphanumeric(random.integer(9, 32)) } : {}),
  };
}

/** A person no longer wants to know what became of an order. */
export function dismissPlacement(world: World): string | undefined {
  const window = anyWindow(world);
  const sent = window?.desk?.places.unsettled.filter(({ phase }) => phase !== 'sending');
  const pending = pick(world, sent ?? []);
  if (!window || !pending) return undefined;
  window.settings.placements.dismiss(pending.orderId);
  return `${window.name} ${pending.orderId}`;
}
