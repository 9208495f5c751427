import * as vscode from 'vscode';
import { systemClock } from '../common/clock.ts';
import { collect, type Collected } from '../desk/exports/collect.ts';
import { exportText, lineCount, type Format } from '../desk/exports/exportText.ts';
import type { Desk } from '../desk/desk.ts';
import { isHistoryFiltered, UNFILTERED, type HistoryFilter } from '../desk/historyFilter.ts';
import type { Section } from '../desk/historyRows.ts';
import { historyFilterOf } from '../platform/historyFilters.ts';
import { amountText } from '../platform/historyWords.ts';
import type { Message } from '../platform/message.ts';
import { explain } from '../platform/messages.ts';
import { placeText } from '../platform/place.ts';
import { inARow } from '../platform/inARow.ts';
import { askExport, type Destination, type ExportPlan } from './askExport.ts';
import { writeText } from './files.ts';
import type { Handler, Services } from './services.ts';
import { whileWaiting } from './waiting.ts';

const t = vscode.l10n.t;

/**
 * "Export History…": reads all pages of orders, fills, funding payments or changes of the balance and keeps
 * them in a file or an editor. What was read is kept also where reading was stopped or failed half-way, and it says so.
 */
export const exportHistory: Handler = async (services, said) => {
  const { current, historyFilters, notifier } = services;
  const desk = await current.open();
  const { profile } = desk;
  const set = historyFilterOf(historyFilters, profile.id);
  const plan = await askExport(said, isHistoryFiltered(set) ? set : undefined, current.place.name);
  if (!plan) return;
  const { section, format, destination } = plan;
  const inFront = tabInFront();
  const collected = await collectShown(desk, section, plan.filtered ? set : UNFILTERED);
  const { rows, error } = collected;
  if (rows.length === 0 && collected.cut) {
    if (error && error.reason !== 'aborted') throw error;
    return notifier.tell('info', {
      text: t('The export was stopped. Nothing was read or written.'),
    });
  }
  const content = exportText(section, format, rows);
  const file = await keep(destination, format, content, () => tabInFront() === inFront);
  const message = summary(services, plan, collected, file);
  const level = collected.cut || collected.capped ? 'warning' : 'info';
  notifier.tell(level, message, error?.reason === 'aborted' ? undefined : error?.transcript);
};

function collectShown(desk: Desk, section: Section, filter: HistoryFilter): Thenable<Collected> {
  return whileWaiting(t('Order Desk: reading the history'), (signal, report) => {
    const onProgress = (count: number, pages: number): void => {
      const amount = amountText(section, count);
      report(
        section === 'balance'
          ? t(
              '{0} in {1} pages so far. The exchange takes few of these requests a minute',
              amount,
              pages,
            )
          : t('{0} in {1} pages so far', amount, pages),
      );
    };
    return collect(desk, section, filter, systemClock, { signal, onProgress });
  });
}

/**
 * @param mayShow whether an editor may come to the front now
 * @returns what is still to be opened by the person
 */
async function keep(
  destination: Destination,
  format: Format,
  content: string,
  mayShow: () => boolean,
): Promise<vscode.Uri | undefined> {
  if (destination !== 'untitled') {
    await writeText(destination, content);
    return destination;
  }
  const languages = await vscode.languages.getLanguages();
  const language = languages.includes(format) ? format : 'plaintext';
  const document = await vscode.workspace.openTextDocument({ content, language });
  if (!mayShow()) return document.uri;
  await vscode.window.showTextDocument(document, { preview: false });
  return undefined;
}

/** By which it is known whether the person went on to something else meanwhile. */
function tabInFront(): vscode.Tab | undefined {
  return vscode.window.tabGroups.activeTabGroup.activeTab;
}

/** How much there is, from when to when, where, and what is missing. */
function summary(
  services: Services,
  { section, format, destination }: ExportPlan,
  collected: Collected,
  file: vscode.Uri | undefined,
): Message {
  const from = placeText(services.current.place);
  const { rows, span } = collected;
  const utc = (ms: number): string => new Date(ms).toISOString();
  const lines = lineCount(section, format, rows);
  const amount = section === 'balance' ? rows.length : lines;
  const what =
    amount === lines
      ? t('Exported {0} of {1}', amountText(section, amount), from)
      : t('Exported {0} of {1} in {2} records', amountText(section, amount), from, lines);
  const when = span ? t('from {0} to {1}', utc(span.from), utc(span.to)) : '';
  const where =
    destination === 'untitled' ? '' : t('to {0}', destination.path.split('/').at(-1) ?? '');
  const missing = missingText(services, section, collected);
  const text = `${t('{0}.', inARow([what, when, where]))} ${missing}`.trim();
  if (!file) return { text };
  const action = { title: t('Open File'), command: 'vscode.open', file };
  return { text, action };
}

/** What the rows lack at an end. Changes of the balance are read from the oldest on. */
function missingText(
  { current }: Services,
  section: Section,
  { cut, capped, error }: Collected,
): string {
  const forwards = section === 'balance';
  if (cut) {
    if (error === undefined || error.reason === 'aborted')
      return forwards
        ? t('Reading was stopped: later ones are missing.')
        : t('Reading was stopped: older ones are missing.');
    const why = explain(error, current.place).text;
    return forwards ? t('Later ones are missing: {0}', why) : t('Older ones are missing: {0}', why);
  }
  if (!capped) return '';
  return forwards
    ? t('Older ones may be missing: the exchange tells those of a few days.')
    : t('Older ones may be missing: the exchange lists no more at once.');
}
