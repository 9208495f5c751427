// The paper exchange in a process of its own, with a TLS front beside its plain one: both hand requests to
// the same engine, so an order may be canceled over either. Its arguments are the orders and the seed.
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { PaperCore } from '../../../src/paper/core.ts';
import { readBytes } from '../../../src/paper/http/body.ts';
import { deliver } from '../../../src/paper/http/deliver.ts';
import { HttpServer } from '../../../src/paper/http/server.ts';
import { testCertificate, testKey } from '../../support/testCertificate.ts';

const [orders = 0, seed = 7] = process.argv.slice(2).map(Number);
const core = new PaperCore({ orders, seed, frozen: true });
const plain = new HttpServer(core);
const plainPort = await plain.listen(0);
const secure = createServer({ cert: testCertificate, key: testKey, keepAliveTimeout: 75_000 });
let secureConnections = 0;

secure.on('connection', (socket) => {
  secureConnections += 1;
  (socket as Socket).setNoDelay(true);
});
secure.on('request', (request, response) => {
  const { method = '', url = '/', headers } = request;
  const body = (): Promise<Uint8Array> => readBytes(request);
  core.handle({ method, url, headers, body }).then(
    (handled) => deliver(response, handled, core.services.clock),
    () => response.destroy(),
  );
});
secure.listen({ host: '127.0.0.1', port: 0 });
await once(secure, 'listening');
core.start();

process.on('message', () => {
  const { connectionsOpened } = core.services.stats;
  const { user, system } = process.cpuUsage();
  process.send?.({
    connections: { plain: connectionsOpened, tls: secureConnections },
    computed: (user + system) / 1_000,
  });
});
process.on('disconnect', () => process.exit());
process.send?.({
  plain: `http://127.0.0.1:${plainPort}`,
  tls: `https://127.0.0.1:${(secure.address() as AddressInfo).port}`,
  accountGroup: String(core.account.identity.group),
  apiKey: core.key.key,
  secret: core.key.secret,
});
