import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import { explain } from '../platform/messages.ts';
import type { Place } from '../platform/place.ts';
import { marginTypeName } from '../platform/positionWords.ts';
import type { Found, SettingReport } from '../positions/settingService.ts';
import type { SettingChange } from '../venues/positions.ts';
import { refuseOtherDesk } from './cancelOrder.ts';
import type { Services } from './services.ts';
import { whileWaiting } from './waiting.ts';

const t = vscode.l10n.t;

/**
 * Has a setting changed and tells what became of that.
 * @returns why nothing came of it, where that is certain; `undefined` otherwise
 */
export async function changeSetting(
  services: Services,
  desk: Desk,
  wanted: SettingChange,
): Promise<string | undefined> {
  const { current, notifier, log } = services;
  const { place } = current;
  refuseOtherDesk(services, desk);
  const report = await whileWaiting(
    t('Changing {0} on {1}…', what(wanted), place.venue),
    (signal) => desk.positions.settings.change(wanted, signal),
  );
  const { outcome } = report;
  log.info(`change of ${what(wanted)}: ${outcome.kind}`);
  const [level, text] = words(report, place);
  const why = 'error' in outcome ? explain(outcome.error, place) : undefined;
  const message = { ...(level === 'error' ? why : {}), text };
  notifier.tell(level, message, report.transcript);
  return outcome.kind === 'rejected' || outcome.kind === 'notSent' ? why?.text : undefined;
}

/** What became of it; what was read since says it where the answer is lost. */
function words(
  { change: wanted, outcome }: SettingReport,
  place: Place,
): ['info' | 'warning' | 'error', string] {
  const { venue } = place;
  switch (outcome.kind) {
    case 'set':
      return ['info', t('Set on {0}: {1}, {2}.', venue, what(wanted), nowText(wanted, outcome))];
    case 'rejected':
      return [
        'error',
        t('Not changed: {0}. {1}', what(wanted), explain(outcome.error, place).text),
      ];
    case 'notSent':
      return ['error', t('Not sent: {0}. {1}', what(wanted), explain(outcome.error, place).text)];
    case 'unknown':
      return [
        'warning',
        t(
          'The change was sent, and its answer was lost: {0}. Read since: {1}. It may still come, and is not sent again.',
          what(wanted),
          nowText(wanted, outcome),
        ),
      ];
    case 'underWay':
      return ['info', t('Another change is under way, so none was sent: {0}.', what(wanted))];
  }
}

function what(wanted: SettingChange): string {
  switch (wanted.kind) {
    case 'leverage':
      return t('leverage of {0} to {1}×', wanted.symbol, wanted.leverage);
    case 'marginType':
      return t('margin type of {0} to {1}', wanted.symbol, marginTypeName(wanted.marginType));
    case 'isolatedMargin':
      return t('isolated margin of {0} by {1}', wanted.symbol, wanted.amount);
    case 'transfer':
      return t('balance of {0} by {1}', wanted.asset, wanted.amount);
  }
}

function nowText({ kind }: SettingChange, { position, balance }: Found): string {
  if (!position && !balance) return t('not read since');
  switch (kind) {
    case 'leverage':
      return t('now {0}×', position?.leverage ?? '–');
    case 'marginType':
      return t('now {0}', marginTypeName(position?.marginType));
    case 'isolatedMargin':
      return t('now {0}', position?.isolatedMargin ?? '–');
    case 'transfer':
      return t('now {0}', balance?.amount ?? '–');
  }
}
