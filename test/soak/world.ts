import type { Stopwatch } from '../../src/common/clock.ts';
import type { Transport } from '../../src/net/transport.ts';
import type { ApiKey } from '../../src/paper/auth/keys.ts';
import type { PaperCore } from '../../src/paper/core.ts';
import type { Random } from '../../src/paper/random.ts';
import { memoryJournal } from '../../src/orders/journal.ts';
import { Moments } from './calls.ts';
import type { Network } from './network.ts';
import { Amends } from './amends.ts';
import { Closes } from './closes.ts';
import { Placements } from './placements.ts';
import { OwedCancels } from './owed.ts';
import { SoakWindow, type DeskFactory, type WindowSettings } from './soakWindow.ts';
import { Tally } from './tally.ts';
import type { SoakTime } from './time.ts';
import { Truth } from './truth.ts';
import { Violations } from './violations.ts';

/** How clients reach the exchange: in memory, or over real sockets. */
export interface Place {
  readonly origin: string;
  readonly services: PaperCore['services'];
  /** Of the account there is from the start. */
  readonly key: ApiKey;
  /** The network in between where it is ours to break. */
  readonly network: Network | undefined;
  transport(stopwatch: Stopwatch): Transport;
  close(): Promise<void>;
}

export interface WorldParts {
  readonly place: Place;
  readonly time: SoakTime;
  readonly random: Random;
  readonly makeDesk: DeskFactory;
  readonly note: (line: string) => void;
}

/** One exchange, everybody at it, and what was found wrong. */
export class World {
  readonly place: Place;
  readonly time: SoakTime;
  readonly random: Random;
  readonly makeDesk: DeskFactory;
  readonly truth: Truth;
  readonly windows: SoakWindow[] = [];
  readonly moments = new Moments();
  readonly violations = new Violations();
  readonly outcomes = new Tally();
  readonly steps = new Tally();
  readonly keys: ApiKey[];
  readonly amends: Amends;
  readonly closes: Closes;
  readonly #note: (line: string) => void;

  constructor({ place, time, random, makeDesk, note }: WorldParts) {
    this.place = place;
    this.time = time;
    this.random = random;
    this.makeDesk = makeDesk;
    this.truth = new Truth(place.services);
    this.keys = [place.key];
    this.#note = note;
    this.amends = new Amends(this);
    this.closes = new Closes(this);
  }

  get origin(): string {
    return this.place.origin;
  }

  get services(): PaperCore['services'] {
    return this.place.services;
  }

  transport(stopwatch: Stopwatch): Transport {
    return this.place.transport(stopwatch);
  }

  note(line: string): void {
    this.#note(`${this.time.now() - 1_700_000_000_000} ${line}`);
  }

  crashed(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.violations.add('crash', text.split('\n').slice(0, 4).join(' | '));
  }

  /** Opens one more window: on an account of its own, or as the second one of another's profile. */
  addWindow(key: ApiKey, beside?: SoakWindow): SoakWindow {
    const { random } = this;
    const settings: WindowSettings = {
      name: `w${this.windows.length}`,
      key,
      journal: beside?.settings.journal ?? memoryJournal(),
      owed: beside?.settings.owed ?? new OwedCancels(),
      placements: beside?.settings.placements ?? new Placements(this),
      cancelMethod: random.chance(1, 8) ? 'POST' : 'DELETE',
      knowsGroup: random.chance(3, 4),
      pollEvery: random.pick([0, 1_000, 5_000, 5_000, 15_000, 30_000]),
    };
    const window = new SoakWindow(this, settings, random);
    this.windows.push(window);
    window.open();
    return window;
  }

  checkOwed(): void {
    for (const { settings } of this.windows) {
      settings.owed.check(settings.journal, this.windows, this.violations);
      settings.placements.checkOwed();
    }
  }
}
