import { ok, open, type PublicRoute } from './route.ts';

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
  status: { isBanned: false, bannedUntil: -1, violationCode: 0, reason: '' },
  limits: { maxWebSocketSessionsPerIpAccountGroup: 20, maxWebSocketSessionsPerIpTotal: 300 },
  messageThreshold: {
    level1OpThreshold: perOperation(800, 150),
    level2OpThreshold: perOperation(1_000, 200),
    level1ReqThreshold: perRequest(8_000, 400),
    level2ReqThreshold: perRequest(10_000, 500),
  },
};

/** Bans and thresholds. Nobody is ever banned by the REST side, which has no thresholds here. */
export const limitRoutes: readonly PublicRoute[] = [
  open('/api/pro/v2/risk-limit-info', ({ query }) =>
    ok({ ip: query.get('ip') ?? '127.0.0.1', webSocket: WEB_SOCKET }),
  ),
];
