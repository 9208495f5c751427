import { NETWORK_FAULTS } from './network.ts';
import type { Desk } from '../../src/desk/desk.ts';
import { Random } from '../../src/paper/random.ts';
import { FAULT_KINDS } from '../../src/paper/faults/spec.ts';
import { VirtualClock } from '../../src/paper/virtualClock.ts';
import { ACTIONS, type Action } from './actions.ts';
import { checkReconciled, checkSecondCancels, checkSecrets } from './checks.ts';
import { checkAsked } from './closes.ts';
import { inMemory, onSockets } from './place.ts';
import { place } from './placing.ts';
import { realDesk, type DeskFactory, type SoakWindow, type WindowSettings } from './soakWindow.ts';
import { FastTime, type SoakTime } from './time.ts';
import type { Violation } from './violations.ts';
import { World } from './world.ts';

export interface ScheduleOptions {
  readonly seed: number;
  /** Over real sockets, in real time that runs faster; in memory and virtual time where missing. */
  readonly sockets?: boolean;
  readonly makeDesk?: DeskFactory;
  /** Told everything that happens. */
  readonly note?: (line: string) => void;
}

/** What came of one schedule. */
export interface ScheduleResult {
  readonly seed: number;
  readonly requests: number;
  readonly asked: number;
  readonly placed: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly steps: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
}

/** How much faster than real time the exchange and the clients live, over sockets. */
const SPEED = 40;
/** Longest that anything may take to settle once nothing goes wrong any more, ms. */
const SETTLES = 600_000;
const POLL = 5_000;
/** An unsettled cancel is asked for at least this often, ms. */
const SLOWEST_QUERY = 61_000;

/** Runs the one schedule that follows from a seed, and looks at everything that must hold. */
export async function runSchedule(options: ScheduleOptions): Promise<ScheduleResult> {
  const { seed, makeDesk = realDesk, note = () => undefined } = options;
  const random = new Random(seed, 'soak');
  const time: SoakTime = options.sockets ? new FastTime(SPEED) : new VirtualClock();
  const failures: string[] = [];
  const core = {
    ...{ seed, frozen: random.chance(2, 3), tick: random.integer(2_000, 8_000) },
    log: (line: string) => void failures.push(line),
  };
  const where = options.sockets
    ? await onSockets(core, time, SPEED)
    : inMemory(core, time, new Random(seed, 'network'));
  const world = new World({ place: where, time, random, makeDesk, note });
  const heard = (error: unknown): void => world.crashed(error);
  process.on('unhandledRejection', heard).on('uncaughtException', heard);
  try {
    begin(world);
    await act(world);
    await settle(world);
    await reconcile(world);
    await cancelTheRest(world);
    for (const placements of new Set(world.windows.map(({ settings }) => settings.placements)))
      placements.check();
    checkAsked(world);
    for (const window of world.windows) await window.close();
    await time.advance(0);
    for (const owed of new Set(world.windows.map(({ settings }) => settings.owed))) {
      const sharing = world.windows.filter(({ settings }) => settings.owed === owed);
      checkSecondCancels(world, sharing);
    }
    if (random.chance(1, 10)) for (const window of world.windows) checkSecrets(world, window);
  } catch (error) {
    world.crashed(error);
  } finally {
    for (const { desk } of world.windows) desk?.dispose();
    await where.close();
    process.off('unhandledRejection', heard).off('uncaughtException', heard);
  }
  for (const line of failures) world.crashed(`in the exchange: ${line}`);
  return {
    seed,
    requests: world.windows.reduce((sum, { calls }) => sum + calls.all.length, 0),
    asked: world.windows.reduce((sum, { asks }) => sum + asks.length, 0),
    placed: world.windows.reduce((sum, { placed }) => sum + placed, 0),
    outcomes: world.outcomes.counts,
    faults: { ...world.services.faults.counts, ...Object.fromEntries(where.network?.counts ?? []) },
    steps: world.steps.counts,
    violations: world.violations.all,
  };
}

/** Accounts, orders, windows and how much goes wrong by chance. */
function begin(world: World): void {
  const { random, services, place: where, keys } = world;
  const { accounts, faults } = services;
  if (random.chance(1, 5)) {
    const second = accounts.create(undefined, keys[0]!.account.balance);
    keys.push(services.keys.create(second, keys[0]!.permissions, -1));
  }
  const most = random.chance(1, 4) ? 35 : 12;
  for (let orders = random.integer(1, most); orders > 0; orders--) place(world);
  if (random.chance(2, 3)) {
    const rate = random.integer(1, 30) / 100;
    const all = [...FAULT_KINDS.keys()].filter((kind) => kind !== 'huge' || random.chance(1, 10));
    const kinds = random.chance(1, 2) ? all : all.filter(() => random.chance(1, 3));
    faults.randomize({ seed: random.integer(1, 1_000_000_000), rate, kinds });
    if (where.network) {
      where.network.rate = random.chance(1, 2) ? rate / 3 : 0;
      where.network.kinds = NETWORK_FAULTS.filter(() => random.chance(2, 3));
    }
  }
  if (where.network) where.network.takesStreams = random.chance(3, 4);
  if (random.chance(1, 6)) services.clock.offset = random.integer(-31_000, 31_000);
  for (const key of keys) world.addWindow(key);
}

async function act(world: World): Promise<void> {
  const { random } = world;
  const total = ACTIONS.reduce((sum, { weight }) => sum + weight, 0);
  for (let steps = random.integer(4, 24); steps > 0; steps--) {
    await world.time.advance(gap(world));
    let drawn = random.integer(1, total);
    const action = ACTIONS.find(({ weight }) => (drawn -= weight) <= 0) as Action;
    const did = await action.act(world);
    if (did !== undefined) {
      world.steps.count(action.name);
      world.note(`* ${action.name}: ${did}`);
    }
    await world.time.advance(0);
    world.checkOwed();
  }
  await world.time.advance(gap(world));
  world.checkOwed();
}

/** Mostly so short that things overlap; now and then long enough for a timeout. */
function gap({ random }: World): number {
  const kind = random.integer(1, 20);
  if (kind <= 7) return random.integer(0, 60);
  if (kind <= 15) return random.integer(60, 1_500);
  return kind <= 19 ? random.integer(1_500, 6_000) : random.integer(6_000, 30_000);
}

/** Nothing goes wrong any more; waits until everybody knows what became of everything. */
async function settle(world: World): Promise<void> {
  const { services, place: where } = world;
  services.faults.clear();
  if (where.network) where.network.rate = 0;
  await services.queue.release();
  world.note('* all is well');
  for (let waited = 0; waited < SETTLES; waited += POLL) {
    // A window takes over what another left when it has a list; one that never asks for one is asked to.
    for (const { desk, settings } of world.windows)
      if (desk && settings.pollEvery === 0 && isLeft(desk, settings)) void desk.feed.refresh();
    await world.time.advance(POLL);
    world.checkOwed();
    const arrived = (where.network?.lingering ?? 0) === 0;
    if (arrived && world.windows.every((window) => isSettled(world, window))) return;
  }
}

function isSettled(world: World, { asks, closing, desk, settings }: SoakWindow): boolean {
  if (closing > 0) return false;
  if ([...asks, ...settings.placements.asks].some(({ report }) => !report)) return false;
  if (!desk) return true;
  if (isLeft(desk, settings)) return false;
  return desk.cancels.unsettled.every(({ orderId }) => {
    const real = world.truth.find(orderId);
    const report = desk.cancels.reportOf(orderId);
    const latest = report?.outcome.kind === 'unknown' ? report.outcome.order : undefined;
    return !real || (real.open && latest !== undefined);
  });
}

/** Whether a window is still to take over, or to tell of, what another one left; placements also to settle. */
function isLeft({ cancels }: Desk, { journal, placements }: WindowSettings): boolean {
  const cancelsLeft = journal.list().some(({ orderId }) => cancels.phaseOf(orderId) === undefined);
  return cancelsLeft || placements.journal.list().length > 0;
}

/**
 * Reads everything afresh, and once more when no order is too young to be asked for; and again where
 * something happened at the exchange meanwhile, as by a new order that was long on its way.
 */
async function reconcile(world: World): Promise<void> {
  let before: string | undefined;
  for (let turn = 0; turn < 2 || (turn < 20 && before !== stateThere(world)); turn++) {
    before = stateThere(world);
    await readAfresh(world);
    await world.time.advance(6_000);
  }
  for (const window of world.windows) checkReconciled(world, window);
}

/** The orders that are open at the exchange, each as of its latest change. */
function stateThere({ keys }: World): string {
  const open = keys.flatMap(({ account }) => [...account.open.values()]);
  return open.map(({ orderId, state }) => `${orderId} ${state.sequence}`).join();
}

/** A client that was banned, or was asked to wait, may read again when that is over. */
async function readAfresh(world: World): Promise<void> {
  for (let waited = 0; waited < SETTLES; waited += POLL) {
    const refreshed = world.windows.map(({ desk }) => desk?.feed.refresh());
    await meanwhile(world, Promise.all(refreshed.filter((each) => each !== undefined)));
    if (world.windows.every(({ desk }) => !desk?.feed.state.error)) return;
    await world.time.advance(POLL);
  }
}

/** What is still unknown was seen open: a person cancels it again, and now it has to work. */
async function cancelTheRest(world: World): Promise<void> {
  for (const window of world.windows) {
    for (const { orderId, symbol } of window.desk?.cancels.unsettled ?? []) {
      if (!world.truth.find(orderId)) continue;
      const kind = await cancelAgain(world, window, orderId, symbol);
      const closed = kind === 'canceled' || kind === 'filledFirst' || kind === 'alreadyClosed';
      if (!closed) world.violations.add('lost cancel', `${orderId}, again: ${kind}`);
    }
  }
  await world.time.advance(POLL);
  world.checkOwed();
}

/** Where another window has sent one since, the order has to be seen open after that first. */
async function cancelAgain(
  world: World,
  window: SoakWindow,
  orderId: string,
  symbol: string,
): Promise<string | undefined> {
  for (let turn = 0; ; turn++) {
    await meanwhile(world, window.cancel(orderId, symbol));
    const { kind } = window.asks.at(-1)?.report?.outcome ?? {};
    if (kind !== 'underWay' || turn === 2) return kind;
    await world.time.advance(SLOWEST_QUERY);
  }
}

/** Lets time pass until something is done. */
async function meanwhile(world: World, done: Promise<unknown>): Promise<void> {
  let over = false;
  void done.finally(() => (over = true));
  for (let waited = 0; !over && waited < SETTLES; waited += 200) await world.time.advance(200);
  if (!over) world.violations.add('lost cancel', 'something never ends');
}
