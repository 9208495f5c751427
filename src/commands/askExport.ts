import * as vscode from 'vscode';
import { FORMATS, type Format } from '../desk/exports/exportText.ts';
import { SECTIONS, type Section } from '../desk/historyRows.ts';
import { historyFilterText } from '../platform/historyWords.ts';
import type { HistoryFilter } from '../desk/historyFilter.ts';
import { askOne } from './ask.ts';
import { askFile } from './files.ts';
import { fieldOf } from './row.ts';

const t = vscode.l10n.t;

/** Where an export goes: a file, or a document that is not saved yet. */
export type Destination = vscode.Uri | 'untitled';

/** What an export is to be. */
export interface ExportPlan {
  readonly section: Section;
  readonly format: Format;
  /** Whether only what the view's filter lets through is meant. */
  readonly filtered: boolean;
  readonly destination: Destination;
}

/**
 * Asks for all that was not said beforehand; `undefined` on Escape.
 * @param said by a key binding or another extension, as `{what, filtered, format, destination}` or a part
 *   of it. A press in the view's title hands over the row that is selected there, which says nothing.
 * @param filter the view's, where it is one
 * @param place the profile in words, for the file's name
 */
export async function askExport(
  said: unknown,
  filter: HistoryFilter | undefined,
  place: string,
): Promise<ExportPlan | undefined> {
  const section = SECTIONS.find((each) => each === fieldOf(said, 'what')) ?? (await askWhat());
  if (section === undefined) return undefined;
  const filtered = saidFiltered(said) ?? (filter ? await askReach(filter) : false);
  if (filtered === undefined) return undefined;
  const format = FORMATS.find((each) => each === fieldOf(said, 'format')) ?? (await askFormat());
  if (format === undefined) return undefined;
  const destination = saidDestination(said) ?? (await askWhere(section, format, place));
  return destination && { section, filtered, format, destination };
}

function askWhat(): Promise<Section | undefined> {
  return askOne(t('Export History: What?'), [
    { value: 'orders', label: t('Orders'), detail: t('Orders that came to their end') },
    {
      value: 'fills',
      label: t('Fills'),
      detail: t('Executions that were seen, and the totals of orders with others'),
    },
    { value: 'funding', label: t('Funding'), detail: t('What positions paid and were paid') },
    {
      value: 'balance',
      label: t('Balance'),
      detail: t('Every change of the balance: profits, fees, funding, deposits'),
    },
  ]);
}

function askReach(filter: HistoryFilter): Promise<boolean | undefined> {
  return askOne(t('Export History: How Much?'), [
    { value: true, label: t('What the filter shows'), description: historyFilterText(filter) },
    { value: false, label: t('Everything') },
  ]);
}

function askFormat(): Promise<Format | undefined> {
  return askOne(t('Export History: How?'), [
    {
      value: 'csv',
      label: t('CSV'),
      detail: t('A table for spreadsheets. Decimals keep every digit, times are UTC.'),
    },
    {
      value: 'jsonl',
      label: t('JSONL'),
      detail: t('A line for each record, with what the exchange itself sent.'),
    },
  ]);
}

async function askWhere(
  section: Section,
  format: Format,
  place: string,
): Promise<Destination | undefined> {
  const where = await askOne(t('Export History: Where To?'), [
    { value: 'file', label: t('Save as a File…') },
    { value: 'untitled', label: t('Open in an Editor'), detail: t('Nothing is saved by itself.') },
  ]);
  if (where !== 'file') return where === undefined ? undefined : 'untitled';
  return askFile(t('Export History'), `${place} ${section}`, format);
}

function saidFiltered(said: unknown): boolean | undefined {
  const value = typeof said === 'object' && said && 'filtered' in said ? said.filtered : undefined;
  return typeof value === 'boolean' ? value : undefined;
}

function saidDestination(said: unknown): Destination | undefined {
  const value =
    typeof said === 'object' && said && 'destination' in said ? said.destination : undefined;
  return value === 'untitled' || value instanceof vscode.Uri ? value : undefined;
}
