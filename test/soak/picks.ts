import type { EngineOrder } from '../../src/paper/engine/order.ts';
import type { SoakWindow } from './soakWindow.ts';
import type { World } from './world.ts';

/** A window that is open. */
export function anyWindow(world: World): SoakWindow | undefined {
  return pick(
    world,
    world.windows.filter(({ desk }) => desk),
  );
}

/** An open order of whatever account. */
export function anyOpen(world: World): EngineOrder | undefined {
  return pick(
    world,
    world.keys.flatMap(({ account }) => [...account.open.values()]),
  );
}

/** One of the items; nothing where there are none. */
export function pick<T>(world: World, items: readonly T[]): T | undefined {
  return items.length === 0 ? undefined : items[world.random.integer(0, items.length - 1)];
}
