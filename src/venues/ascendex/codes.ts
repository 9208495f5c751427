import type { VenueErrorReason } from '../errors.ts';

interface Code {
  /** The venue's name for it. */
  readonly name: string;
  readonly reason: VenueErrorReason;
  /** False where the venue itself does not say what became of the request. */
  readonly settles: boolean;
}

/** Codes with a reason of their own; every other documented one is `other`. */
const reasons: Readonly<Record<string, VenueErrorReason>> = {
  100007: 'badSignature',
  100008: 'unknownSymbol',
  100009: 'badKey',
  100011: 'clock',
  100014: 'rateLimited',
  200001: 'badKey',
  200002: 'rateLimited',
  200003: 'wrongGroup',
  200006: 'wrongGroup',
  200008: 'keyExpired',
  200014: 'noPermission',
  200015: 'noPermission',
  300001: 'badPrice',
  300002: 'badQuantity',
  300003: 'badTerms',
  300004: 'badNotional',
  300005: 'badTerms',
  300006: 'unknownOrder',
  300007: 'badTerms',
  300008: 'badTerms',
  300009: 'notAllowed',
  300011: 'margin',
  300012: 'unknownSymbol',
  300014: 'badTick',
  300019: 'notOpen',
  300020: 'noPermission',
  300021: 'halted',
  300031: 'noMarket',
  310001: 'margin',
  310002: 'margin',
  310003: 'tooRisky',
  310004: 'margin',
  310005: 'noMarket',
  320008: 'tooRisky',
};

/** Failures inside the venue: the request may have been carried out all the same. */
const unsettled = new Set(['100101', '510001']);

/** The documented codes, `from` and those that follow it one by one. */
const documented: readonly (readonly [from: number, names: string])[] = [
  [
    100001,
    'INVALID_HTTP_INPUT DATA_NOT_AVAILABLE KEY_CONFLICT INVALID_REQUEST_DATA ' +
      'INVALID_WS_REQUEST_DATA INVALID_ARGUMENT ENCRYPTION_ERROR SYMBOL_ERROR ' +
      'AUTHORIZATION_NEEDED INVALID_OPERATION INVALID_TIMESTAMP INVALID_STR_FORMAT ' +
      'INVALID_NUM_FORMAT TOO_MANY_REQUESTS',
  ],
  [100101, 'UNKNOWN_ERROR'],
  [150001, 'INVALID_JSON_FORMAT'],
  [
    200001,
    'AUTHENTICATION_FAILED TOO_MANY_ATTEMPTS ACCOUNT_NOT_FOUND ACCOUNT_NOT_SETUP ' +
      'ACCOUNT_ALREADY_EXIST ACCOUNT_ERROR CODE_NOT_FOUND CODE_EXPIRED CODE_MISMATCH ' +
      'PASSWORD_ERROR CODE_GEN_FAILED FAKE_COKE_VERIFY SECURITY_ALERT RESTRICTED_ACCOUNT ' +
      'PERMISSION_DENIED',
  ],
  [
    300001,
    'INVALID_PRICE INVALID_QTY INVALID_SIDE INVALID_NOTIONAL INVALID_TYPE INVALID_ORDER_ID ' +
      'INVALID_TIME_IN_FORCE INVALID_ORDER_PARAMETER TRADING_VIOLATION',
  ],
  [300011, 'INVALID_BALANCE INVALID_PRODUCT INVALID_BATCH_ORDER TICK_SIZE_VIOLATION'],
  [300019, 'ORDER_NOT_OPEN TRADING_RESTRICTED TRADING_DISABLED'],
  [300031, 'NO_MARKET_PRICE'],
  [
    310001,
    'INVALID_MARGIN_BALANCE INVALID_MARGIN_ACCOUNT MARGIN_TOO_RISKY INVALID_MARGIN_ASSET ' +
      'INVALID_REFERENCE_PRICE',
  ],
  [320008, 'FUTURES_TOO_RISKY'],
  [510001, 'SERVER_ERROR'],
  [900001, 'HUMAN_CHALLENGE'],
];

const table = new Map<string, Code>(
  documented.flatMap(([from, names]) =>
    names.split(' ').map((name, i) => {
      const code = String(from + i);
      const settles = !unsettled.has(code);
      return [code, { name, reason: reasons[code] ?? 'other', settles }] as const;
    }),
  ),
);

/**
 * What is known of a code. One that is not documented has no name, and settles nothing: it may mean
 * anything.
 */
export function lookUp(code: string): Code | undefined {
  return table.get(code);
}
