// The paper exchange in a process of its own, with a TLS front beside its plain one: both hand requests to
// the same engine, so an order may be canceled over either. Its arguments are the orders and the seed.
import { PaperCore } from '../../../src/paper/core.ts';
import { HttpServer } from '../../../src/paper/http/server.ts';
import { testCertificate as cert, testKey as key } from '../../support/testCertificate.ts';

const [orders = 0, seed = 7] = process.argv.slice(2).map(Number);
const core = new PaperCore({ orders, seed, frozen: true });
const plain = new HttpServer(core);
const secure = new HttpServer(core);
const plainPort = await plain.listen(0);
const securePort = await secure.listen(0, { cert, key });
core.start();

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({
    connections: { plain: plain.connectionsOpened, tls: secure.connectionsOpened },
    computed: (user + system) / 1_000,
  });
});
process.on('disconnect', () => process.exit());
process.send?.({
  plain: `http://127.0.0.1:${plainPort}`,
  tls: `https://127.0.0.1:${securePort}`,
  accountGroup: String(core.account.identity.group),
  apiKey: core.key.key,
  secret: core.key.secret,
});
