// `npm start`: sets up, then hands over to Node 24. See start/main.ts for what can be asked for.
import { handOver } from './setup/node24.mjs';
import { setUp } from './setup/index.mjs';

await setUp();
handOver('scripts/start/main.ts', process.argv.slice(2));
