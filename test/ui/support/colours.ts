import type { Locator, Page } from 'playwright-core';

type Rgb = readonly [red: number, green: number, blue: number];

/** Something drawn in one colour on another. */
export interface Painted {
  readonly text: string;
  /** What an icon is drawn as: the character of the icon font. */
  readonly glyph: string;
  readonly ink: Rgb;
  readonly ground: Rgb;
}

/** Reads an element's colours as Chromium paints them: colours and opacities over one another. */
const PAINTED = `(element, property) => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = ([...top], bottom, alpha) => top.slice(0, 3).map((each, i) => each * alpha + bottom[i] * (1 - alpha));
  const above = [];
  for (let at = element; at; at = at.parentElement) above.push(getComputedStyle(at));
  let ground = [255, 255, 255];
  const own = property === 'backgroundColor' ? above.slice(1) : above;
  for (const { backgroundColor } of [...own].reverse()) {
    const color = rgba(backgroundColor);
    ground = over(color, ground, color[3]);
  }
  const opacity = above.reduce((product, style) => product * Number(style.opacity), 1);
  const ink = rgba(above[0][property]);
  const glyph = getComputedStyle(element, '::before').content;
  return { text: element.textContent, glyph, ink: over(ink, ground, ink[3] * opacity), ground };
}`;

/**
 * How elements are painted.
 * @param property what they are painted with: a mask is painted with its background
 */
export async function painted(
  elements: Locator,
  property: 'color' | 'backgroundColor' = 'color',
): Promise<Painted[]> {
  // As a text, since the page's types are not known here.
  await elements.page().evaluate(`window.painted = ${PAINTED}`);
  return elements.evaluateAll(
    (all, how) => all.map((each) => (globalThis as unknown as InPage).painted(each, how)),
    property,
  );
}

interface InPage {
  readonly painted: (element: unknown, property: string) => Painted;
}

/** The contrast of two colours as WCAG 2 defines it, from 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((each) => {
    const part = each / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Takes all colour out of the window, or puts it back. */
export async function withoutColour(page: Page, on: boolean): Promise<void> {
  await page.evaluate(`document.documentElement.style.filter = '${on ? 'grayscale(1)' : ''}'`);
}
