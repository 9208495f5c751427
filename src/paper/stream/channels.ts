import { findContract } from '../dialect/fields.ts';
import { ApiError } from '../errors.ts';
import type { Contract } from '../engine/contracts.ts';

/** What may be subscribed to. */
export type Channel =
  | { readonly kind: 'futures-order' | 'futures-account-update' }
  | { readonly kind: 'futures-pricing-data' }
  | { readonly kind: 'bbo' | 'depth' | 'trades'; readonly contract: Contract }
  | { readonly kind: 'bar'; readonly minutes: number; readonly contract: Contract };

/** Bars of these many minutes. */
const BARS = ['1', '5', '15', '30', '60', '120', '240', '360', '720'];

function contractsOf(symbols: string): Contract[] {
  return symbols.split(',').map((symbol) => {
    const contract = findContract(symbol);
    if (contract !== undefined) return contract;
    throw new ApiError(100008, `No such symbol: ${symbol.slice(0, 32)}`);
  });
}

/**
 * Reads a channel's name. A list of symbols, as in `trades:BTC-PERP,ETH-PERP`, is a channel each.
 * @throws ApiError 100005 (no such channel), 100008 (no such symbol)
 */
export function parseChannel(name: unknown): Channel[] {
  const [kind = '', ...rest] = typeof name === 'string' ? name.split(':') : [];
  const [first = '', second] = rest;
  switch (kind) {
    case 'futures-order':
    case 'futures-account-update':
    case 'futures-pricing-data':
      if (rest.length === 0) return [{ kind }];
      break;
    case 'bbo':
    case 'depth':
    case 'trades':
      if (rest.length === 1) return contractsOf(first).map((contract) => ({ kind, contract }));
      break;
    case 'bar':
      if (rest.length === 2 && BARS.includes(first)) {
        const minutes = Number(first);
        return contractsOf(second ?? '').map((contract) => ({ kind, minutes, contract }));
      }
  }
  throw new ApiError(100005, `No such channel: ${String(name).slice(0, 64)}`);
}

/** Whether a channel tells of one account, and so is for those who signed in. */
export function isPrivate({ kind }: Channel): boolean {
  return kind === 'futures-order' || kind === 'futures-account-update';
}

/** @param accountId of whoever subscribes; unimportant to public channels */
export function channelKey(channel: Channel, accountId: string): string {
  if (isPrivate(channel)) return `${channel.kind}:${accountId}`;
  if (channel.kind === 'bar') return `bar:${channel.minutes}:${channel.contract.symbol}`;
  return 'contract' in channel ? `${channel.kind}:${channel.contract.symbol}` : channel.kind;
}
