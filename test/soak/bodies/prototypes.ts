import Big from 'big.js';

const types: readonly { readonly name: string; readonly prototype: object }[] = [
  ...[Object, Function, Array, String, Number, Boolean, Symbol, BigInt, RegExp, Date, Error],
  ...[Map, Set, WeakMap, Promise, Uint8Array, ArrayBuffer, Buffer, URL, TextDecoder, Big],
];
const watched: readonly (readonly [name: string, object])[] = [
  ...types.flatMap((type) => [
    [type.name, type] as const,
    [`${type.name}.prototype`, type.prototype] as const,
  ]),
  ...[['JSON', JSON] as const, ['Math', Math] as const, ['Reflect', Reflect] as const],
];

/** Everything a prototype is: its own prototype, and its properties with what they hold. */
type Shape = readonly unknown[];

/** Remembers what the built-in types look like, to tell what was changed since. */
export class Prototypes {
  readonly #before = watched.map(([, each]) => shapeOf(each));

  /** What somebody left on objects that do not have it by themselves; costs next to nothing. */
  get polluted(): boolean {
    const empty = {} as Record<string, unknown>;
    return (
      empty['polluted'] !== undefined || ([] as unknown as typeof empty)['polluted'] !== undefined
    );
  }

  /** Names of what is not as it was. */
  get changed(): string[] {
    return watched
      .filter(([, each], i) => !same(this.#before[i] ?? [], shapeOf(each)))
      .map(([name]) => name);
  }
}

function shapeOf(each: object): Shape {
  const shape: unknown[] = [Object.getPrototypeOf(each)];
  for (const key of Reflect.ownKeys(each)) {
    const own = Object.getOwnPropertyDescriptor(each, key);
    shape.push(key, own?.value, own?.get, own?.set, own?.writable, own?.enumerable);
  }
  return shape;
}

function same(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((each, i) => Object.is(each, b[i]));
}
