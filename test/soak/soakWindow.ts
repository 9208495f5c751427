import { Desk } from '../../src/desk/desk.ts';
import type { Profile } from '../../src/desk/profile.ts';
import type { Clock } from '../../src/common/clock.ts';
import type { CancelJournal } from '../../src/orders/cancelJournal.ts';
import type { PlaceJournal } from '../../src/orders/placeJournal.ts';
import type { CancelReport } from '../../src/orders/cancelOutcome.ts';
import type { CancelTarget } from '../../src/orders/pendingCancel.ts';
import type { Patience } from '../../src/orders/followCancels.ts';
import type { Transcript } from '../../src/net/transcript.ts';
import type { Transport } from '../../src/net/transport.ts';
import type { ApiKey } from '../../src/paper/auth/keys.ts';
import type { Random } from '../../src/paper/random.ts';
import { createAscendexVenue } from '../../src/venues/ascendex/client.ts';
import type { Order, Venue } from '../../src/venues/venue.ts';
import { Calls } from './calls.ts';
import { checkReport, checkStore } from './checks.ts';
import type { Placements } from './placements.ts';
import { isClosed, type OwedCancels } from './owed.ts';
import { LocalClock } from './time.ts';
import type { World } from './world.ts';

/** Makes the desk of a window. Tests of the soak itself make one that is broken. */
export type DeskFactory = (
  profile: Profile,
  venue: Venue,
  clock: Clock,
  journal: CancelJournal,
  placeJournal?: PlaceJournal,
) => Desk;

export const realDesk: DeskFactory = (...parts) => new Desk(...parts);

/** What one window of the editor works on. */
export interface WindowSettings {
  readonly name: string;
  readonly key: ApiKey;
  readonly journal: CancelJournal;
  readonly owed: OwedCancels;
  readonly placements: Placements;
  readonly cancelMethod: 'DELETE' | 'POST';
  /** Whether the account group is in the profile, or has to be asked for. */
  readonly knowsGroup: boolean;
  /** ms; 0 for no polling. */
  readonly pollEvery: number;
}

/** A cancel that a person asked for. */
export interface Ask {
  readonly orderId: string;
  readonly began: number;
  /** Whether the order was closed already. */
  readonly late: boolean;
  /** Whether it was asked for by one request for all. */
  readonly all: boolean;
  /** Of which symbol all; `undefined` for every one, and for orders that were named. */
  readonly ofSymbol: string | undefined;
  report: CancelReport | undefined;
  /** When they were told, by {@link Calls.next}. */
  told?: number;
  /** A person gave it up. */
  dismissed: boolean;
}

/** A window with everything in it exactly as shipped, and a record of all it did. */
export class SoakWindow {
  readonly settings: WindowSettings;
  readonly calls: Calls;
  readonly asks: Ask[] = [];
  readonly reports: CancelReport[] = [];
  readonly transcripts: Transcript[] = [];
  /** Orders whose unsettled cancels this window knows of since it was opened. */
  readonly follows = new Set<string>();
  /** When a cancel of an order was settled, or no longer followed, by {@link Calls.next}. */
  readonly ends: { readonly orderId: string; readonly at: number; readonly closed: boolean }[] = [];
  /** How many orders were asked for in it. */
  placed = 0;
  /** How many commands are under way that close positions. */
  closing = 0;
  desk: Desk | undefined;
  clock: LocalClock;
  readonly #world: World;
  readonly #random: Random;

  constructor(world: World, settings: WindowSettings, random: Random) {
    this.#world = world;
    this.calls = new Calls(settings.name, world.moments);
    this.#random = random;
    this.settings = settings;
    this.clock = new LocalClock(world.time);
  }

  get name(): string {
    return this.settings.name;
  }

  open(): void {
    const { skew } = this.clock;
    const clock = (this.clock = new LocalClock(this.#world.time));
    clock.skew = skew;
    const { key, journal, placements, pollEvery } = this.settings;
    this.follows.clear();
    for (const { orderId } of journal.list()) this.follows.add(orderId);
    const profile = this.#profile();
    const { group } = key.account.identity;
    const { origin } = this.#world;
    const venue = createAscendexVenue({
      ...{ origin, keyEncoding: 'utf8', cancelMethod: profile.cancelMethod, connect: {}, clock },
      accountGroup: this.settings.knowsGroup ? String(group) : undefined,
      credentials: { apiKey: key.key, secret: key.secret, origin },
      random: () => this.#random.integer(0, 999_999_999) / 1_000_000_000,
      transport: this.#transport(clock),
      onTranscript: (transcript) => this.#note(transcript),
    });
    const { makeDesk } = this.#world;
    const desk = (this.desk = makeDesk(profile, venue, clock, journal, placements.journal));
    placements.watch(this, desk);
    const seen = new Map<string, Order>();
    desk.store.onDidChange(({ orderIds }) => {
      for (const orderId of orderIds) checkStore(this.#world, this, desk, orderId, seen);
    });
    desk.cancels.onDidSettleLate((report) => {
      const ask = this.asks.findLast(({ orderId }) => orderId === report.orderId);
      this.#settled(report, true, ask);
    });
    desk.cancels.onDidChange((orderId) => {
      if (desk.cancels.phaseOf(orderId) !== undefined) return;
      const report = desk.cancels.reportOf(orderId);
      const closed = report !== undefined && isClosed(report);
      this.ends.push({ orderId, at: this.calls.next(), closed });
      // Of several together a person is told when all of them are known.
      if (report) this.settings.owed.ended(report);
    });
    if (pollEvery > 0) desk.feed.startPolling(pollEvery);
  }

  /** Ends it, as closing the window does; timers that are left then are a violation. */
  async close(): Promise<void> {
    this.desk?.dispose();
    this.desk = undefined;
    await this.#world.time.advance(0);
    const { waiting } = this.clock;
    if (waiting > 0) this.#world.violations.add('timer left', `${this.name}: ${waiting}`);
  }

  async reload(): Promise<void> {
    await this.close();
    this.open();
  }

  /** A person cancels an order. Resolves when they are told, whatever it is. */
  cancel(orderId: string, symbol: string, patience?: Patience): Promise<void> {
    return this.ask([{ orderId, symbol }], undefined, async ({ cancels }) => [
      await cancels.cancel({ orderId, symbol }, patience),
    ]);
  }

  /** A person cancels several orders together. */
  cancelMany(targets: readonly CancelTarget[], patience?: Patience): Promise<void> {
    return this.ask(targets, undefined, ({ cancels }) => cancels.cancelMany(targets, patience));
  }

  /** A person cancels everything, or everything of a symbol. */
  cancelAll(symbol: string | undefined, patience?: Patience): Promise<void> {
    const working = this.desk?.store.working ?? [];
    const known = working.filter((order) => symbol === undefined || order.symbol === symbol);
    return this.ask(known, { ofSymbol: symbol }, async ({ cancels }) => {
      return (await cancels.cancelAll(symbol, patience)).reports;
    });
  }

  /** A person asks for cancels of some orders, or of all, by whatever command. */
  async ask(
    targets: readonly CancelTarget[],
    all: { readonly ofSymbol: string | undefined } | undefined,
    cancel: (desk: Desk) => Promise<readonly CancelReport[]>,
  ): Promise<void> {
    const { desk } = this;
    if (!desk) return;
    const asks = targets.map(({ orderId }): Ask => {
      const late = this.#world.truth.find(orderId)?.open === false;
      const began = this.calls.next();
      this.follows.add(orderId);
      const how = { all: all !== undefined, ofSymbol: all?.ofSymbol };
      return { orderId, began, late, ...how, report: undefined, dismissed: false };
    });
    this.asks.push(...asks);
    try {
      const reports = new Map((await cancel(desk)).map((report) => [report.orderId, report]));
      for (const ask of asks) {
        const report = (ask.report = reports.get(ask.orderId));
        ask.told = this.calls.next();
        if (!report) continue; // found in the end: a cancel that was never reported
        this.#world.note(`${this.name} ${report.outcome.kind} ${ask.orderId}`);
        this.settings.owed.reported(ask, report);
        this.#settled(report, false, ask);
      }
    } catch (error) {
      this.#world.crashed(error);
    }
  }

  /** A person closes positions. Resolves when they are told, whatever it is. */
  async closePositions(close: (desk: Desk) => Promise<void>): Promise<void> {
    const { desk } = this;
    if (!desk) return;
    this.closing += 1;
    try {
      await close(desk);
      this.closing -= 1;
    } catch (error) {
      this.#world.crashed(error);
    }
  }

  dismiss(orderId: string): void {
    for (const { asks, settings } of this.#world.windows) {
      if (settings.owed !== this.settings.owed) continue;
      for (const ask of asks) if (ask.orderId === orderId) ask.dismissed = true;
    }
    this.follows.delete(orderId);
    this.desk?.cancels.dismiss(orderId);
    this.settings.owed.forgive(orderId);
  }

  #settled(report: CancelReport, late: boolean, ask?: Ask): void {
    const { orderId, outcome } = report;
    this.reports.push(report);
    this.#world.outcomes.count(late ? `${outcome.kind}, late` : outcome.kind);
    checkReport(this.#world, this, report, ask);
    if (late) {
      this.#world.note(`${this.name} late ${outcome.kind} ${orderId}`);
      this.settings.owed.settledLate(report, this.calls.next());
    }
    if (outcome.kind === 'underWay' || (outcome.kind === 'unknown' && !ask?.dismissed)) return;
    if (!this.settings.owed.has(orderId)) this.follows.delete(orderId);
  }

  #profile(): Profile {
    const { name, cancelMethod } = this.settings;
    return {
      ...{ id: name, name, venue: 'ascendex', origin: this.#world.origin },
      ...{ accountGroup: undefined, keyEncoding: 'utf8', cancelMethod },
    };
  }

  #transport(clock: LocalClock): Transport {
    const transport = this.#world.transport(clock);
    return { ...transport, createDispatcher: this.calls.watching(transport.createDispatcher) };
  }

  #note(transcript: Transcript): void {
    this.transcripts.push(transcript);
    const { action, response, failure } = transcript;
    const came = failure ? `${failure.stage} ${failure.code}` : response?.status;
    this.#world.note(`${this.name} ${action} ${came}`);
  }
}
