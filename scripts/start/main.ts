// `npm start`               desktop VS Code where there is one, else a served window
// `npm start -- --web`      a served window in any case; `--port N` chooses its port
// `npm start -- --tour`     the main job from start to end, in a window without a screen
import { parseArgs } from 'node:util';
import { runNode } from '../test/task.ts';
import { openDesktop } from './desktop.ts';
import { serveWindow } from './serve.ts';
import { takeTour } from './tour.ts';

const usage = 'Usage: npm start -- [--tour] [--web] [--port N]';

async function main(): Promise<number> {
  const values = read();
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const port = Number(values.port);
  const built = await runNode(['esbuild.js'], 5);
  if (built !== 0) throw new Error(`the build ended with ${built}`);
  if (values.tour) return takeTour();
  if (!values.web && values.port === '0') {
    const desktop = openDesktop();
    if (desktop !== undefined) return desktop;
  }
  return serveWindow(port);
}

/** Reads the command line; ends the process, saying what is wrong with it, where it cannot be followed. */
function read() {
  try {
    const { values } = parseArgs({
      options: {
        tour: { type: 'boolean', default: false },
        web: { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
        help: { type: 'boolean', default: false },
      },
    });
    const { port } = values;
    if (!/^\d+$/.test(port) || Number(port) > 65_535)
      throw new Error(`--port needs a whole number from 0 to 65535, not "${port}"`);
    return values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return process.exit(2);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
