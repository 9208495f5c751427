// `npm run setup`: fetches all that starting and testing need. Runs on any Node from 20 on and uses
// nothing but Node itself, since it is what installs everything else.
import { EVERYTHING, setUp } from './setup/index.mjs';

const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !EVERYTHING.includes(part));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. There are: ${EVERYTHING.join(', ')}.`);
  process.exit(2);
}
await setUp(asked.length > 0 ? asked : EVERYTHING);
