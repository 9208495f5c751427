import * as vscode from 'vscode';
import { wholeAge } from '../orders/age.ts';
import { inARow } from './inARow.ts';

const t = vscode.l10n.t;
const units = new Map<string, Intl.NumberFormat>();

/**
 * A row's label for a screen reader, which is all that it says of the row: things in a row, where signs, which most
 * readers leave out, and the dash of what is not known are words.
 */
export function aloud(
  parts: Iterable<string | false | undefined>,
): vscode.AccessibilityInformation {
  return { label: inARow([...parts].map((part) => part && inWords(part))) };
}

function inWords(part: string): string {
  return part
    .replaceAll(/(?<![\w.])[+-](?=\d)/g, (sign) => `${sign === '-' ? t('minus') : t('plus')} `)
    .replace(/–$/, t('not known'));
}

/** `5 minutes`, `1.2 kilobytes`. @param unit by its name in `Intl` */
export function inUnits(count: number, unit: string): string {
  const options = { style: 'unit', unit, unitDisplay: 'long' } as const;
  const format = units.get(unit) ?? new Intl.NumberFormat(vscode.env.language, options);
  units.set(unit, format);
  return format.format(count);
}

/** An age in ms: `less than 1 minute old`, `5 minutes old`. */
export function ageAloud(ms: number): string {
  const [count, unit] = wholeAge(ms);
  const age = inUnits(count || 1, unit);
  return count === 0 ? t('less than {0} old', age) : t('{0} old', age);
}
