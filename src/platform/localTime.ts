import * as vscode from 'vscode';

const SECONDS: Intl.DateTimeFormatOptions = {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
};
const SHORT: Intl.DateTimeFormatOptions = {
  ...{ month: 'short', day: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
};
const WHOLE: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  ...SHORT,
  ...SECONDS,
  timeZoneName: 'short',
};

/** A time for a row, local: `14:03:22` today, `Nov 23, 14:03` this year, else with the year. */
export function rowTime(ms: number, now: number): string {
  const [then, today] = [new Date(ms), new Date(now)];
  if (then.toDateString() === today.toDateString()) return format(SECONDS, ms);
  const sameYear = then.getFullYear() === today.getFullYear();
  return format(sameYear ? SHORT : { year: 'numeric', ...SHORT }, ms);
}

/** A time in full, local, with its zone. */
export function wholeTime(ms: number): string {
  return format(WHOLE, ms);
}

function format(options: Intl.DateTimeFormatOptions, ms: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, options).format(ms);
}
