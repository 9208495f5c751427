import { join } from 'node:path';
import type { Region } from 'sharp';
import { root } from '../setup/paths.mjs';

export const IMAGES = join(root, 'docs', 'images');
export const SCREENSHOTS = join(root, 'results', 'screenshots');

/** A picture of a page: a part of what a UI test saw. */
export interface Picture {
  /** The test that takes it, as in test/ui/TEST.test.ts. */
  readonly test: string;
  /** The name that the test gives it. */
  readonly screenshot: string;
  /** Which part, in pixels. */
  readonly clip: Region;
}

/** Every picture in docs/images that shows a window, by its name there. */
export const PICTURES: Readonly<Record<string, Picture>> = {
  orders: part('main', 'main-orders', 0, 36, 530, 524),
  confirm: part('main', 'main-question', 50, 36, 910, 543),
  canceled: part('main', 'main-canceled', 910, 760, 490, 140),
  response: part('main', 'main-response', 530, 36, 870, 260),
  'confirm-many': part('bulk', 'bulk-question', 50, 36, 890, 524),
  'cancel-report': part('bulk', 'bulk-report', 350, 36, 870, 560),
  'ticket-check': part('ticket', 'ticket-tick', 390, 0, 620, 168),
  ticket: part('ticket', 'ticket-review', 390, 0, 620, 240),
  amend: part('amend', 'amend-review', 390, 0, 620, 326),
  'document-diff': part('orderDocument', 'document-diff', 350, 36, 1050, 760),
  'document-applied': part('orderDocument', 'document-applied', 350, 36, 870, 260),
  positions: part('positions', 'positions', 0, 36, 480, 470),
  'close-position': part('positions', 'positions-close', 50, 36, 890, 560),
  panic: part('positions', 'panic-confirm', 50, 36, 890, 580),
  'panic-report': part('positions', 'panic-report', 460, 36, 870, 560),
  requests: part('requests', 'requests', 0, 36, 620, 430),
  'responses-compared': part('requests', 'requests-compared', 610, 104, 790, 486),
  history: part('history', 'history-fills', 0, 36, 690, 340),
  exported: part('history', 'history-exported', 910, 740, 490, 160),
  key: part('profiles', 'profiles-secret', 390, 0, 620, 120),
  'key-expired': part('keys', 'keys-not-kept-a-key-that-expired', 910, 770, 490, 130),
  arm: part('live', 'live-arm', 400, 320, 560, 246),
  armed: part('live', 'live-armed', 0, 800, 520, 100),
  alerts: part('alerts', 'alerts-several', 910, 770, 490, 130),
  walkthrough: part('walkthrough', 'walkthrough', 480, 160, 340, 560),
  filtered: part('arrange', 'arrange-filtered', 0, 36, 690, 160),
  stale: part('trouble', 'trouble-stale', 0, 36, 352, 400),
  'not-known': part('unsettled', 'unsettled-proof', 910, 690, 490, 210),
  program: part('programs', 'programs-cancel', 50, 36, 890, 543),
  'no-colour': part('themes', 'theme-without-colour-orders', 0, 36, 570, 262),
  palette: part('palette', 'palette-pick', 390, 0, 620, 376),
};

function part(
  test: string,
  screenshot: string,
  left: number,
  top: number,
  width: number,
  height: number,
): Picture {
  return { test, screenshot, clip: { left, top, width, height } };
}
