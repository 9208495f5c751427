import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import { notionalOf } from '../orders/notional.ts';
import { openDocument, panicUri } from '../platform/documentUri.ts';
import { wholeTime } from '../platform/localTime.ts';
import type { Place } from '../platform/place.ts';
import { positionText } from '../platform/positionWords.ts';
import type { PanicProgress, PanicReport } from '../positions/panic.ts';
import { panicReport } from '../positions/panicReport.ts';
import { agree, askOne, typeWord } from './ask.ts';
import { few } from './few.ts';
import { freshList } from './listed.ts';
import { readPositions } from './pickPosition.ts';
import { reportPanic } from './reportPanic.ts';
import { mayStillSend, whileSending } from './sending.ts';
import type { Handler } from './services.ts';
import { whereLines } from './where.ts';

const t = vscode.l10n.t;

/** "Panic: Cancel Everything and Close Every Position…" */
export const panic: Handler = async (services) => {
  const { current, notifier, log } = services;
  const desk = await current.open();
  const { place } = current;
  const [stale, fresh] = await Promise.all([freshList(desk), readPositions(desk)]);
  const known = { orders: stale === undefined, positions: fresh };
  if (!(await confirm(desk, known, place))) return undefined;
  if (!(await mayStillSend(services, desk))) return undefined;
  const { panic: service } = desk.positions;
  const report = await whileSending(
    services,
    t('Panic on {0}: canceling everything, closing every position', place.venue),
    (signal, say) => service.run(signal, (progress) => say(progressText(progress))),
    t('Stopped: nothing more is sent. Waiting for the answers to what was, and for what is left'),
  );
  log.info(`panic: ${report.cancels.length} cancels, ${report.closes.length} closes`);
  reportPanic(notifier, report, place);
  return JSON.parse(panicReport(report, place)) as object;
};

/** "Show Panic Report…": what one did and what was left, named by when it began; without a name one is picked. */
export const showPanic: Handler = async ({ current }, id) => {
  const kept = current.desk?.positions.panic;
  const report = typeof id === 'string' ? kept?.reportOf(id) : await pick(kept?.reports ?? []);
  if (report) await openDocument(panicUri(report.startedAt));
  else if (typeof id === 'string') throw new Error(t('That report is no longer kept.'));
};

/** The only one at once, or one of several; `undefined` on Escape. */
async function pick(reports: readonly PanicReport[]): Promise<PanicReport | undefined> {
  if (reports.length === 0)
    throw new Error(
      t(
        'There is no report to show. Reports are kept of panics since the profile was opened in this window.',
      ),
    );
  if (reports.length === 1) return reports[0];
  const choices = reports.map((value) => ({ value, label: wholeTime(value.startedAt) }));
  return askOne(t('Show Panic Report'), choices.reverse());
}

function progressText({ step, round }: PanicProgress): string {
  const words = {
    canceling: t('canceling'),
    closing: t('closing'),
    verifying: t('reading what is left'),
  };
  return round === 1 ? words[step] : t('{0}, go {1}', words[step], round);
}

interface Known {
  readonly orders: boolean;
  readonly positions: boolean;
}

/** Asks in a modal that says how far it reaches, then for a typed word. True for yes. */
async function confirm(desk: Desk, known: Known, place: Place): Promise<boolean> {
  const [yes, no] = [t('Cancel and Close All'), t('Keep Everything')];
  const question = t('Cancel everything and close every position on {0}?', place.venue);
  if (!(await agree(question, detail(desk, known, place), yes, no))) return false;
  const word = t('PANIC');
  const prompt = t('Type {0} to do it, or press Escape to keep everything as it is.', word);
  return typeWord(question, prompt, word);
}

function detail(
  { profile, store, positions }: Desk,
  known: Known,
  place: Place,
): readonly string[] {
  const { store: held } = positions;
  const { value } = notionalOf(store.working);
  const rows = held.open.map((position) => {
    const shown = positions.shown(position.symbol);
    const worth = shown?.value ? ` (${shown.value.round(2).toFixed()} ${shown.asset})` : '';
    return `${positionText(position)}${worth}`;
  });
  return [
    ...whereLines(profile, place),
    known.orders
      ? t('Open orders: {0}, notional {1} (remaining quantity × price)', store.size, value)
      : t('Open orders: not known, as they could not be listed now; last known: {0}', store.size),
    known.positions
      ? t('Positions: {0}', held.open.length)
      : t('Positions: not known, as they could not be read now; last known: {0}', held.open.length),
    ...few(rows),
    t('Positions are closed by market, reduce-only. What is not listed here is included.'),
  ];
}
