import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { installDebianPackages } from './debian.mjs';
import { SetupError } from './progress.mjs';
import { findOnPath, isExecutable } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const DESKTOP_PLACES = [
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The Chromium to drive: the one named, one on the path, or one that a browser tool has fetched. */
export function findChromium() {
  const named = process.env.ORDER_DESK_CHROMIUM;
  if (named) {
    if (isExecutable(named)) return named;
    throw new SetupError(`ORDER_DESK_CHROMIUM is ${named}, which is not a program.`);
  }
  return findOnPath(NAMES) ?? [...DESKTOP_PLACES, ...toolBrowsers()].find(isExecutable);
}

/** The window's text needs a proportional and a monospaced font. */
const FONTS = ['fonts-liberation', 'fonts-dejavu-core'];

export async function ensureChromium() {
  const chromium = findChromium() === undefined ? ['chromium'] : [];
  const packages = [...chromium, ...missingFonts()];
  const need =
    chromium.length > 0
      ? 'The window is shown by Chromium, which is not installed ' +
        '(if it is somewhere else, set ORDER_DESK_CHROMIUM to its path)'
      : 'Text in the window needs fonts';
  if (packages.length === 0 || (chromium.length === 0 && process.getuid?.() !== 0)) return;
  await installDebianPackages(packages, need);
}

/** Fonts that Debian has and this machine has not; elsewhere a desktop brings its own. */
function missingFonts() {
  const query = findOnPath(['dpkg-query']);
  if (query === undefined) return [];
  const format = ['--showformat', '${db:Status-Status} ${Package}\\n', '--show'];
  const { stdout } = spawnSync(query, [...format, ...FONTS], { encoding: 'utf8' });
  return FONTS.filter((font) => !stdout.split('\n').includes(`installed ${font}`));
}

function toolBrowsers() {
  const cache = join(homedir(), '.cache', 'ms-playwright');
  try {
    return readdirSync(cache)
      .filter((name) => /^chromium-\d+$/.test(name))
      .map((name) => join(cache, name, 'chrome-linux', 'chrome'));
  } catch {
    return [];
  }
}
