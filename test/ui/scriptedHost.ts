import { startFaultyHost, json, type Answer, type FaultyHost } from '../support/faultyHost.ts';
import { orders } from '../unit/orders/scriptedVenue.ts';
import type { ProfileAnswers } from './prompts.ts';

type Kind = 'account' | 'open' | 'status' | 'cancel';

/** A real host that speaks the dialect word for word as a test tells it. */
export interface ScriptedHost {
  readonly host: FaultyHost;
  /** The profile that leads to it; its key is taken as it is. */
  readonly profile: ProfileAnswers;
  account: Answer;
  open: Answer;
  status: Answer;
  cancel: Answer;
  /** How many requests of a kind came in. */
  count(kind: Kind): number;
}

const ACCOUNT = {
  accountGroup: 6,
  userUID: 'U0123456789',
  expireTime: -1,
  futuresAccount: ['futTest'],
  viewPermission: true,
  tradePermission: true,
};

/** Starts a host that lists no order until it is told otherwise. */
export async function startScriptedHost(name: string): Promise<ScriptedHost> {
  const host = await startFaultyHost();
  const { origin } = host;
  const scripted: ScriptedHost = {
    host,
    profile: { origin, name, apiKey: 'uiCanaryKey0123456789', secret: 'uiCanarySecret0123456789' },
    account: json({ code: 0, data: ACCOUNT }),
    open: orders(),
    status: orders(),
    cancel: json({}),
    count: (kind) => host.requests.filter((request) => kindOf(request) === kind).length,
  };
  host.answer = (socket, request) => scripted[kindOf(request)](socket, request);
  return scripted;
}

function kindOf({ method, path }: { readonly method: string; readonly path: string }): Kind {
  if (method === 'DELETE') return 'cancel';
  if (path.includes('/account/info')) return 'account';
  return path.includes('/order/status') ? 'status' : 'open';
}
