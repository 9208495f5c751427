import { ok, open, type PublicRoute, type Request } from './route.ts';

/** Messages a minute by kind, as published: past level 1 they are ignored, past level 2 banned. */
function perRequest(order: number, snapshot: number): Record<string, number> {
  return {
    ...{ place_order: order, cancel_order: order, cancel_all: order },
    ...{ batch_place_order: 10_000, batch_cancel_order: 10_000 },
    ...{ depth_snapshot: snapshot, depth_snapshot_top100: snapshot, market_trades: 10_000 },
    ...{ balance: 10_000, open_order: 10_000, margin_risk: 10_000 },
    ...{ futures_account_snapshot: 10_000, futures_open_orders: 10_000 },
  };
}

function perOperation(admin: number, stream: number): Record<string, number> {
  return {
    ...{ auth: admin, ping: admin, pong: admin },
    ...{ sub: stream, unsub: stream, req: 10_000 },
  };
}

const WEB_SOCKET = {
  limits: { maxWebSocketSessionsPerIpAccountGroup: 20, maxWebSocketSessionsPerIpTotal: 300 },
  messageThreshold: {
    level1OpThreshold: perOperation(800, 150),
    level2OpThreshold: perOperation(1_000, 200),
    level1ReqThreshold: perRequest(8_000, 400),
    level2ReqThreshold: perRequest(10_000, 500),
  },
};

/** How long a ban lasts, as published, ms. */
const BAN_MS = 15 * 60_000;

/** There are no thresholds here that anybody could pass: whoever is banned is so by a fault. */
function status({ services, receivedAt }: Request): object {
  return services.faults.rules.some(({ kind }) => kind === 'ban')
    ? { isBanned: true, bannedUntil: receivedAt + BAN_MS, violationCode: 2, reason: 'a fault' }
    : { isBanned: false, bannedUntil: -1, violationCode: 0, reason: '' };
}

/** Bans and thresholds. */
export const limitRoutes: readonly PublicRoute[] = [
  open('/api/pro/v2/risk-limit-info', (request) => {
    const ip = request.query.get('ip') ?? '127.0.0.1';
    return ok({ ip, webSocket: { status: status(request), ...WEB_SOCKET } });
  }),
];
