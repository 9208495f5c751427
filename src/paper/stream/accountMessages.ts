import type { WireStreamAccountSnapshot } from '../../venues/ascendex/wireStream.ts';
import type {
  WireStreamAccount,
  WireStreamCollateral,
} from '../../venues/ascendex/wireChannels.ts';
import { plain } from '../decimal.ts';
import { streamPosition } from '../dialect/wirePosition.ts';
import type { Account } from '../engine/account.ts';
import { CONTRACTS } from '../engine/contracts.ts';
import type { Engine } from '../engine/engine.ts';
import type { EngineOrder } from '../engine/order.ts';

function collaterals(account: Account): WireStreamCollateral[] {
  return [{ a: 'USDT', b: plain(account.balance), f: '1' }];
}

/**
 * What changed in an account: after a fill its balance and the position of the contract, otherwise,
 * after a change of settings, all positions.
 * @param cause the order that filled
 */
export function accountUpdate(
  account: Account,
  cause: EngineOrder | undefined,
  engine: Engine,
  sn: number,
  now: number,
): WireStreamAccount {
  const contracts = cause ? [cause.terms.contract] : CONTRACTS;
  return {
    m: 'futures-account-update',
    e: cause ? 'ExecutionReport' : 'AccountUpdate',
    t: now,
    acc: account.identity.accountId,
    at: 'FUTURES',
    sn,
    id: cause?.orderId ?? '',
    col: collaterals(account),
    pos: contracts.map((contract) => streamPosition(account.position(contract), engine.markOf)),
  };
}

/** The whole account; all contracts are listed. */
export function accountSnapshot(
  account: Account,
  engine: Engine,
  id: string,
  sn: number,
  now: number,
): WireStreamAccountSnapshot {
  return {
    m: 'futures-account-snapshot',
    ...{ id, code: 0, ac: 'FUTURES', accountId: account.identity.accountId },
    ...{ sn, t: now },
    col: collaterals(account),
    pos: CONTRACTS.map((contract) => streamPosition(account.position(contract), engine.markOf)),
  };
}
