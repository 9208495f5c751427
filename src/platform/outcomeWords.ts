import * as vscode from 'vscode';
import type { CancelOutcome } from '../orders/cancelOutcome.ts';

const t = vscode.l10n.t;

/** What became of a cancel, in two or three words. */
export function outcomeText(outcome: CancelOutcome): string {
  switch (outcome.kind) {
    case 'canceled':
      return t('Canceled');
    case 'filledFirst':
      return outcome.complete ? t('Filled before the cancel') : t('Canceled after a fill');
    case 'alreadyClosed':
      return t('Already closed');
    case 'rejected':
      return t('Not canceled');
    case 'notSent':
      return t('Not sent');
    case 'noEffect':
      return t('Without effect');
    case 'unknown':
      return outcome.acknowledged ? t('Acknowledged, not yet confirmed') : t('Not known');
    case 'underWay':
      return t('Under way already');
  }
}
