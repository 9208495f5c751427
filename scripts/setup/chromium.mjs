import { existsSync, readdirSync } from 'node:fs';
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
const FONTS = [
  { sign: '/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf', package: 'fonts-dejavu' },
  {
    sign: '/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf',
    package: 'fonts-liberation',
  },
];

export async function ensureChromium() {
  if (findChromium() === undefined) {
    await installDebianPackages(
      ['chromium', ...missingFonts()],
      'The window is shown by Chromium, which is not installed ' +
        '(if it is somewhere else, set ORDER_DESK_CHROMIUM to its path)',
    );
  } else if (missingFonts().length > 0 && process.getuid?.() === 0) {
    await installDebianPackages(missingFonts(), 'Text in the window needs fonts');
  }
}

function missingFonts() {
  if (findOnPath(['apt-get']) === undefined) return [];
  return FONTS.filter((font) => !existsSync(font.sign)).map((font) => font.package);
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
