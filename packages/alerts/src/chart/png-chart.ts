/** A line chart as PNG, drawn without a browser: the values around an alert, its threshold, and when it began. */
import { PNG, type PNGOptions } from 'pngjs';
import { drawText, glyphHeight, textWidth } from './glyphs.ts';

export interface ChartImage {
  /** In time order; null: no value. */
  readonly points: readonly { readonly ms: number; readonly value: number | null }[];
  readonly threshold: number | null;
  readonly sinceMs: number;
  readonly unit: string;
  readonly width?: number;
  readonly height?: number;
}

type Colour = readonly [number, number, number];
const colours = {
  grid: [226, 230, 235],
  text: [90, 98, 110],
  line: [46, 111, 201],
  threshold: [208, 52, 44],
  since: [240, 170, 40],
} satisfies Record<string, Colour>;

const margin = { left: 62, right: 10, top: 12, bottom: 24 } as const;

export function drawChart(image: ChartImage): Buffer {
  const { width = 640, height = 220 } = image;
  const canvas = new Canvas(width, height);
  const known = image.points.flatMap(({ value }) => (value === null ? [] : [value]));
  const scale = scaleOf([...known, ...(image.threshold === null ? [] : [image.threshold])]);
  const [firstMs, lastMs] = [image.points[0]?.ms ?? 0, image.points.at(-1)?.ms ?? 1];
  const x = (ms: number) =>
    margin.left +
    Math.round(((ms - firstMs) / Math.max(1, lastMs - firstMs)) * (width - margin.left - margin.right));
  const y = (value: number) =>
    height -
    margin.bottom -
    Math.round(((value - scale.least) / (scale.most - scale.least)) * (height - margin.top - margin.bottom));
  for (let step = 0; step <= 4; step++) {
    const value = scale.least + ((scale.most - scale.least) * step) / 4;
    canvas.line([margin.left, y(value)], [width - margin.right, y(value)], colours.grid);
    const label = labelOf(value, image.unit);
    canvas.text(label, [margin.left - 6 - textWidth(label), y(value) - (glyphHeight >> 1)], colours.text);
  }
  for (const ms of [firstMs, lastMs]) {
    const label = new Date(ms).toISOString().slice(11, 16);
    const at = Math.min(x(ms), width - margin.right - textWidth(label));
    canvas.text(label, [at, height - margin.bottom + 8], colours.text);
  }
  canvas.line([x(image.sinceMs), margin.top], [x(image.sinceMs), height - margin.bottom], colours.since);
  if (image.threshold !== null)
    canvas.line(
      [margin.left, y(image.threshold)],
      [width - margin.right, y(image.threshold)],
      colours.threshold,
    );
  drawLine(canvas, { image, x, y });
  return canvas.png();
}

function drawLine(
  canvas: Canvas,
  { image, x, y }: { image: ChartImage; x: (ms: number) => number; y: (value: number) => number },
): void {
  let before: readonly [number, number] | undefined;
  for (const { ms, value } of image.points) {
    const at = value === null ? undefined : ([x(ms), y(value)] as const);
    if (at !== undefined)
      for (const offset of [0, 1]) canvas.line(shift(before ?? at, offset), shift(at, offset), colours.line);
    before = at;
  }
}

function shift([x, y]: readonly [number, number], by: number): [number, number] {
  return [x, y + by];
}

function scaleOf(values: readonly number[]): { least: number; most: number } {
  const least = Math.min(0, ...values);
  const most = Math.max(...values, least);
  return { least, most: most === least ? least + 1 : most + (most - least) * 0.08 };
}

function labelOf(value: number, unit: string): string {
  const steps = ['', 'k', 'M', 'G', 'T'];
  let [shown, index] = [value, 0];
  while (Math.abs(shown) >= 1000 && index < steps.length - 1) [shown, index] = [shown / 1000, index + 1];
  return `${shown.toFixed(Math.abs(shown) < 10 ? 1 : 0)}${steps[index]}${unit === '%' ? '%' : ''}`;
}

/** Three bytes of a pixel: red, green, blue. */
const pixelBytes = 3;
/** Each row as its difference from the one above: most are equal. Trying every filter takes half a second of the first chart. */
const packing = {
  colorType: 2,
  inputColorType: 2,
  inputHasAlpha: false,
  filterType: 2,
  deflateStrategy: 0,
  deflateLevel: 6,
} satisfies PNGOptions;

/** White at first. */
class Canvas {
  readonly #width: number;
  readonly #height: number;
  readonly #pixels: Buffer;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#pixels = Buffer.alloc(width * height * pixelBytes, 0xff);
  }

  /** Bresenham. */
  line(from: readonly [number, number], to: readonly [number, number], colour: Colour): void {
    let [x, y] = from;
    const [endX, endY] = to;
    const [dx, dy] = [Math.abs(endX - x), -Math.abs(endY - y)];
    const [stepX, stepY] = [x < endX ? 1 : -1, y < endY ? 1 : -1];
    let error = dx + dy;
    for (;;) {
      this.#set(x, y, colour);
      if (x === endX && y === endY) return;
      const twice = 2 * error;
      if (twice >= dy) [error, x] = [error + dy, x + stepX];
      if (twice <= dx) [error, y] = [error + dx, y + stepY];
    }
  }

  text(text: string, at: readonly [number, number], colour: Colour): void {
    drawText(text, at, (x, y) => this.#set(x, y, colour));
  }

  png(): Buffer {
    const png = new PNG({ width: this.#width, height: this.#height });
    png.data = this.#pixels;
    return PNG.sync.write(png, packing);
  }

  #set(x: number, y: number, [red, green, blue]: Colour): void {
    if (x < 0 || y < 0 || x >= this.#width || y >= this.#height) return;
    const at = (y * this.#width + x) * pixelBytes;
    this.#pixels[at] = red;
    this.#pixels[at + 1] = green;
    this.#pixels[at + 2] = blue;
  }
}
