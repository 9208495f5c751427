const LINE_END = '\r\n';
const NUMBER = /^-?\d+(\.\d+)?$/;
/** Signs that begin a formula in spreadsheets, their wide forms included. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * A table as RFC 4180 has it: commas, CRLF, quotes where they are needed. Decimals stand as they are, with
 * every digit. A text that a spreadsheet would take for a formula gets a ' before it, by which
 * spreadsheets know text.
 */
export function csv(
  columns: readonly string[],
  rows: readonly (readonly (string | undefined)[])[],
): string {
  return [columns, ...rows].map((cells) => cells.map(cell).join(',') + LINE_END).join('');
}

function cell(value: string | undefined): string {
  if (value === undefined || value === '' || NUMBER.test(value)) return value ?? '';
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$|^'/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
