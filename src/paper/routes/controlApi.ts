import { Decimal, parseDecimal, ZERO } from '../decimal.ts';
import { readContract, readEnum } from '../dialect/fields.ts';
import type { Contract } from '../engine/contracts.ts';
import { ApiError } from '../errors.ts';
import type { Step } from '../decimal.ts';
import { control, ok, type Answer, type ControlRoute, type JsonObject } from './route.ts';
import type { Request } from './route.ts';

/** What an account that is made along with a key starts with, USDT. */
const BALANCE = new Decimal('100000');

const DAY = 24 * 60 * 60 * 1000;

function whole(body: JsonObject, name: string, min: number, max: number): number {
  const value = body[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
    return value;
  }
  throw new ApiError(100006, `${name} must be a whole number from ${min} to ${max}`);
}

function flag(body: JsonObject, name: string, fallback?: boolean): boolean {
  const value = body[name] ?? fallback;
  if (typeof value === 'boolean') return value;
  throw new ApiError(100006, `${name} must be true or false`);
}

function steps(body: JsonObject, name: string, step: Step): number {
  const value = parseDecimal(body[name]);
  const count = value?.gt(ZERO) ? step.toSteps(value) : undefined;
  if (count !== undefined) return count;
  throw new ApiError(100006, `${name} must be a multiple of ${step.text}, in a string`);
}

function createKey({ body, services }: Request): Answer {
  const { accounts, keys } = services;
  const permissions = {
    view: flag(body, 'view', true),
    trade: flag(body, 'trade', true),
    transfer: flag(body, 'transfer', true),
  };
  const max = Number.MAX_SAFE_INTEGER;
  const expireTime = body['expireTime'] === undefined ? -1 : whole(body, 'expireTime', -1, max);
  const [first] = accounts.all;
  const own = first?.identity.group ?? 0;
  const group = body['accountGroup'] === undefined ? own : whole(body, 'accountGroup', 0, 9_999);
  const account = accounts.find(group) ?? accounts.create(group, BALANCE);
  const key = keys.create(account, permissions, expireTime);
  return ok({ apiKey: key.key, secret: key.secret, accountGroup: group });
}

function freeze({ body, services }: Request): Answer {
  services.market.frozen = flag(body, 'frozen', true);
  return ok();
}

function step({ body, services }: Request): Answer {
  const count = body['steps'] === undefined ? 1 : whole(body, 'steps', 1, 10_000);
  for (let i = 0; i < count; i++) services.market.step();
  return ok();
}

function setClock({ body, services }: Request): Answer {
  services.clock.offset = whole(body, 'offset', -DAY, DAY);
  return ok();
}

function move({ body, services }: Request): Answer {
  const contract = readContract(body['symbol'], 100008);
  const ticks = steps(body, 'price', contract.tick);
  if (ticks < contract.minTicks + 1 || ticks > contract.maxTicks) {
    throw new ApiError(100006, 'price is outside of the contract');
  }
  services.market.move(contract, ticks);
  return ok();
}

function trade({ body, services }: Request): Answer {
  const contract: Contract = readContract(body['symbol'], 100008);
  const side = readEnum(body['side'], ['Buy', 'Sell'] as const, 100006, 'side');
  const lots = steps(body, 'qty', contract.lot);
  const ticks = steps(body, 'price', contract.tick);
  const filled = services.market.trade(contract, side, lots, ticks);
  return ok({ filledQty: contract.lot.format(filled) });
}

async function setEngine({ body, services }: Request): Promise<Answer> {
  const { queue, clock } = services;
  if (body['delay'] !== undefined) {
    const delay = whole(body, 'delay', 0, 60_000);
    queue.delay = delay === 0 ? undefined : () => clock.wait(delay);
  }
  if (body['hold'] !== undefined) {
    if (flag(body, 'hold')) queue.hold();
    else await queue.release();
  }
  return ok();
}

/** Any account may be stirred up; without one named it is the first. */
function startChurn({ body, services }: Request): Answer {
  const { accounts, churn } = services;
  const [first] = accounts.all;
  if (first === undefined) throw new ApiError(100006, 'there is no account');
  churn.start(first, {
    perSecond: whole(body, 'perSecond', 0, 100_000),
    seconds: body['seconds'] === undefined ? 60 : whole(body, 'seconds', 1, 3_600),
    fills: body['fills'] === undefined ? 10 : whole(body, 'fills', 0, 100),
  });
  return ok();
}

function readStats({ services }: Request): Answer {
  const { stats, accounts, market, clock, churn } = services;
  let openOrders = 0;
  for (const account of accounts.all) openOrders += account.open.size;
  const { connectionsOpened, connectionsOpen, messagesPushed, requests } = stats;
  const { running, made } = churn;
  const { frozen } = market;
  const clockOffset = clock.offset;
  return ok({
    ...{ connectionsOpened, connectionsOpen, messagesPushed, requests, openOrders },
    ...{ frozen, clockOffset, churn: { running, made } },
  });
}

/** Described in `docs/paper-exchange.md`. */
export const controlRoutes: readonly ControlRoute[] = [
  control('POST /paper/v1/keys', createKey, [
    'view',
    'trade',
    'transfer',
    'expireTime',
    'accountGroup',
  ]),
  control('POST /paper/v1/market/freeze', freeze, ['frozen']),
  control('POST /paper/v1/market/step', step, ['steps']),
  control('POST /paper/v1/market/move', move, ['symbol', 'price']),
  control('POST /paper/v1/market/trade', trade, ['symbol', 'side', 'qty', 'price']),
  control('POST /paper/v1/market/fund', ({ services }) => {
    services.funding.charge(services.clock.now());
    return ok();
  }),
  control('POST /paper/v1/market/churn', startChurn, ['perSecond', 'seconds', 'fills']),
  control('POST /paper/v1/clock', setClock, ['offset']),
  control('POST /paper/v1/engine', setEngine, ['delay', 'hold']),
  control('GET /paper/v1/stats', readStats),
];
