import { oneLine } from '../../venues/json.ts';
import { executionRow, recordOf, type HistoryRow, type Section } from '../historyRows.ts';
import { tableOf } from './columns.ts';
import { csv } from './csv.ts';

export const FORMATS = ['csv', 'jsonl'] as const;

export type Format = (typeof FORMATS)[number];

/**
 * Rows of a section as a text to keep. As JSONL each order and payment is a line with the venue's own
 * record, and so is the record of one change of the balance or of several; a fill is a line that says how it is
 * known, with the record that says so in it.
 */
export function exportText(section: Section, format: Format, rows: readonly HistoryRow[]): string {
  const all = rows.flatMap(withParts);
  if (format === 'csv') {
    const { columns, rows: cells } = tableOf(section, all);
    return csv(columns, cells);
  }
  const lines = all.map((row) => `${lineOf(row)}\n`);
  return distinct(section, lines).join('');
}

/** How many lines rows make, without a heading. */
export function lineCount(section: Section, format: Format, rows: readonly HistoryRow[]): number {
  if (section === 'balance' && format === 'jsonl')
    return distinct(section, rows.map(lineOf)).length;
  return rows.flatMap(withParts).length;
}

/** The record of several changes of the balance is kept once. */
function distinct(section: Section, lines: readonly string[]): readonly string[] {
  return section === 'balance' ? [...new Set(lines)] : lines;
}

/** A total, and below it the executions that are part of it. */
function withParts(row: HistoryRow): readonly HistoryRow[] {
  return row.kind === 'total' ? [row, ...row.total.seen.map(executionRow)] : [row];
}

function lineOf(row: HistoryRow): string {
  const record = oneLine(recordOf(row).raw);
  if (row.kind === 'execution') {
    const { receivedAt } = row.execution;
    const heard = new Date(receivedAt).toISOString();
    return `{"knownAs":"execution","receivedAt":"${heard}","record":${record}}`;
  }
  if (row.kind === 'total') {
    const { seenQuantity, seen } = row.total;
    const counts = `"seenQuantity":"${seenQuantity}","executionsSeen":${seen.length}`;
    return `{"knownAs":"orderTotal",${counts},"record":${record}}`;
  }
  return record;
}
