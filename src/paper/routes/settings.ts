import { readContract, readEnum } from '../dialect/fields.ts';
import { parseDecimal, plain, ZERO, type Decimal } from '../decimal.ts';
import { isolatedFree } from '../dialect/wirePosition.ts';
import { freeMargin, type MarkOf } from '../engine/margin.ts';
import type { Position } from '../engine/position.ts';
import { ApiError } from '../errors.ts';
import { ok, signed, type Answer, type PrivateRequest, type PrivateRoute } from './route.ts';

const MAX_LEVERAGE = 100;

function readPosition({ body, account }: PrivateRequest): Position {
  const { symbol } = body as { symbol?: unknown };
  return account.position(readContract(symbol));
}

function setLeverage(request: PrivateRequest): Answer {
  const { account, services } = request;
  const { engine } = services;
  const position = readPosition(request);
  const { leverage } = request.body as { leverage?: unknown };
  const whole = typeof leverage === 'number' && Number.isInteger(leverage);
  if (!whole || leverage < 1 || leverage > MAX_LEVERAGE) {
    throw new ApiError(100006, `leverage must be a whole number from 1 to ${MAX_LEVERAGE}`);
  }
  const before = { leverage: position.leverage, free: freeMargin(account, engine.markOf) };
  position.leverage = leverage;
  const free = freeMargin(account, engine.markOf);
  if (free.lt(ZERO) && free.lt(before.free)) {
    position.leverage = before.leverage;
    throw new ApiError(310003, 'Not enough free margin for so low a leverage');
  }
  engine.events.emit('account', account);
  return ok({ symbol: position.contract.symbol, leverage });
}

function setMarginType(request: PrivateRequest): Answer {
  const { account, services } = request;
  const position = readPosition(request);
  const { contract } = position;
  const { marginType } = request.body as { marginType?: unknown };
  const chosen = readEnum(marginType, ['crossed', 'isolated'] as const, 100006, 'marginType');
  const orders = [...account.open.values()].some(({ terms }) => terms.contract === contract);
  if (chosen !== position.marginType && (position.lots !== 0 || orders)) {
    const what = 'Close the position and cancel the open orders of this contract first';
    throw new ApiError(100010, what);
  }
  position.marginType = chosen;
  services.engine.events.emit('account', account);
  return ok();
}

/** Of the margin that the position was opened with nothing is given back. */
function changeMargin(request: PrivateRequest): Answer {
  const { account, services } = request;
  const { engine } = services;
  const position = readPosition(request);
  const { amount: text } = request.body as { amount?: unknown };
  const [, sign, digits] = /^(-?)(.*)$/.exec(typeof text === 'string' ? text : '') ?? [];
  const size = parseDecimal(digits);
  if (size === undefined || size.lte(ZERO)) {
    throw new ApiError(100006, 'amount must be a decimal other than 0, in a string');
  }
  if (position.marginType !== 'isolated' || position.lots === 0) {
    throw new ApiError(100010, 'There is no isolated position of this contract');
  }
  const amount = sign === '-' ? size.neg() : size;
  const room =
    sign === '-' ? removable(position, engine.markOf) : freeMargin(account, engine.markOf);
  if (size.gt(room)) throw new ApiError(310001, `No more than ${plain(room)} USDT can be moved`);
  position.addedMargin = position.addedMargin.plus(amount);
  account.book('Isolatedmargin', amount.neg(), services.clock.now(), position);
  engine.events.emit('account', account);
  return ok();
}

/** What of the added margin the position does not need now. */
function removable(position: Position, markOf: MarkOf): Decimal {
  const free = isolatedFree(position, markOf);
  const least = free.lt(position.addedMargin) ? free : position.addedMargin;
  return least.lt(ZERO) ? ZERO : least;
}

export const settingRoutes: readonly PrivateRoute[] = [
  signed('POST /:group/api/pro/v2/futures/leverage', 'trade', 'v2/futures/leverage', setLeverage),
  signed(
    'POST /:group/api/pro/v2/futures/margin-type',
    'trade',
    'v2/futures/margin-type',
    setMarginType,
  ),
  signed(
    'POST /:group/api/pro/v2/futures/isolated-position-margin',
    'trade',
    'v2/futures/isolated-position-margin',
    changeMargin,
  ),
];
