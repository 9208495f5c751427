import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const WIRES = ['plain', 'tls'] as const;
export type Wire = (typeof WIRES)[number];
/** Each in words. */
export const OVER: Readonly<Record<Wire, string>> = { plain: 'over plain HTTP', tls: 'over TLS' };

/** Where the exchange is, over either wire, and whose orders it has. */
export interface Account {
  readonly plain: string;
  readonly tls: string;
  readonly accountGroup: string;
  readonly apiKey: string;
  readonly secret: string;
}

export interface Exchange {
  readonly account: Account;
  /** TCP connections that it has accepted so far. */
  connections(wire: Wire): Promise<number>;
  /** How long it has computed so far, ms. */
  computed(): Promise<number>;
  close(): Promise<void>;
}

interface State {
  readonly connections: Readonly<Record<Wire, number>>;
  readonly computed: number;
}

/** Starts the paper exchange in a process of its own, with so many open orders; the market stands still. */
export async function startExchange(orders: number): Promise<Exchange> {
  const child = fork(fileURLToPath(new URL('exchangeProcess.ts', import.meta.url)), [
    ...[String(orders), '7'],
  ]);
  const ended = once(child, 'exit');
  const next = async <T>(): Promise<T> => {
    const over = ended.then(() => Promise.reject(new Error('The exchange ended by itself.')));
    const [message] = (await Promise.race([once(child, 'message'), over])) as [T];
    return message;
  };
  const account = await next<Account>();
  const state = async (): Promise<State> => {
    const answer = next<State>();
    child.send('state');
    return answer;
  };
  return {
    account,
    connections: async (wire) => (await state()).connections[wire],
    computed: async () => (await state()).computed,
    close: async () => {
      child.disconnect();
      await ended;
    },
  };
}
