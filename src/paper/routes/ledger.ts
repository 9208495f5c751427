import { isMissing } from '../dialect/fields.ts';
import { wireLedger, wireLedgerState } from '../dialect/wireLedger.ts';
import type { Account } from '../engine/account.ts';
import { ApiError } from '../errors.ts';
import { readCount } from './queries.ts';
import { signed, type Answer, type PrivateRequest, type PrivateRoute } from './route.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Days that can be asked for, today among them. */
const DAYS = 7;
const MAX_LIMIT = 500;

function metaOf({ identity }: Account): { ac: string; accountId: string } {
  return { ac: 'futures', accountId: identity.accountId };
}

/** What there was when a day began, UTC. These answers have no envelope: neither `code` nor `data`. */
function snapshot({ account, query, receivedAt }: PrivateRequest): Answer {
  const balanceTime = readDay(query, receivedAt);
  const state = account.ledger.before(balanceTime);
  if (state === undefined)
    throw new ApiError(100002, 'The changes of that day are not kept any more');
  const meta = { ...metaOf(account), sn: state.sn, balanceTime };
  return { json: { meta, ...wireLedgerState(state) } };
}

/** The changes from a sequence number on. */
function history({ account, query }: PrivateRequest): Answer {
  const sn = Math.max(1, readSequence(query));
  const limit = readCount(query, 'limit', MAX_LIMIT, MAX_LIMIT);
  const { ledger } = account;
  if (sn < ledger.first) throw new ApiError(100002, `sn begins at ${ledger.first} by now`);
  const { balance, order } = wireLedger(ledger.from(sn, limit));
  return { json: { balance, meta: metaOf(account), order } };
}

/** @returns when the day begins, Unix ms */
function readDay(query: URLSearchParams, now: number): number {
  const text = query.get('date');
  if (isMissing(text)) throw new ApiError(100004, 'date is missing');
  const day = Date.parse(`${text}T00:00:00Z`);
  const real = /^\d{4}-\d\d-\d\d$/.test(text as string) && !Number.isNaN(day);
  if (!real || new Date(day).toISOString().slice(0, 10) !== text)
    throw new ApiError(100006, 'date must be a day as YYYY-MM-DD');
  if (day > now) throw new ApiError(100006, 'That day has not begun yet');
  if (day <= now - DAYS * DAY) throw new ApiError(100002, `Only the last ${DAYS} days are kept`);
  return day;
}

function readSequence(query: URLSearchParams): number {
  const text = query.get('sn');
  if (isMissing(text)) throw new ApiError(100004, 'sn is missing');
  if (/^\d{1,19}$/.test(text as string)) return Number(text);
  throw new ApiError(100006, 'sn must be a sequence number');
}

export const ledgerRoutes: readonly PrivateRoute[] = [
  signed(
    'GET /api/pro/data/v1/futures/balance/snapshot',
    'view',
    'data/v1/futures/balance/snapshot',
    snapshot,
  ),
  signed(
    'GET /api/pro/data/v1/futures/balance/history',
    'view',
    'data/v1/futures/balance/history',
    history,
  ),
];
