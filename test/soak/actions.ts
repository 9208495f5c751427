import { FAULT_KINDS } from '../../src/paper/faults/spec.ts';
import { amendOrder } from './amends.ts';
import { closePosition, panic } from './closes.ts';
import { cancel, cancelAll, cancelMany, patience } from './people.ts';
import { anyOpen, anyWindow, pick } from './picks.ts';
import { dismissPlacement, placeMany, placeOrder } from './newOrders.ts';
import { place } from './placing.ts';
import type { World } from './world.ts';

/** Something that happens. It does nothing where it cannot happen now. */
export interface Action {
  readonly name: string;
  /** How often it is drawn, beside the others. */
  readonly weight: number;
  /** @returns what it did, for the log; nothing where it could not */
  act(world: World): string | undefined | Promise<string | undefined>;
}

/** Longest that the engine stands still, ms. */
const ENGINE_HELD = 20_000;

/** All that can happen in a schedule. What a client learns to do is one entry more. */
export const ACTIONS: readonly Action[] = [
  { name: 'place elsewhere', weight: 6, act: (world) => place(world).orderId },
  {
    name: 'fill',
    weight: 6,
    act: (world) => {
      const order = anyOpen(world);
      if (!order) return undefined;
      const { random } = world;
      const lots = random.chance(1, 2) ? order.remainingLots : random.integer(1, order.terms.lots);
      world.services.engine.fillResting(order, lots);
      return `${order.orderId} ${order.status}`;
    },
  },
  {
    name: 'market moves',
    weight: 1,
    act: (world) => {
      const { contract } = anyOpen(world)?.terms ?? {};
      if (!contract) return undefined;
      const { market, engine } = world.services;
      const { mark } = engine.book(contract).prices;
      const by = Math.floor((mark * world.random.integer(-40, 40)) / 10_000);
      market.move(contract, mark + by);
      return `${contract.symbol} by ${by}`;
    },
  },
  {
    name: 'cancel elsewhere',
    weight: 4,
    act: (world) => {
      const order = anyOpen(world);
      if (!order) return undefined;
      world.truth.canceledElsewhere.add(order.orderId);
      world.services.engine.cancel(order);
      return order.orderId;
    },
  },
  { name: 'place', weight: 14, act: placeOrder },
  { name: 'place many', weight: 6, act: placeMany },
  { name: 'amend', weight: 5, act: amendOrder },
  { name: 'close position', weight: 4, act: closePosition },
  { name: 'panic', weight: 1, act: panic },
  { name: 'dismiss placement', weight: 1, act: dismissPlacement },
  { name: 'cancel', weight: 32, act: (world) => cancel(world, 1) },
  { name: 'cancel many', weight: 5, act: cancelMany },
  { name: 'cancel all', weight: 2, act: cancelAll },
  { name: 'cancel twice', weight: 3, act: (world) => cancel(world, 2) },
  {
    name: 'cancel again',
    weight: 6,
    act: (world) => {
      const window = anyWindow(world);
      const pending = pick(world, window?.desk?.cancels.unsettled ?? []);
      if (!window || !pending) return undefined;
      void window.cancel(pending.orderId, pending.symbol, patience(world));
      return `${window.name} ${pending.orderId}`;
    },
  },
  {
    name: 'dismiss',
    weight: 2,
    act: (world) => {
      const window = anyWindow(world);
      const { cancels } = window?.desk ?? {};
      const sent = cancels?.unsettled.filter(({ orderId }) => {
        return !/queued|sending/.test(cancels.phaseOf(orderId) ?? '');
      });
      const pending = pick(world, sent ?? []);
      if (!window || !pending) return undefined;
      window.dismiss(pending.orderId);
      return `${window.name} ${pending.orderId}`;
    },
  },
  {
    name: 'reload',
    weight: 4,
    act: async (world) => {
      const window = anyWindow(world);
      await window?.reload();
      return window?.name;
    },
  },
  {
    name: 'open window',
    weight: 2,
    act: (world) => {
      if (world.windows.length >= 3) return undefined;
      const beside = anyWindow(world);
      if (!beside) return undefined;
      const shares = world.random.chance(2, 3);
      return world.addWindow(beside.settings.key, shares ? beside : undefined).name;
    },
  },
  {
    name: 'close window',
    weight: 1,
    act: async (world) => {
      const open = world.windows.filter(({ desk }) => desk);
      const window = open.length > 1 ? pick(world, open) : undefined;
      await window?.close();
      return window?.name;
    },
  },
  {
    name: 'refresh',
    weight: 3,
    act: (world) => {
      const window = anyWindow(world);
      window?.desk?.feed.refresh().catch((error: unknown) => world.crashed(error));
      return window?.name;
    },
  },
  {
    name: 'kill stream',
    weight: 3,
    act: (world) => {
      const stream = pick(world, [...(world.place.network?.streams ?? [])]);
      const silently = world.random.chance(1, 2);
      stream?.kill(silently);
      return stream && (silently ? 'silently' : 'openly');
    },
  },
  {
    name: 'clock jumps there',
    weight: 1,
    act: (world) => {
      world.services.clock.offset = world.random.integer(-35_000, 35_000);
      return String(world.services.clock.offset);
    },
  },
  {
    name: 'clock jumps here',
    weight: 1,
    act: (world) => {
      const window = anyWindow(world);
      if (!window) return undefined;
      window.clock.skew = world.random.integer(-31_000, 31_000);
      return `${window.name} ${window.clock.skew}`;
    },
  },
  {
    name: 'engine held',
    weight: 3,
    act: ({ services, time }) => {
      services.queue.hold();
      // An engine that stands still for longer than this is an exchange that is down.
      time.after(ENGINE_HELD, () => void services.queue.release());
      return 'held';
    },
  },
  {
    name: 'engine released',
    weight: 9,
    act: ({ services }) => {
      if (!services.queue.held) return undefined;
      void services.queue.release();
      return 'released';
    },
  },
  {
    name: 'fault',
    weight: 12,
    act: ({ services, random }) => {
      const kinds = [...FAULT_KINDS.values()].filter(({ name }) => name !== 'huge');
      const kind = random.pick(kinds as [(typeof kinds)[0]]);
      const arg = kind.argument ? { arg: random.integer(...kind.argument.draw) } : {};
      const actions = kind.http
        ? (kind.actions ?? ['cancel-order', 'order-status', 'place-order', 'batch-place-order'])
        : [];
      const action = actions.length > 0 ? { action: random.pick(actions as [string]) } : {};
      services.faults.add({ kind: kind.name, ...arg, ...action, count: random.integer(1, 2) });
      return kind.name;
    },
  },
];
