import type { OpenPosition } from '../../../src/positions/position.ts';

/** One long BTC at 60000, crossed, but for `changes`. */
export function makePosition(changes: Partial<OpenPosition> = {}): OpenPosition {
  return {
    ...{ symbol: 'BTC-PERP', side: 'long', quantity: '1', entryPrice: '60000' },
    ...{ markPrice: '60000', unrealizedProfit: '0', realizedProfit: '0' },
    ...{ marginType: 'crossed', isolatedMargin: '0', leverage: '10', raw: '{}' },
    ...{ stopLoss: undefined, takeProfit: undefined },
    ...changes,
  };
}
