import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../../scripts/setup/chromium.mjs';
import { endLater } from './cleanup.ts';

/** The browser is to ask for nothing but the page, and could not reach anything else. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

let shared: Promise<Browser> | undefined;

/** One Chromium for all windows of a run; each window gets a browser context of its own. */
export function sharedBrowser(): Promise<Browser> {
  shared ??= launch().catch((error: unknown) => {
    shared = undefined;
    throw error;
  });
  return shared;
}

async function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium: run `npm run setup`.');
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const browser = await chromium.launch({ executablePath, args: FLAGS, ...signals });
  const close = endLater(() => browser.close());
  browser.on('disconnected', () => {
    shared = undefined;
    void close();
  });
  return browser;
}
