import type { Patience } from '../../src/orders/followCancels.ts';
import { anyWindow, pick } from './picks.ts';
import type { SoakWindow } from './soakWindow.ts';
import type { World } from './world.ts';

/** A person cancels what they see; now and then what they saw once, or what never was. */
export function cancel(world: World, times: number): string | undefined {
  const { random } = world;
  const window = anyWindow(world);
  if (!window?.desk) return undefined;
  const shown = window.desk.store.working.filter(({ orderId }) => {
    return window.desk?.cancels.phaseOf(orderId) === undefined;
  });
  const target = random.chance(1, 12) ? strayTarget(world, window) : pick(world, shown);
  if (!target) return undefined;
  for (let i = 0; i < times; i++)
    void window.cancel(target.orderId, target.symbol, patience(world));
  return `${window.name} ${target.orderId}`;
}

/** A person cancels several of the orders that are shown, together. */
export function cancelMany(world: World): string | undefined {
  const { random } = world;
  const window = anyWindow(world);
  const shown = window?.desk?.store.working.filter(() => random.chance(2, 3)) ?? [];
  if (!window || shown.length === 0) return undefined;
  const stray = random.chance(1, 4) ? strayTarget(world, window) : undefined;
  void window.cancelMany(stray ? [...shown, stray] : shown, patience(world));
  return `${window.name} ${shown.length}`;
}

/** A person cancels everything, or everything of a symbol that is shown. */
export function cancelAll(world: World): string | undefined {
  const window = anyWindow(world);
  const { symbol } = pick(world, window?.desk?.store.working ?? []) ?? {};
  if (!window) return undefined;
  const which = world.random.chance(1, 2) ? symbol : undefined;
  void window.cancelAll(which, patience(world));
  return `${window.name} ${which ?? 'everything'}`;
}

function strayTarget(world: World, { settings }: SoakWindow) {
  const { account } = settings.key;
  const real = pick(world, [...account.open.values(), ...account.history()]);
  if (!real || world.random.chance(1, 6)) {
    return { orderId: `a18${world.random.alphanumeric(29)}`, symbol: 'BTC-PERP' };
  }
  return { orderId: real.orderId, symbol: real.terms.contract.symbol };
}

/** How long somebody waits: as long as usual, for a time, or until they have enough. */
export function patience(world: World): Patience | undefined {
  const { random } = world;
  if (random.chance(1, 2)) return undefined;
  if (random.chance(1, 2)) return { ms: random.integer(0, 4_000) };
  const stop = new AbortController();
  world.time.after(random.integer(0, 3_000), () => stop.abort());
  return { signal: stop.signal };
}
