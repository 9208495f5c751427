/**
 * The dialect's codes this exchange uses, with their published reasons. Those of 100014 and 300019
 * were never published; the names here are ours. `docs/ascendex.md` says when each is sent.
 */
export const REASONS = {
  100001: 'INVALID_HTTP_INPUT',
  100002: 'DATA_NOT_AVAILABLE',
  100003: 'KEY_CONFLICT',
  100004: 'INVALID_REQUEST_DATA',
  100005: 'INVALID_WS_REQUEST_DATA',
  100006: 'INVALID_ARGUMENT',
  100007: 'ENCRYPTION_ERROR',
  100008: 'SYMBOL_ERROR',
  100009: 'AUTHORIZATION_NEEDED',
  100010: 'INVALID_OPERATION',
  100011: 'INVALID_TIMESTAMP',
  100014: 'TOO_MANY_REQUESTS',
  150001: 'INVALID_JSON_FORMAT',
  200001: 'AUTHENTICATION_FAILED',
  200002: 'TOO_MANY_ATTEMPTS',
  200003: 'ACCOUNT_NOT_FOUND',
  200008: 'CODE_EXPIRED',
  200015: 'PERMISSION_DENIED',
  300001: 'INVALID_PRICE',
  300002: 'INVALID_QTY',
  300003: 'INVALID_SIDE',
  300004: 'INVALID_NOTIONAL',
  300005: 'INVALID_TYPE',
  300006: 'INVALID_ORDER_ID',
  300007: 'INVALID_TIME_IN_FORCE',
  300008: 'INVALID_ORDER_PARAMETER',
  300009: 'TRADING_VIOLATION',
  300012: 'INVALID_PRODUCT',
  300013: 'INVALID_BATCH_ORDER',
  300014: 'TICK_SIZE_VIOLATION',
  300019: 'ORDER_NOT_OPEN',
  300031: 'NO_MARKET_PRICE',
  310001: 'INVALID_MARGIN_BALANCE',
  310003: 'MARGIN_TOO_RISKY',
  310004: 'INVALID_MARGIN_ASSET',
  320008: 'FUTURES_TOO_RISKY',
  510001: 'SERVER_ERROR',
} as const;

export type ErrorCode = keyof typeof REASONS;

/** What an order's refusal carries beside code, reason and message. */
export interface OrderContext {
  ac: 'FUTURES';
  accountId: string;
  action: string;
  info: unknown;
}

interface ApiErrorDetails {
  readonly status?: number;
  readonly context?: OrderContext;
  readonly info?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/**
 * A refusal in the dialect's words. Sent with HTTP 200, as the exchange sent its errors, unless
 * `status` says otherwise (only for what never reached the dialect: unknown paths, oversized bodies).
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly status: number;
  /** Set where the refusal answers an order request. */
  readonly context: OrderContext | undefined;
  /** What is wrong with each order of a batch. */
  readonly info: unknown;
  /** More headers of the HTTP answer. */
  readonly headers: Readonly<Record<string, string>> | undefined;

  constructor(code: ErrorCode, message: string, more: ApiErrorDetails = {}) {
    super(message, { cause: more.cause });
    this.code = code;
    this.status = more.status ?? 200;
    this.context = more.context;
    this.info = more.info;
    this.headers = more.headers;
  }

  get reason(): string {
    return REASONS[this.code];
  }

  /** The same refusal, told as the answer to an order request. */
  inContext(context: OrderContext): ApiError {
    const { code, message, status } = this;
    return new ApiError(code, message, { status, context, cause: this });
  }
}
