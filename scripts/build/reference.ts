// `node scripts/build/reference.ts`: writes docs/reference.md, the settings, commands and keys that package.json
// declares. A unit test holds the page against this.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: {
      readonly commandPalette: readonly { readonly command: string; readonly when: string }[];
    };
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly mac: string;
      readonly args?: { readonly commands: readonly string[] };
    }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
  };
}

interface Property {
  readonly type: string | readonly string[];
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly properties?: Readonly<Record<string, Pick<Property, 'description'>>>;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description: string;
}

export const REFERENCE = join(root, 'docs', 'reference.md');

/** The page's text, out of the manifest and its words. */
export function referenceText(): string {
  const { contributes } = parse('package.json') as Manifest;
  const words = parse('package.nls.json') as Readonly<Record<string, string>>;
  const said = (text: string): string =>
    text.replaceAll(/^%(.+)%$/g, (_, key: string) => words[key] ?? '').replaceAll('|', '\\|');
  const { properties } = contributes.configuration;
  const settings = Object.entries(properties).flatMap(([id, property]) => [
    `### \`${id}\``,
    '',
    said(property.description),
    '',
    ...choices(property, said),
    `Default: \`${JSON.stringify(property.default)}\`.${range(property)}`,
    '',
  ]);
  const hidden = new Map(
    contributes.menus.commandPalette.map(({ command, when }) => [command, when]),
  );
  const rows = contributes.commands.map(({ command, title }) => {
    const when = hidden.get(command);
    const where = when === undefined ? 'yes' : when === 'false' ? 'no' : `when \`${when}\``;
    return `| ${said(title)} | \`${command}\` | ${where.replaceAll('|', '\\|')} |`;
  });
  const keys = contributes.keybindings.map(({ command, key, mac, args }) => {
    const run = args?.commands.at(-1) ?? command;
    return `| \`${key}\` | \`${mac}\` | \`${run}\` |`;
  });
  return [
    '# Settings, commands and keys',
    '',
    'Made of package.json by `node scripts/build/reference.ts`.',
    '',
    '## Settings',
    '',
    'All of them count for all windows. What a workspace says of them is not read.',
    '',
    ...settings,
    '## Commands',
    '',
    'Those that are not in the palette are in menus of rows, titles and documents.',
    '',
    '| Title | Id | In the palette |',
    '| --- | --- | --- |',
    ...rows,
    '',
    '## Keys',
    '',
    'In the list of open orders.',
    '',
    '| Key | On a Mac | Command |',
    '| --- | --- | --- |',
    ...[...new Set(keys)],
    '',
  ].join('\n');
}

/** What it may be, or what it is made of. */
function choices(property: Property, said: (text: string) => string): readonly string[] {
  const { enum: values = [], enumDescriptions, properties = {} } = property;
  const each: readonly (readonly [string, string | undefined])[] = [
    ...values.map((value, at) => [value, enumDescriptions?.[at]] as const),
    ...Object.entries(properties).map(([name, { description }]) => [name, description] as const),
  ];
  if (each.length === 0) return [];
  return [...each.map(([name, words = '']) => `- \`${name}\`: ${said(words)}`), ''];
}

function range({ minimum, maximum }: Property): string {
  const parts = [
    minimum === undefined ? '' : ` At least ${minimum}.`,
    maximum === undefined ? '' : ` At most ${maximum}.`,
  ];
  return parts.join('');
}

function parse(name: string): unknown {
  return JSON.parse(readFileSync(join(root, name), 'utf8'));
}

if (import.meta.main) writeFileSync(REFERENCE, referenceText());
