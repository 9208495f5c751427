import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import { explain } from '../platform/messages.ts';
import type { Place } from '../platform/place.ts';
import { marginTypeName } from '../platform/positionWords.ts';
import type { Found, SettingReport } from '../positions/settingService.ts';
import type { SettingChange } from '../venues/positions.ts';
import { askText } from './ask.ts';
import { disarmedText, mayStillSend, whileSending } from './sending.ts';
import type { Services } from './services.ts';

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
  if (!(await mayStillSend(services, desk))) return disarmedText();
  const title =
    wanted.kind === 'transfer'
      ? t('Transferring {0} on {1}…', what(wanted), place.venue)
      : t('Changing {0} on {1}…', what(wanted), place.venue);
  const report = await whileSending(services, title, (signal) =>
    desk.positions.settings.change(wanted, signal),
  );
  const { outcome } = report;
  log.info(`change of ${what(wanted)}: ${outcome.kind}`);
  const [level, text] = words(report, place);
  const error = level === 'error' && 'error' in outcome ? outcome.error : undefined;
  const why = error && explain(error, place);
  const message = { ...why, text };
  notifier.tell(level, message, report.transcript);
  return why?.text;
}

/** What is asked of a person who changes a setting. */
export interface SettingQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  /** What is wrong with what was typed; spaces around it are gone by then. */
  readonly check: (text: string) => string | vscode.InputBoxValidationMessage | undefined;
  /** Asks once more, where much depends on it. */
  readonly confirm?: (text: string) => Promise<boolean>;
  readonly wanted: (text: string) => SettingChange;
}

/** Asks, and again with what was typed and the reason where nothing came of it. */
export async function askAndChange(
  services: Services,
  desk: Desk,
  { title, prompt, value, check, confirm, wanted }: SettingQuestion,
): Promise<void> {
  let typed: string | undefined = value;
  let reason: string | undefined;
  for (;;) {
    const words = [reason, prompt].filter(Boolean).join(' · ');
    typed = await askText(title, words, typed, (text) => check(text.trim()));
    if (typed === undefined) return;
    if (confirm && !(await confirm(typed.trim()))) return;
    reason = await changeSetting(services, desk, wanted(typed.trim()));
    if (reason === undefined) return;
  }
}

/** What became of it; what was read since says it where the answer is lost. */
function words(
  { change: wanted, outcome }: SettingReport,
  place: Place,
): ['info' | 'warning' | 'error', string] {
  const { venue } = place;
  const moves = wanted.kind === 'transfer';
  switch (outcome.kind) {
    case 'set': {
      const facts = [venue, what(wanted), nowText(wanted, outcome)];
      const done = moves
        ? t('Transferred on {0}: {1}, {2}.', ...facts)
        : t('Set on {0}: {1}, {2}.', ...facts);
      const lost = outcome.error && t('The answer was lost: what was read since shows it.');
      return ['info', lost ? `${done} ${lost}` : done];
    }
    case 'rejected': {
      const facts = [what(wanted), explain(outcome.error, place).text];
      return [
        'error',
        moves ? t('Not transferred: {0}. {1}', ...facts) : t('Not changed: {0}. {1}', ...facts),
      ];
    }
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
      return wanted.amount.startsWith('-')
        ? t('isolated margin of {0}, {1} less', wanted.symbol, wanted.amount.slice(1))
        : t('isolated margin of {0}, {1} more', wanted.symbol, wanted.amount);
    case 'transfer':
      return wanted.amount.startsWith('-')
        ? t('{0} {1} out of the futures account', wanted.amount.slice(1), wanted.asset)
        : t('{0} {1} into the futures account', wanted.amount, wanted.asset);
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
      return t('its balance is {0} now', balance?.amount ?? '–');
  }
}
