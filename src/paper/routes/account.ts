import type { WireAccountInfo } from '../../venues/ascendex/wire.ts';
import { plain, ZERO } from '../decimal.ts';
import { CONTRACTS, FEES, notional } from '../engine/contracts.ts';
import { freeMargin, initialMargin, unrealized, type MarkOf } from '../engine/margin.ts';
import type { Position } from '../engine/position.ts';
import type { Decimal } from '../decimal.ts';
import { ok, signed, type PrivateRequest, type PrivateRoute } from './route.ts';

function accountInfo({ key, account }: PrivateRequest): WireAccountInfo {
  const { identity } = account;
  return {
    accountGroup: identity.group,
    email: identity.email,
    expireTime: key.expireTime,
    allowedIps: [],
    cashAccount: [identity.cashAccountId],
    marginAccount: [identity.marginAccountId],
    futuresAccount: [identity.accountId],
    userUID: identity.userUid,
    tradePermission: key.permissions.trade,
    transferPermission: key.permissions.transfer,
    viewPermission: key.permissions.view,
    limitQuota: 1000,
  };
}

/** The margin an isolated position was given when it was opened, USDT. */
function isolatedMargin(position: Position): Decimal {
  if (position.marginType === 'crossed') return ZERO;
  return notional(position.contract, position.openUnits).div(String(position.leverage));
}

function wirePosition(position: Position, markOf: MarkOf, indexTicks: number): object {
  const { contract, lots, openUnits } = position;
  const { tick, lot, symbol } = contract;
  const cost = notional(contract, openUnits);
  const size = lot.toDecimal(Math.abs(lots));
  return {
    symbol,
    side: lots === 0 ? 'NULL_VAL' : lots > 0 ? 'LONG' : 'SHORT',
    position: lot.format(lots),
    referenceCost: plain(lots > 0 ? cost.neg() : cost),
    unrealizedPnl: plain(unrealized(position, markOf)),
    realizedPnl: plain(notional(contract, position.realizedUnits)),
    avgOpenPrice: lots === 0 ? '0' : plain(cost.div(size)),
    marginType: position.marginType,
    isolatedMargin: plain(isolatedMargin(position)),
    leverage: String(position.leverage),
    takeProfitPrice: '0',
    takeProfitTrigger: 'market',
    stopLossPrice: '0',
    stopLossTrigger: 'market',
    buyOpenOrderNotional: plain(notional(contract, position.resting.Buy)),
    sellOpenOrderNotional: plain(notional(contract, position.resting.Sell)),
    markPrice: tick.format(markOf(contract)),
    indexPrice: tick.format(indexTicks),
  };
}

/** All contracts are listed, so that settings can be read where there is no position yet. */
function positions({ account, services }: PrivateRequest): object {
  const { engine } = services;
  const balance = plain(account.balance);
  return {
    ac: 'FUTURES',
    accountId: account.identity.accountId,
    collaterals: [{ asset: 'USDT', balance, discountFactor: '1', referencePrice: '1' }],
    contracts: CONTRACTS.map((contract) => {
      const { ref } = engine.book(contract).prices;
      return wirePosition(account.position(contract), engine.markOf, ref);
    }),
  };
}

function margins({ account, services }: PrivateRequest): object {
  const { markOf } = services.engine;
  const free = freeMargin(account, markOf);
  const available = free.lt(ZERO) ? ZERO : free;
  const isolated = [...account.positions()].filter(({ marginType }) => marginType === 'isolated');
  return {
    collaterals: [{ asset: 'USDT', availableForTransfer: plain(available) }],
    crossed: { freeMargin: plain(free) },
    isolated: isolated.map((position) => {
      const group = isolatedMargin(position).plus(unrealized(position, markOf));
      const margin = initialMargin(position, markOf).margin;
      return { symbol: position.contract.symbol, freeMargin: plain(group.minus(margin)) };
    }),
  };
}

const FEE = { maker: FEES.maker.toFixed(), taker: FEES.taker.toFixed() };

function feeSchedule({ account }: PrivateRequest): object {
  return { domain: 'futures', userUID: account.identity.userUid, vipLevel: 0 };
}

export const accountRoutes: readonly PrivateRoute[] = [
  signed('GET /api/pro/v2/account/info', 'view', 'v2/account/info', (request) =>
    ok(accountInfo(request)),
  ),
  // The older spelling, which clients still ask for their group, and whose prehash has no version.
  signed('GET /api/pro/v1/info', 'view', 'info', (request) => ok(accountInfo(request))),
  signed('GET /:group/api/pro/v1/futures/fee', 'view', 'fee', (request) => {
    const productFee = CONTRACTS.map(({ symbol }) => ({ symbol, fee: FEE }));
    return ok({ ...feeSchedule(request), productFee });
  }),
  signed('GET /:group/api/pro/v1/futures/fee/info', 'view', 'fee/info', (request) =>
    ok({ ...feeSchedule(request), genericFee: { largeCap: FEE, smallCap: FEE } }),
  ),
  signed('GET /:group/api/pro/v2/futures/position', 'view', 'v2/futures/position', (request) =>
    ok(positions(request)),
  ),
  signed(
    'GET /:group/api/pro/v2/futures/free-margin',
    'view',
    'v2/futures/free-margin',
    (request) => ok(margins(request)),
  ),
];
