import * as net from 'node:net';
import * as tls from 'node:tls';
import type { Certificate } from '../../src/paper/http/server.ts';

export interface ConnectProxy {
  /** `127.0.0.1:3128` */
  readonly host: string;
  readonly port: number;
  /** Where it was asked to lead to, in order: `example.com:443`. */
  readonly asked: readonly string[];
  /** The whole heads of what it was asked. */
  readonly heads: readonly string[];
  /** Tunnels that are open now. */
  readonly open: number;
  /** What it answers to CONNECT; 200 opens the tunnel, and `undefined` answers nothing at all. */
  status: number | undefined;
  /** The value of `Proxy-Authorization` without which it answers 407. */
  wants: string | undefined;
  /** Breaks every tunnel; new ones can be asked for. */
  cut(): void;
  close(): Promise<void>;
}

/**
 * Starts a real proxy on 127.0.0.1 that takes CONNECT, and leads every tunnel to one port of this machine,
 * whatever host is asked for: no test leaves the machine.
 * @param certificate has it speak TLS itself
 */
export async function startConnectProxy(
  target: () => number,
  certificate?: Certificate,
): Promise<ConnectProxy> {
  const heads: string[] = [];
  const sockets = new Set<net.Socket>();
  let open = 0;
  const keep = (socket: net.Socket): net.Socket => {
    sockets.add(socket);
    return socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const take = (client: net.Socket): void => {
    keep(client).once('data', (head) => {
      heads.push(head.toString('latin1'));
      const [, signIn] = /^proxy-authorization: (.*)\r$/im.exec(head.toString('latin1')) ?? [];
      const status = proxy.wants !== undefined && signIn !== proxy.wants ? 407 : proxy.status;
      if (status === undefined) return;
      if (status !== 200)
        return void client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      const onward = keep(net.connect(target(), '127.0.0.1'));
      open += 1;
      client.on('close', () => {
        open -= 1;
        onward.destroy();
      });
      onward.on('close', () => client.destroy());
      onward.on('connect', () => {
        client.write('HTTP/1.1 200 Yes\r\n\r\n');
        client.pipe(onward).pipe(client);
      });
    });
  };
  const server = certificate ? tls.createServer({ ...certificate }, take) : net.createServer(take);
  // Below TLS there is a socket of its own.
  if (certificate) server.on('connection', keep);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  const proxy: ConnectProxy = {
    ...{ host: `127.0.0.1:${port}`, port, heads },
    ...{ status: 200, wants: undefined },
    get asked() {
      return heads.map((head) => head.split(' ')[1] ?? '');
    },
    get open() {
      return open;
    },
    cut: () => sockets.forEach((socket) => socket.destroy()),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        proxy.cut();
      }),
  };
  return proxy;
}
