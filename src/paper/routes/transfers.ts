import { parseDecimal, plain, ZERO } from '../decimal.ts';
import { transferable } from '../engine/margin.ts';
import { ApiError } from '../errors.ts';
import { ok, signed, type Answer, type PrivateRequest, type PrivateRoute } from './route.ts';

/** Moves USDT from the cash account into the futures account, or back out of it. */
function transfer(
  what: 'deposit' | 'withdraw',
  { account, body, services, receivedAt }: PrivateRequest,
): Answer {
  const { engine } = services;
  const { asset, amount: text } = body;
  if (asset !== 'USDT')
    throw new ApiError(310004, 'asset must be USDT, the one collateral there is');
  const size = parseDecimal(typeof text === 'string' ? text : '');
  if (size === undefined || size.lte(ZERO))
    throw new ApiError(100006, 'amount must be a decimal above 0, in a string');
  const room = what === 'deposit' ? account.cash : transferable(account, engine.markOf);
  if (size.gt(room)) throw new ApiError(310001, `No more than ${plain(room)} USDT can be moved`);
  const amount = what === 'deposit' ? size : size.neg();
  account.cash = account.cash.minus(amount);
  account.book(what === 'deposit' ? what : 'withdrawal', amount, receivedAt);
  engine.events.emit('account', account);
  return ok();
}

export const transferRoutes: readonly PrivateRoute[] = (['deposit', 'withdraw'] as const).map(
  (what) =>
    signed(
      `POST /:group/api/pro/v2/futures/transfer/${what}`,
      'transfer',
      `v2/futures/transfer/${what}`,
      (request) => transfer(what, request),
    ),
);
