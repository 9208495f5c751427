import { CONTRACTS, type Contract } from '../../src/paper/engine/contracts.ts';
import type { PlaceRequest } from '../../src/venues/placing.ts';
import { patience } from './people.ts';
import { anyWindow, pick } from './picks.ts';
import type { Wanted } from './placements.ts';
import type { SoakWindow } from './soakWindow.ts';
import type { World } from './world.ts';

/** Orders of fewer lots are none that a person placed here. */
const FIRST_LOTS = 50;

/** A person places an order of some kind or other, now and then one that cannot be right. */
export function placeOrder(world: World): string | undefined {
  const window = anyWindow(world);
  if (!window?.desk) return undefined;
  strand(world);
  const wanted = want(world, window);
  void window.settings.placements.place(window, wanted, patience(world));
  const { symbol, side, type, quantity } = wanted.request;
  return `${window.name} ${symbol} ${side} ${type} ${quantity}`;
}

/** A person places several orders together. */
export function placeMany(world: World): string | undefined {
  const window = anyWindow(world);
  if (!window?.desk) return undefined;
  strand(world);
  const count = world.random.integer(2, world.random.chance(1, 4) ? 25 : 6);
  const wanted = Array.from({ length: count }, () => want(world, window));
  void window.settings.placements.placeMany(window, wanted, patience(world));
  return `${window.name} ${count}`;
}

/** Now and then a request is long on its way. */
function strand({ place: { network }, random }: World): void {
  if (network && random.chance(1, 10)) network.stranded += 1;
}

function want(world: World, window: SoakWindow): Wanted {
  const contract = world.random.pick([CONTRACTS[0]!, CONTRACTS[1]!, CONTRACTS[2]!]);
  const lots = FIRST_LOTS + world.windows.reduce((sum, each) => sum + each.placed, 0);
  window.placed += 1;
  const mark = world.services.engine.markOf(contract);
  return { contract, lots, request: drawRequest(world, contract, lots, mark) };
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
