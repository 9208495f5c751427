// `npm start`: sets up, then hands over to Node 24. See start/main.ts for what can be asked for.
import { handOver } from './setup/node24.mjs';
import { EVERYTHING, setUp } from './setup/index.mjs';

const args = process.argv.slice(2);
await setUp(args.includes('--help') ? ['dependencies'] : EVERYTHING);
handOver('scripts/start/main.ts', args);
