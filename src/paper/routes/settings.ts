import { readContract, readEnum } from '../dialect/fields.ts';
import { ZERO } from '../decimal.ts';
import { freeMargin } from '../engine/margin.ts';
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

export const settingRoutes: readonly PrivateRoute[] = [
  signed('POST /:group/api/pro/v2/futures/leverage', 'trade', 'v2/futures/leverage', setLeverage),
  signed(
    'POST /:group/api/pro/v2/futures/margin-type',
    'trade',
    'v2/futures/margin-type',
    setMarginType,
  ),
];
