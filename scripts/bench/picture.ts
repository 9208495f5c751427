import { duration } from '../../test/bench/report.ts';
import type { CandidateResult, GroupResult } from '../../test/bench/results.ts';
import type { BenchDocument } from './document.ts';

const WIDTH = 760;
const LEFT = 190;
const RIGHT = 150;
const ROW = 24;
const HEAD = 44;
const FONT = 'font-family="system-ui, sans-serif" font-size="13"';

/** What the picture shows: a bar for each candidate of the groups about these. */
const SHOWN = /^Cancel (one order, over|\d+ orders at once)/;

/**
 * The cancels of a run as one picture, for light and dark themes alike; `undefined` where the run had none.
 * Bars are p50; beside each stand its time and how many times as long it took as Order Desk.
 */
export function pictureOf({ benches, machine }: BenchDocument): string | undefined {
  const groups = benches.flatMap((bench) => bench.groups).filter(({ title }) => SHOWN.test(title));
  if (groups.length === 0) return undefined;
  let top = 0;
  const panels = groups.map((group) => {
    const drawn = panel(group, top);
    top += HEAD + group.candidates.length * ROW;
    return drawn;
  });
  const where = `Shorter is better. p50, with the time as a multiple of Order Desk's. ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}.`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top + 40}" role="img" ${FONT}>`,
    `<title>How long cancels take: Order Desk beside other clients</title>`,
    '<style>',
    '.t{fill:#1f2328}.m{fill:#59636e}.o{fill:#8c959f}.u{fill:#0969da}',
    '@media (prefers-color-scheme:dark){.t{fill:#f0f6fc}.m{fill:#9198a1}.o{fill:#656c76}.u{fill:#4493f8}}',
    '</style>',
    ...panels,
    `<text class="m" x="8" y="${top + 26}" font-size="11">${escaped(where)}</text>`,
    '</svg>\n',
  ].join('\n');
}

function panel({ title, candidates }: GroupResult, top: number): string {
  const longest = Math.max(...candidates.map(({ p50 }) => p50));
  const own = candidates.find(isOurs)?.p50 ?? NaN;
  const bars = candidates.map((each, at) => {
    const y = top + HEAD + at * ROW;
    const length = Math.max(2, ((WIDTH - LEFT - RIGHT) * each.p50) / longest);
    const words = `${duration(each.p50).trim()}${isOurs(each) ? '' : `  ×${(each.p50 / own).toFixed(2)}`}`;
    return [
      `<text class="t" x="${LEFT - 10}" y="${y + 12}" text-anchor="end">${escaped(each.name)}</text>`,
      `<rect class="${isOurs(each) ? 'u' : 'o'}" x="${LEFT}" y="${y}" width="${length.toFixed(1)}" height="16" rx="3"/>`,
      `<text class="t" x="${(LEFT + length + 8).toFixed(1)}" y="${y + 12}">${escaped(words)}</text>`,
    ].join('');
  });
  const heading = `<text class="t" x="8" y="${top + 30}" font-weight="600">${escaped(title)}</text>`;
  return [heading, ...bars].join('\n');
}

function isOurs({ name }: CandidateResult): boolean {
  return name.startsWith('Order Desk');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
