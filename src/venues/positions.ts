import type { Answer, Call } from './venue.ts';

/**
 * How a position is secured: `crossed` by all that the account holds, `isolated` by a margin of its own
 * that it alone may lose.
 */
export type MarginType = 'crossed' | 'isolated';

/**
 * A position in one contract, and the account's settings there, in words common to all venues. Amounts
 * are the venue's decimal strings, in the asset that the contract settles in. What a venue did not
 * tell, or told as nothing, is `undefined`.
 */
export interface Position {
  readonly symbol: string;
  /** `none` where there is no position; the settings are there all the same. */
  readonly side: 'long' | 'short' | 'none';
  /** Without a sign, which `side` has. */
  readonly quantity: string;
  /** Average price at which it was opened. */
  readonly entryPrice: string | undefined;
  /** The mark price that the venue told along with it. */
  readonly markPrice: string | undefined;
  /** What closing it at the venue's mark price would yield. */
  readonly unrealizedProfit: string | undefined;
  readonly realizedProfit: string | undefined;
  readonly marginType: MarginType | undefined;
  /** The margin that an isolated position has of its own. */
  readonly isolatedMargin: string | undefined;
  readonly leverage: string | undefined;
  /** Prices at which the venue closes it by itself. */
  readonly stopLoss: string | undefined;
  readonly takeProfit: string | undefined;
  /** The text of the position out of the answer or message it came in, character for character. */
  readonly raw: string;
}

/** What an account holds of an asset that secures its positions. Decimal strings. */
export interface Balance {
  readonly asset: string;
  readonly amount: string;
  /** The part of its worth that counts, up to 1. */
  readonly discountFactor: string | undefined;
  /** What one of it is worth, in the asset that contracts settle in. */
  readonly referencePrice: string | undefined;
}

/** All that an account holds at one moment. Contracts without a position may be listed. */
export interface Holdings {
  readonly balances: readonly Balance[];
  readonly positions: readonly Position[];
}

/** What is not needed for positions and open orders. Decimal strings; may be below 0. */
export interface FreeMargin {
  /** What all crossed positions together have to spare. */
  readonly crossed: string | undefined;
  /** What each isolated position has to spare, by symbol. */
  readonly isolated: ReadonlyMap<string, string>;
  /** What of each asset may be taken out of the account. */
  readonly transferable: ReadonlyMap<string, string>;
}

/** An asset that may secure positions. */
export interface Collateral {
  readonly asset: string;
  /** Its name in words. */
  readonly name: string;
  /** The part of its worth that counts, up to 1. */
  readonly discountFactor: string | undefined;
}

/** A setting of one contract, or what the account holds, that is to be another. */
export type SettingChange =
  | { readonly kind: 'leverage'; readonly symbol: string; readonly leverage: number }
  | { readonly kind: 'marginType'; readonly symbol: string; readonly marginType: MarginType }
  /** Adds so much to the margin of an isolated position, or takes it out where it is below 0. */
  | { readonly kind: 'isolatedMargin'; readonly symbol: string; readonly amount: string }
  /** Moves so much into the account out of the trader's cash account, or back where it is below 0. */
  | { readonly kind: 'transfer'; readonly asset: string; readonly amount: string };

/** Positions at a venue. Every method rejects with a VenueError and nothing else. */
export interface Positions {
  /** The whole numbers between which a leverage may be. */
  readonly leverages: { readonly least: number; readonly most: number };
  holdings(call?: Call): Promise<Answer<Holdings>>;
  freeMargin(call?: Call): Promise<Answer<FreeMargin>>;
  /** The assets that may be moved into the account. */
  collaterals(call?: Call): Promise<Answer<readonly Collateral[]>>;
  /**
   * Sends a change once; a second time only where the venue definitely refused it for its time. What it
   * resolves with says that the venue took it: what is set now is for {@link holdings} to tell. Where
   * the answer is lost it rejects as `unknownOutcome`, and the setting may be either.
   */
  change(change: SettingChange, signal?: AbortSignal): Promise<Answer<{ state: 'accepted' }>>;
}
