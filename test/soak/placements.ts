import type { Desk } from '../../src/desk/desk.ts';
import type { Patience } from '../../src/orders/followCancels.ts';
import { placeProof } from '../../src/orders/placeProof.ts';
import type { PlaceEntry, PlaceJournal } from '../../src/orders/placeJournal.ts';
import type { PlaceReport } from '../../src/orders/placeOutcome.ts';
import { memoryJournal } from '../../src/orders/journal.ts';
import type { Contract } from '../../src/paper/engine/contracts.ts';
import type { EngineOrder } from '../../src/paper/engine/order.ts';
import type { PlaceRequest } from '../../src/venues/placing.ts';
import type { SoakWindow } from './soakWindow.ts';
import type { World } from './world.ts';

/** An order that a person wants, of a quantity that no other has: by it the exchange's engine says what became of it. */
export interface Wanted {
  readonly contract: Contract;
  readonly lots: number;
  readonly request: PlaceRequest;
}

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
  place(window: SoakWindow, wanted: Wanted, patience?: Patience): Promise<void> {
    return this.#ask(window, [wanted], ({ places }) => [places.place(wanted.request, patience)]);
  }

  /** A person places several orders together. */
  placeMany(window: SoakWindow, wanted: readonly Wanted[], patience?: Patience): Promise<void> {
    const requests = wanted.map(({ request }) => request);
    return this.#ask(window, wanted, ({ places }) => places.placeMany(requests, patience));
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
        // Known there by now, and about to be told by it or by the one that sent it.
        const known = (desk.places.reportOf(orderId)?.outcome.kind ?? 'unknown') !== 'unknown';
        if (!listed && !known)
          violations.add('lost placement', `${orderId} is not listed in ${name}`);
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

  async #ask(
    { name, desk }: SoakWindow,
    wanted: readonly Wanted[],
    place: (desk: Desk) => readonly Promise<PlaceReport>[],
  ): Promise<void> {
    if (!desk) return;
    const asks = wanted.map(({ contract, lots }): PlaceAsk => {
      return { by: name, contract, lots, report: undefined };
    });
    this.asks.push(...asks);
    try {
      const told = place(desk);
      await Promise.all(asks.map(async (ask, at) => this.#told(ask, desk, await told[at])));
    } catch (error) {
      this.#world.crashed(error);
    }
  }

  #told(ask: PlaceAsk, desk: Desk, report: PlaceReport | undefined): void {
    if (!report) return; // found in the end: an order that was never reported
    const { orderId, outcome } = report;
    const followed = outcome.kind === 'unknown' && outcome.followed;
    const over = this.#dismissed.has(orderId ?? '') || this.#settled.has(orderId ?? '');
    const wanted = orderId !== undefined && !over;
    if (followed && wanted && desk.places.phaseOf(orderId)) {
      this.#owed.set(orderId, new Set([ask.by]));
    }
    this.#tell(ask, report, '');
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
