import type { Disposable } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Balance, FreeMargin, Holdings, Position } from '../venues/positions.ts';
import type { AccountNews } from '../venues/stream.ts';
import { isOpenPosition, type OpenPosition } from './position.ts';

/** Something changed: positions or settings of these symbols, or what secures them. */
export interface HoldingsChange {
  /** Positions came or went, or an asset came. */
  readonly set: boolean;
  readonly symbols: ReadonlySet<string>;
}

/** What a snapshot was before it was asked for; see {@link PositionStore.begin}. */
export interface SnapshotMark {
  readonly heard: number;
  /** The venue's Unix ms; `undefined` where its clock is not known. */
  readonly venueTime: number | undefined;
}

interface Known<T> {
  readonly value: T;
  /** Of the newest message about it, below 0 where there was none. */
  readonly sequence: number;
  /** How many messages there were when it was last told by one. */
  readonly heard: number;
}

/** So much later a message must be than a snapshot's beginning not to be taken for older, ms. */
const CLOCK_SLACK_MS = 2_000;

/**
 * What an account holds, as last known. Of messages about one and the same position or asset, the one with
 * the highest sequence number counts, in whatever order they come. A snapshot has no number: it counts but for
 * what the stream told after it was asked for, and against messages that are clearly from before.
 */
export class PositionStore implements Disposable {
  readonly #positions = new Map<string, Known<Position>>();
  readonly #balances = new Map<string, Known<Balance>>();
  readonly #changed = new Emitter<HoldingsChange>();
  readonly onDidChange = this.#changed.event;
  #heard = 0;
  #snapshotTime: number | undefined;
  #freeMargin: FreeMargin | undefined;

  /** Positions and settings of all contracts that were told of, by symbol. */
  get all(): readonly Position[] {
    return [...this.#positions.values()]
      .map(({ value }) => value)
      .sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  }

  /** Positions that are there, by symbol. */
  get open(): readonly OpenPosition[] {
    return this.all.filter(isOpenPosition);
  }

  /** By asset. */
  get balances(): readonly Balance[] {
    return [...this.#balances.values()]
      .map(({ value }) => value)
      .sort((a, b) => (a.asset < b.asset ? -1 : 1));
  }

  get freeMargin(): FreeMargin | undefined {
    return this.#freeMargin;
  }

  /** Position and settings of a contract, also where there is no position. */
  get(symbol: string): Position | undefined {
    return this.#positions.get(symbol)?.value;
  }

  /** To be called before a snapshot is asked for. */
  begin(venueTime: number | undefined): SnapshotMark {
    return { heard: this.#heard, venueTime };
  }

  /** Takes in all that an account holds, asked for after `mark`. What it leaves out is not there. */
  snapshot(
    { balances, positions }: Holdings,
    free: FreeMargin | undefined,
    mark: SnapshotMark,
  ): void {
    this.#snapshotTime = mark.venueTime ?? this.#snapshotTime;
    const told = new Map(positions.map((position) => [position.symbol, position]));
    const gone = this.open.filter(({ symbol }) => !told.has(symbol)).map(closed);
    const symbols = taken(this.#positions, [...positions, ...gone], ({ symbol }) => symbol, mark);
    const assets = taken(this.#balances, balances, ({ asset }) => asset, mark);
    const sameMargin = JSON.stringify(plainly(free)) === JSON.stringify(plainly(this.#freeMargin));
    this.#freeMargin = free;
    this.#tell(symbols, assets, !sameMargin);
  }

  /**
   * Takes in a message.
   * @returns false where nobody can say whether it is news: it bears no number
   */
  hear({ sequence, time, balances, positions }: AccountNews): boolean {
    if (sequence < 0) return false;
    this.#heard += 1;
    const old = this.#snapshotTime !== undefined && time < this.#snapshotTime - CLOCK_SLACK_MS;
    if (old) return true;
    const news = { sequence, heard: this.#heard };
    const symbols = heard(this.#positions, positions, ({ symbol }) => symbol, news);
    const assets = heard(this.#balances, balances.map(this.#priced), ({ asset }) => asset, news);
    this.#tell(symbols, assets);
    return true;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** Messages do not tell what an asset is worth. */
  readonly #priced = (balance: Balance): Balance => {
    const known = this.#balances.get(balance.asset)?.value;
    return { ...balance, referencePrice: balance.referencePrice ?? known?.referencePrice };
  };

  #tell(
    positions: ReadonlyMap<string, Change<Position>>,
    assets: ReadonlyMap<string, Change<Balance>>,
    margin = false,
  ): void {
    if (positions.size === 0 && assets.size === 0 && !margin) return;
    const set =
      [...assets.values()].some(({ before }) => before === undefined) ||
      [...positions.values()].some(
        ({ before, after }) => isOpenPosition(before) !== isOpenPosition(after),
      );
    this.#changed.fire({ set, symbols: new Set(positions.keys()) });
  }
}

interface Change<T> {
  readonly before: T | undefined;
  readonly after: T;
}

/** Puts in what a snapshot told. @returns what is different now, by key */
function taken<T>(
  all: Map<string, Known<T>>,
  told: readonly T[],
  keyOf: (value: T) => string,
  mark: SnapshotMark,
): ReadonlyMap<string, Change<T>> {
  const changes = new Map<string, Change<T>>();
  for (const value of told) {
    const key = keyOf(value);
    const known = all.get(key);
    if (known && known.heard > mark.heard) continue;
    all.set(key, { value, sequence: known?.sequence ?? -1, heard: known?.heard ?? 0 });
    if (!known || JSON.stringify(known.value) !== JSON.stringify(value))
      changes.set(key, { before: known?.value, after: value });
  }
  return changes;
}

/** Puts in what a message told. @returns what is different now, by key */
function heard<T>(
  all: Map<string, Known<T>>,
  told: readonly T[],
  keyOf: (value: T) => string,
  news: Omit<Known<T>, 'value'>,
): ReadonlyMap<string, Change<T>> {
  const changes = new Map<string, Change<T>>();
  for (const value of told) {
    const key = keyOf(value);
    const known = all.get(key);
    if (known && known.sequence >= news.sequence) continue;
    all.set(key, { value, ...news });
    changes.set(key, { before: known?.value, after: value });
  }
  return changes;
}

/** A position that a whole list leaves out: its settings are as they were. */
function closed(position: Position): Position {
  return {
    ...position,
    ...{ side: 'none', quantity: '0', entryPrice: undefined, unrealizedProfit: '0' },
    ...{ stopLoss: undefined, takeProfit: undefined },
    isolatedMargin: position.isolatedMargin && '0',
  };
}

function plainly(free: FreeMargin | undefined): unknown {
  return free && [free.crossed, [...free.isolated], [...free.transferable]];
}
