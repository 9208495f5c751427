import type { Random } from '../../../src/paper/random.ts';
import { inMember, memberOf, put, type Bytes } from './members.ts';
import { oddKeys, oddValues } from './odd.ts';

type Mutation = (bytes: Bytes, random: Random, other: Bytes) => Bytes;

/** Every way to spoil an answer, by name; frequent ones stand several times in {@link usual}. */
const mutations = {
  cut: (bytes, random) =>
    bytes.slice(0, random.integer(0, Math.max(0, bytes.trimEnd().length - 1))),
  flip: (bytes, random) => {
    const list = Buffer.from(bytes, 'latin1');
    for (let left = random.integer(1, 6); left > 0 && list.length > 0; left--) {
      const at = random.integer(0, list.length - 1);
      list[at] = (list[at] ?? 0) ^ (1 << random.integer(0, 7));
    }
    return list.toString('latin1');
  },
  overwrite: (bytes, random) => {
    const at = random.integer(0, bytes.length);
    const noise = Array.from({ length: random.integer(1, 8) }, () => random.integer(0, 255));
    return put(bytes, at, at + noise.length, String.fromCharCode(...noise));
  },
  remove: (bytes, random) => {
    const at = random.integer(0, bytes.length);
    return put(bytes, at, at + random.integer(1, 60), '');
  },
  repeat: (bytes, random) => {
    const at = random.integer(0, bytes.length);
    return put(bytes, at, at, bytes.slice(at, at + random.integer(1, 200)));
  },
  splice: (bytes, random, other) => {
    return (
      bytes.slice(0, random.integer(0, bytes.length)) + other.slice(random.integer(0, other.length))
    );
  },
  join: (bytes, _random, other) => bytes + other,
  value: (bytes, random) =>
    inMember(bytes, random, ({ key }) => `"${key}":${random.pick(oddValues)}`),
  swap: (bytes, random, other) => {
    return inMember(bytes, random, ({ key }) => {
      return `"${key}":${memberOf(other, random)?.value ?? 'null'}`;
    });
  },
  key: (bytes, random) =>
    inMember(bytes, random, ({ value }) => `"${random.pick(oddKeys)}":${value}`),
  escapedKey: (bytes, random) => {
    return inMember(bytes, random, ({ key, value }) => `"${escaped(key)}":${value}`);
  },
  duplicate: (bytes, random) => {
    return inMember(bytes, random, ({ key, value }) => {
      const two = [`"${key}":${value}`, `"${key}":${random.pick(oddValues)}`];
      return (random.chance(1, 2) ? two : two.reverse()).join(',');
    });
  },
  insert: (bytes, random) => {
    const at = bytes.indexOf('{', random.integer(0, bytes.length)) + 1;
    return put(bytes, at, at, `"${random.pick(oddKeys)}":${random.pick(oddValues)},`);
  },
  append: (bytes, random) => {
    const at = Math.max(0, bytes.lastIndexOf('}', random.integer(0, bytes.length)));
    return put(bytes, at, at, `,"${random.pick(oddKeys)}":${random.pick(oddValues)}`);
  },
  trailingComma: (bytes, random) => {
    const at = nextOf(bytes, /[}\]]/g, random);
    return put(bytes, at, at, random.pick([',', ' , ', ',,']));
  },
  space: (bytes, random) => {
    const at = nextOf(bytes, /[{}[\],:]/g, random);
    return put(
      bytes,
      at,
      at,
      random.pick([' ', '\n\t', '\r\n', '\x0b', '\xc2\xa0', ' '.repeat(500)]),
    );
  },
  comment: (bytes, random) => {
    const at = nextOf(bytes, /[{}[\],:]/g, random);
    return put(bytes, at, at, random.pick(['/* c */', '// c\n', '#']));
  },
  mark: (bytes, random) => {
    const at = random.pick([0, 0, bytes.length, random.integer(0, bytes.length)]);
    return put(
      bytes,
      at,
      at,
      random.pick(['\xef\xbb\xbf', '\xff\xfe', '\x00', '\xc0\x80', '\xf5']),
    );
  },
  nest: (bytes, random) => nested(bytes, random, random.integer(2, 60)),
  nestDeep: (bytes, random) => nested(bytes, random, random.integer(1_000, 5_000)),
  nestDeepest: (bytes, random) => nested(bytes, random, 100_000),
  long: (bytes, random) => lengthened(bytes, random, random.integer(100, 3_000)),
  longest: (bytes, random) => lengthened(bytes, random, 1_000_000),
  manyKeys: (bytes, random) => {
    const many = Array.from({ length: 2_000 }, (_, i) => `"k${i}":${i}`).join(',');
    return inMember(bytes, random, ({ key, value }) => `"${key}":${value},${many}`);
  },
  empty: (_bytes, random) => random.pick(['', ' ', '\n', 'null', '0', '""', '[]', '{}']),
  none: (bytes) => bytes,
} satisfies Readonly<Record<string, Mutation>>;

export type MutationName = keyof typeof mutations;

const usual: readonly MutationName[] = [
  ...([
    'cut',
    'flip',
    'flip',
    'overwrite',
    'remove',
    'repeat',
    'splice',
    'value',
    'value',
  ] as const),
  ...(['value', 'value', 'swap', 'swap', 'key', 'key', 'escapedKey', 'duplicate'] as const),
  ...(['duplicate', 'insert', 'insert', 'append', 'trailingComma', 'space', 'comment'] as const),
  ...(['mark', 'nest', 'long', 'join', 'empty', 'none'] as const),
];
/** One in two thousand: they take long. */
const rare: readonly MutationName[] = [
  'nestDeep',
  'nestDeep',
  'manyKeys',
  'longest',
  'nestDeepest',
];

export interface Mutated {
  readonly body: Buffer;
  readonly names: readonly MutationName[];
}

/** Spoils a body in one way or several. `other` is another body to take parts from. */
export function mutate(text: string, other: string, random: Random): Mutated {
  const count = random.pick([1, 1, 1, 1, 2, 2, 3, 5]);
  const names: MutationName[] = [];
  let bytes = text;
  for (let i = 0; i < count; i++) {
    const name = random.pick((random.chance(1, 2_000) ? rare : usual) as [MutationName]);
    names.push(name);
    bytes = mutations[name](bytes, random, other);
  }
  return { body: Buffer.from(bytes, 'latin1'), names };
}

const brackets: [Pair, Pair, Pair] = [
  ['[', ']'],
  ['{"a":', '}'],
  ['[{"data":', '}]'],
];
type Pair = readonly [string, string];

function nested(bytes: Bytes, random: Random, depth: number): Bytes {
  const [open, close] = random.pick(brackets);
  const inner = `${open.repeat(depth)}0${random.chance(3, 4) ? close.repeat(depth) : ''}`;
  return inMember(bytes, random, ({ key }) => `"${key}":${inner}`);
}

function lengthened(bytes: Bytes, random: Random, length: number): Bytes {
  const digit = String(random.integer(1, 9)).repeat(length);
  const texts = [
    `"${digit}"`,
    digit,
    `"${'x'.repeat(length)}"`,
    `"0.${digit}"`,
    `"${'\\u0001'.repeat(length)}"`,
  ];
  return inMember(bytes, random, ({ key }) => `"${key}":${random.pick(texts as [string])}`);
}

function nextOf(bytes: Bytes, what: RegExp, random: Random): number {
  what.lastIndex = random.integer(0, bytes.length);
  return what.exec(bytes)?.index ?? bytes.length;
}

function escaped(key: string): string {
  const code = key.charCodeAt(0).toString(16).padStart(4, '0');
  return key === '' ? key : `\\u${code}${key.slice(1)}`;
}
