import { plain, ZERO, type Decimal } from '../decimal.ts';
import { notional } from '../engine/contracts.ts';
import type { FillChange, LedgerEntry, LedgerState } from '../engine/ledger.ts';
import type { Holding } from '../engine/position.ts';

/** What one entry did to one asset. */
interface WireLine {
  readonly asset: string;
  /** After the whole entry. */
  readonly curBalance: string;
  readonly dataType?: 'trade' | 'fee';
  readonly deltaQty: string;
}

const LIQUIDITY = { maker: 'AddedLiquidity', taker: 'RemovedLiquidity' } as const;

/** Entries, the latest first, in the two lists that the dialect has for them. */
export function wireLedger(entries: readonly LedgerEntry[]): {
  order: object[];
  balance: object[];
} {
  const order: object[] = [];
  const balance: object[] = [];
  for (const entry of entries.toReversed()) {
    const { sn, time: transactTime } = entry;
    if ('event' in entry) {
      const { event: eventType, amount, to } = entry;
      const data = [...(to ? [contractLine(to)] : []), usdt(entry.balance, amount)];
      balance.push({ data, eventType, sn, transactTime });
    } else {
      const { orderId, orderType, side, liquidity } = entry;
      const data = fillLines(entry, entry.balance);
      const liquidityInd = LIQUIDITY[liquidity];
      order.push({ data, liquidityInd, orderId, orderType, side, sn, transactTime });
    }
  }
  return { order, balance };
}

/** Balances and positions as the dialect's snapshot has them. */
export function wireLedgerState({ balance, holdings }: LedgerState): {
  collateralBalance: object[];
  contractBalance: object[];
} {
  return {
    collateralBalance: [{ asset: 'USDT', totalBalance: plain(balance) }],
    contractBalance: holdings.map((holding) => ({
      contract: holding.contract.symbol,
      futuresAssetBalance: size(holding),
      isolatedMargin: plain(holding.addedMargin),
      refCostBalance: plain(cost(holding)),
    })),
  };
}

/** A contract has two assets in the dialect: its position, and what that cost. */
function fillLines({ profit, fee, from, to }: FillChange, balance: Decimal): WireLine[] {
  const { base, lot } = to.contract;
  const lines: WireLine[] = [
    {
      ...{ asset: `${base}P`, curBalance: size(to), dataType: 'trade' },
      deltaQty: lot.format(to.lots - from.lots),
    },
    { ...contractLine(to, cost(to).minus(cost(from))), dataType: 'trade' },
  ];
  if (!profit.eq(ZERO)) lines.push({ ...usdt(balance, profit), dataType: 'trade' });
  lines.push({ ...usdt(balance, fee.neg()), dataType: 'fee' });
  return lines;
}

/** Where the cost did not change, it still says which contract the entry is about. */
function contractLine(to: Holding, change = ZERO): WireLine {
  const asset = `${to.contract.base}PC`;
  return { asset, curBalance: plain(cost(to)), deltaQty: plain(change) };
}

function usdt(balance: Decimal, change: Decimal): WireLine {
  return { asset: 'USDT', curBalance: plain(balance), deltaQty: plain(change) };
}

function size({ contract, lots }: Holding): string {
  return contract.lot.format(lots);
}

function cost({ contract, cost: units }: Holding): Decimal {
  return notional(contract, units);
}
