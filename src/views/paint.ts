// Colours of ours, told from those that data bring: each code of ours carries a number that the uncoloured text does not hold, and `unmarked`
// lets only those pass. Tables leave codes out of widths, numbered or not.
import { createColors } from 'picocolors';
import { shown } from './shown.ts';

type Paint = (text: string) => string;

export interface Paints {
  readonly colour: boolean;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  readonly dim: Paint;
  readonly bold: Paint;
  /** Text with its codes as everybody has them, and nothing else that is not seen; `marked`: the way back. */
  readonly bare: Paint;
  readonly marked: Paint;
}

/** `mark`: the number that its codes carry. */
export const paintsOf = (colour: boolean, mark = 0): Paints => {
  const { red, yellow, green, dim, bold } = createColors(colour);
  const marked = (paint: (text: string) => string): Paint => {
    const [open = '', close = ''] = paint('|').split('|');
    const [begin, end] = [open, close].map((code) => code.replace('m', () => `;${String(mark)}m`));
    return (text) => `${begin ?? ''}${text}${end ?? ''}`;
  };
  return {
    colour,
    red: marked(red),
    yellow: marked(yellow),
    green: marked(green),
    dim: marked(dim),
    bold: marked(bold),
    bare: colour ? (text) => unmarked(text, mark, shown) : shown,
    marked: (text) => (colour ? text.replace(CODE, (_, code: string) => `\u001b[${code};${String(mark)}m`) : text),
  };
};

// oxlint-disable-next-line no-control-regex -- a colour begins with a control character
const CODE = /\u001b\[(\d+)m/g;

/** The least number that no code in `text` carries. */
export const freeMark = (text: string): number => {
  let mark = 0;
  while (text.includes(`;${String(mark)}m`)) mark++;
  return mark;
};

/** `text` with the codes of `mark` as a terminal has them, and `between` applied to whatever stands between them. */
export const unmarked = (text: string, mark: number, between: (text: string) => string): string =>
  text
    .split(new RegExp(`\u001b\\[(\\d+);${String(mark)}m`, 'g'))
    .map((part, index) => (index % 2 === 1 ? `\u001b[${part}m` : between(part)))
    .join('');
