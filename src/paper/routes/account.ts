import type { WireAccountInfo } from '../../venues/ascendex/wire.ts';
import { plain } from '../decimal.ts';
import { isolatedFree, positionFields } from '../dialect/wirePosition.ts';
import { CONTRACTS, FEES } from '../engine/contracts.ts';
import { freeMargin, transferable, type MarkOf } from '../engine/margin.ts';
import type { Position } from '../engine/position.ts';
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

function wirePosition(position: Position, markOf: MarkOf, indexTicks: number): object {
  const { contract } = position;
  return {
    ...positionFields(position, markOf),
    markPrice: contract.tick.format(markOf(contract)),
    indexPrice: contract.tick.format(indexTicks),
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
  const available = transferable(account, markOf);
  const isolated = [...account.positions()].filter(({ marginType }) => marginType === 'isolated');
  return {
    collaterals: [{ asset: 'USDT', availableForTransfer: plain(available) }],
    crossed: { freeMargin: plain(free) },
    isolated: isolated.map((position) => ({
      symbol: position.contract.symbol,
      freeMargin: plain(isolatedFree(position, markOf)),
    })),
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
