// `npm test`: sets up, then hands over to Node 24. See test/main.ts for what can be asked for.
import { handOver } from './setup/node24.mjs';
import { EVERYTHING, setUp } from './setup/index.mjs';

const args = process.argv.slice(2);
const withoutWindow = args.length > 0 && args.every((arg) => arg === 'unit');
await setUp(withoutWindow ? ['dependencies', 'openssl'] : EVERYTHING);
handOver('scripts/test/main.ts', args);
